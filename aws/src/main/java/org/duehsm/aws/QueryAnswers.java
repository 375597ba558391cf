package org.duehsm.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What query APIs answer: the XML that is asked for, or an error in either of two forms. */
final class QueryAnswers {

    private QueryAnswers() {}

    /**
     * The root of the answer.
     *
     * @param expected its name
     * @throws AwsErrorException for an error that the service answers
     * @throws AwsAnswerException for what is neither that nor the answer
     */
    static Element root(URI endpoint, HttpResponse<byte[]> response, String expected) throws IOException {
        int status = response.statusCode();
        Element root;
        try {
            root = Xml.parse(response.body());
        } catch (SAXException e) {
            throw new AwsAnswerException(
                    endpoint + " answered HTTP " + status + " with what is no XML that we read: " + e.getMessage(), e);
        }
        Optional<Element> error = Xml.find(root, "Errors", "Error").or(() -> Xml.find(root, "Error"));
        if (error.isPresent()) {
            throw new AwsErrorException(
                    status,
                    Xml.text(error.get(), "Code").orElse("-"),
                    Xml.text(error.get(), "Message").orElse("-"),
                    Xml.text(root, "RequestID")
                            .or(() -> Xml.text(root, "RequestId"))
                            .orElse("-"));
        }
        if (status != 200 || !expected.equals(root.getLocalName())) {
            throw new AwsAnswerException(
                    endpoint + " answered HTTP " + status + " with " + root.getLocalName() + ", not " + expected);
        }
        return root;
    }
}
