package org.dotgate.hooks.web;

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import spark.HaltException;

/** The ends of requests that are not served, with James's body for errors. What a request said is not repeated in them. */
final class Errors {
    private Errors() {}

    /** 400: the request cannot mean anything. */
    static HaltException invalid(String message) {
        return error(400, ErrorType.INVALID_ARGUMENT, message);
    }

    /** 403: not from there. */
    static HaltException forbidden(String message) {
        return error(403, ErrorType.WRONG_STATE, message);
    }

    /** 404. */
    static HaltException notFound(String message) {
        return error(404, ErrorType.NOT_FOUND, message);
    }

    /** 413: the body is larger than it may be. */
    static HaltException tooLarge(String message) {
        return error(413, ErrorType.INVALID_ARGUMENT, message);
    }

    /** 503: what is needed is out of reach now. */
    static HaltException unavailable(String message) {
        return error(503, ErrorType.SERVER_ERROR, message);
    }

    private static HaltException error(int status, ErrorType type, String message) {
        return ErrorResponder.builder().statusCode(status).type(type).message(message).haltError();
    }
}
