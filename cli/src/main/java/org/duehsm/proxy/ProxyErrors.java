package org.duehsm.proxy;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The errors that Jetty itself answers, such as those of malformed HTTP, in the form of all others. */
final class ProxyErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        RefusedException refusal = status < 500
                ? new RefusedException(
                        status, "InvalidRequest", "the request is no proper HTTP, or its head is too long")
                : new RefusedException(status, "InternalError", "the proxy has failed; its output tells why");
        ErrorForm.of(request.getHeaders(), true).send(refusal, response, callback);
        return true;
    }
}
