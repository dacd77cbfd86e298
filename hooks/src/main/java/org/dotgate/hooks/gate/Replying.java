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
        String line = code + "-" + (code == 250 ? "2.0.0" : "4.7.1") + " Judging the message, please wait";
        return new Lines(String.valueOf(code), List.of(line), false);
    }

    /** Nothing, after which the connection is closed: the message stays the client's. */
    static Response hangUp() {
        return new Lines("", List.of(), true);
    }

    /** Writes to the client, from any thread. */
    static void write(ProtocolSessionImpl session, Response response) {
        session.getProtocolTransport().writeResponse(response, session);
    }

    private static final class Lines implements Response {
        private final String code;
        private final List<CharSequence> lines;
        private final boolean last;

        Lines(String code, List<CharSequence> lines, boolean last) {
            this.code = code;
            this.lines = lines;
            this.last = last;
        }

        @Override
        public String getRetCode() {
            return code;
        }

        @Override
        public List<CharSequence> getLines() {
            return lines;
        }

        @Override
        public boolean isEndSession() {
            return last;
        }
    }
}
