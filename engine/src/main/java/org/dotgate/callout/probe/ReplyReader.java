package org.dotgate.callout.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dotgate.callout.answer.RemoteReply;

/**
 * Makes replies (RFC 5321, section 4.2.1) of octets, and a {@link DecoderException} of everything else. It stands in the place
 * of Netty's own decoder, which bounds a line but not a reply, takes the last line's code for that of all, and loses octets
 * beyond ASCII. Octets behind a reply are no answer to anything: they were sent before we asked, except that a server may
 * say 421 unasked before it closes (section 3.8). Owned by the channel's event loop.
 */
final class ReplyReader extends ByteToMessageDecoder {
    /** RFC 5321, section 4.5.3.1.5, allows 512. */
    static final int MAX_LINE = 2_000;
    static final int MAX_LINES = 100;
    static final int MAX_OCTETS = 32 * 1024;

    private static final String CLOSING = "421";

    private final List<String> lines = new ArrayList<>();
    private int code;
    private int octets;

    /** Whether nothing has come behind the last reply. */
    boolean isEmpty() {
        return actualReadableBytes() == 0 && lines.isEmpty();
    }

    /** How many lines of a reply have come that has not ended. */
    int linesOfUnfinished() {
        return lines.size();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0 ? in.readableBytes() > MAX_LINE : length > MAX_LINE) {
            throw violation(in, "a line is longer than " + MAX_LINE + " octets");
        }
        if (length < 0) {
            return;
        }
        String line = in.readCharSequence(length + 1, StandardCharsets.ISO_8859_1).toString();
        octets += line.length();
        if (!line.endsWith("\r\n") || line.indexOf('\r') != length - 1 || line.indexOf('\0') >= 0) {
            throw violation(in, "a line has octets in it that none may have");
        }
        boolean last = add(in, line.substring(0, length - 1));
        if (last) {
            if (in.isReadable() && !beginning(in).equals(CLOSING)) {
                throw violation(in, "more was said than we had asked for");
            }
            out.add(new RemoteReply(code, lines));
            lines.clear();
            octets = 0;
        } else if (lines.size() >= MAX_LINES || octets > MAX_OCTETS) {
            throw violation(in, "a reply does not end");
        }
    }

    private static String beginning(ByteBuf in) {
        return in.toString(in.readerIndex(), Math.min(in.readableBytes(), CLOSING.length()), StandardCharsets.ISO_8859_1);
    }

    /** Whether it is the reply's last line. */
    private boolean add(ByteBuf in, String line) {
        boolean mark = line.length() == 3 || line.length() > 3 && (line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!mark || !line.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw violation(in, "a line is no reply");
        }
        int number = Integer.parseInt(line.substring(0, 3));
        if (number < 200 || number > 599) {
            throw violation(in, "a reply's code is none");
        }
        if (!lines.isEmpty() && number != code) {
            throw violation(in, "a reply changes its code");
        }
        code = number;
        lines.add(line.length() > 4 ? line.substring(4) : "");
        return line.length() == 3 || line.charAt(3) == ' ';
    }

    private static DecoderException violation(ByteBuf in, String what) {
        // nothing of it is to be looked at again
        in.skipBytes(in.readableBytes());
        return new DecoderException(what);
    }
}
