package org.dotgate.filter.exec;

/**
 * A program ended without a verdict. The message tells operators how; text of the program in it is cut, and free of
 * control characters.
 */
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptException(String message) {
        super(message);
    }

    ScriptException(String message, Throwable cause) {
        super(message, cause);
    }
}
