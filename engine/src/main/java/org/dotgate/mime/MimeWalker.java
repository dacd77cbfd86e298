package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.io.MaxLineLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.MimeUtil;

/**
 * Reads a raw message once and shows a visitor what is in it: the fields of all headers, the text of all text parts, and
 * the attachments. Messages in messages are walked into. One object walks one message, on one thread.
 *
 * <p>Text is what a reader sees: transfer encoding (RFC 2045) and charset decoded, HTML without its markup (see
 * {@code HtmlText}). Of alternatives all are shown. Malformed input is read as far as it can be, replaced where it
 * cannot, and never thrown; a charset that is missing or unknown is guessed, UTF-8 or else windows-1252.
 */
public final class MimeWalker {
    private final MimeLimits limits;
    private final MessageVisitor visitor;
    private final HeaderFields headers;
    private final Buffers buffers;
    private int parts;
    private long textLeft;
    private long attachmentLeft;
    private Limit limit;
    private boolean ended;

    private MimeWalker(MimeLimits limits, MessageVisitor visitor, Buffers buffers) {
        this.limits = limits;
        this.buffers = buffers;
        this.visitor = visitor;
        this.headers = new HeaderFields(limits.headerOctets());
        this.textLeft = limits.textOctets();
        this.attachmentLeft = limits.attachmentOctets();
    }

    /**
     * Walks a message to its end, or to a limit.
     *
     * @param raw the message as it is spooled; read in large pieces, not closed
     * @return whether all of it was read
     * @throws IOException what {@code raw} or the visitor throws; nothing in the message causes one
     */
    public static WalkResult walk(InputStream raw, MimeLimits limits, MessageVisitor visitor) throws IOException {
        Buffers buffers = Buffers.take();
        try {
            MimeWalker walker = new MimeWalker(limits, visitor, buffers);
            walker.message(raw, 0);
            return new WalkResult(walker.limit);
        } finally {
            buffers.giveBack();
        }
    }

    private void message(InputStream raw, int outer) throws IOException {
        MimeConfig config = new MimeConfig.Builder()
                .setStrictParsing(false)
                .setMaxLineLen(limits.headerOctets() + 1)
                .setMaxHeaderCount(-1)
                .setMaxHeaderLen(-1)
                .setMaxContentLen(-1)
                .build();
        MimeTokenStream tokens = new MimeTokenStream(config, DecodeMonitor.SILENT, headers, new EntityHeader());
        // messages in messages are walked into here, as their transfer encoding is undone here
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(raw);
        int depth = outer;
        while (!ended) {
            switch (next(tokens)) {
                case T_START_HEADER:
                    headers.begin();
                    if (++parts > limits.parts()) {
                        end(Limit.PARTS);
                    }
                    break;
                case T_FIELD:
                    field(depth, tokens.getField());
                    break;
                case T_END_HEADER:
                    stray();
                    break;
                case T_START_MULTIPART:
                    if (depth >= limits.depth()) {
                        reach(Limit.DEPTH);
                        // MIME4J does not look for parts in what has been read
                        tokens.getInputStream().transferTo(OutputStream.nullOutputStream());
                    }
                    depth++;
                    break;
                case T_END_MULTIPART:
                    depth--;
                    break;
                case T_BODY:
                    leaf((EntityHeader) tokens.getBodyDescriptor(), tokens.getInputStream(), depth);
                    break;
                case T_END_OF_STREAM:
                    return;
                default:
                    break;
            }
        }
    }

    /** The next token; where the parser gives up, the walk ends. */
    private EntityState next(MimeTokenStream tokens) throws IOException {
        try {
            return tokens.next();
        } catch (MimeException e) {
            boolean tooLong = headers.isFull() || e.getCause() instanceof MaxLineLimitException;
            end(tooLong ? Limit.HEADER : Limit.STRUCTURE);
        } catch (IndexOutOfBoundsException | IllegalStateException | IllegalArgumentException e) {
            // a fault of the parser: the message is hostile until shown otherwise, and must not break the filter
            end(Limit.STRUCTURE);
        }
        return EntityState.T_END_OF_STREAM;
    }

    /** Notes that something is left unread; the first limit is the one that is told. */
    private void reach(Limit reached) {
        if (limit == null) {
            limit = reached;
        }
    }

    private void end(Limit reached) {
        reach(reached);
        ended = true;
    }

    private void field(int depth, Field field) throws IOException {
        ByteSequence raw = field.getRaw();
        int from = field.getName().length();
        while (raw.byteAt(from++) != ':') {
            continue;
        }
        byte[] all = raw.toByteArray();
        String value = Guess.text(all, from, all.length);
        visitor.field(depth, field.getName(), EncodedWords.decode(MimeUtil.unfold(value)).trim());
    }

    private void stray() throws IOException {
        ByteArrayBuffer stray = headers.stray();
        if (!stray.isEmpty()) {
            byte[] text = Guess.text(stray.buffer(), 0, stray.length()).getBytes(StandardCharsets.UTF_8);
            visitor.octets(text, 0, text.length);
            visitor.endOfText();
        }
    }

    private void leaf(EntityHeader header, InputStream body, int depth) throws IOException {
        if (header.isCut()) {
            reach(Limit.STRUCTURE);
        }
        if (header.isMessage()) {
            if (depth >= limits.depth()) {
                reach(Limit.DEPTH);
            } else {
                message(decoded(header, body, new byte[Buffers.SIZE]), depth + 1);
            }
        } else if (header.isText()) {
            text(header, new Limited(decoded(header, body, buffers.encoded), Limit.TEXT));
        } else {
            visitor.attachment(header.getMimeType(), header.fileName(),
                    new Limited(decoded(header, body, buffers.encoded), Limit.ATTACHMENT));
        }
    }

    private static InputStream decoded(EntityHeader header, InputStream body, byte[] buffer) {
        switch (header.getTransferEncoding()) {
            case "base64":
                return new Base64Stream(body, buffer);
            case "quoted-printable":
                return new QuotedPrintableStream(body, buffer);
            default:
                return body;
        }
    }

    private void text(EntityHeader header, InputStream decoded) throws IOException {
        TextReader reader = new TextReader(decoded, header.getCharset(), header.isHtml(), buffers.octets, buffers.decoded);
        if (header.isHtml() && !visitor.takesMarkup()) {
            new HtmlText(new HtmlCharacters(reader), visitor, buffers.seen).read();
        } else {
            while (reader.next()) {
                visitor.octets(reader.piece(), reader.from(), reader.to());
            }
        }
        visitor.endOfText();
    }

    /** Ends where the limit for its kind of content is spent, and notes that, if there was more to read. */
    private final class Limited extends BulkStream {
        private final InputStream in;
        private final Limit kind;

        Limited(InputStream in, Limit kind) {
            this.in = in;
            this.kind = kind;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            long left = kind == Limit.TEXT ? textLeft : attachmentLeft;
            if (left == 0) {
                if (in.read(new byte[1], 0, 1) > 0) {
                    reach(kind);
                    ended |= kind == Limit.TEXT;
                }
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count > 0 && kind == Limit.TEXT) {
                textLeft -= count;
            } else if (count > 0) {
                attachmentLeft -= count;
            }
            return count;
        }
    }
}
