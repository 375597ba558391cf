package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Requests to a query API at one endpoint, each signed by the version of AWS' signatures that the key is for. */
interface QueryRequests {

    /** One that changes nothing, of these parameters, not encoded; throws as {@link AccessKey#sign}. */
    HttpRequest read(Map<String, String> parameters) throws IOException, GeneralSecurityException;

    /** One that must not be sent twice by itself, of these parameters, not encoded; throws as {@link AccessKey#sign}. */
    HttpRequest change(Map<String, String> parameters) throws IOException, GeneralSecurityException;

    /** Signed by Signature Version 2; a GET, as in 2012, where java.net.http may repeat it if the connection breaks. */
    record Version2(URI endpoint, QuerySigner signer) implements QueryRequests {

        @Override
        public HttpRequest read(Map<String, String> parameters) throws IOException, GeneralSecurityException {
            return HttpRequest.newBuilder(signer.sign(endpoint, parameters)).build();
        }

        @Override
        public HttpRequest change(Map<String, String> parameters) throws IOException, GeneralSecurityException {
            return HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(signer.signForm(endpoint, parameters)))
                    .build();
        }
    }

    /** Signed by Signature Version 4, in a header; always a POST, as AWS' own SDKs have it. */
    record Version4(URI endpoint, Signature4Signer signer) implements QueryRequests {

        @Override
        public HttpRequest read(Map<String, String> parameters) throws IOException, GeneralSecurityException {
            return signer.sign(AwsRequest.of("POST", endpoint), Payload.ofForm(parameters));
        }

        @Override
        public HttpRequest change(Map<String, String> parameters) throws IOException, GeneralSecurityException {
            return read(parameters);
        }
    }
}
