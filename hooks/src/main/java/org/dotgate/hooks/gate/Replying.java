package org.dotgate.hooks.gate;

import java.util.List;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.dotgate.mail.Reply;

/** The replies of a parked session, in James's terms. */
final class Replying {
    private Replying() {}

    static Response of(Reply reply) {
        return new SMTPResponse(String.valueOf(reply.code()), reply.enhanced() + " " + reply.text());
    }

    /** A reply after which the connection is closed. */
    static Response last(Reply reply) {
        SMTPResponse response = new SMTPResponse(String.valueOf(reply.code()), reply.enhanced() + " " + reply.text());
        response.setEndSession(true);
        return response;
    }

    /** One line that says that more lines of the same reply will come (RFC 5321, section 4.2.1). */
    static Response continuation(int code) {
        return new Continuation(code + "-" + (code == 250 ? "2.0.0" : "4.7.1") + " Judging the message, please wait");
    }

    /** Writes to the client, from any thread. */
    static void write(ProtocolSessionImpl session, Response response) {
        session.getProtocolTransport().writeResponse(response, session);
    }

    private static final class Continuation implements Response {
        private final String line;

        Continuation(String line) {
            this.line = line;
        }

        @Override
        public String getRetCode() {
            return line.substring(0, 3);
        }

        @Override
        public List<CharSequence> getLines() {
            return List.of(line);
        }

        @Override
        public boolean isEndSession() {
            return false;
        }
    }
}
