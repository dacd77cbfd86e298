package org.dotgate.mime;

import java.util.Locale;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * What the header of an entity says of its body, and what MIME4J goes by: the first field of a name counts, and what is
 * missing or broken makes the body plain text (RFC 2045, section 5.2), as it does a multipart without a boundary. One
 * object for each entity, filled while its fields are read.
 */
final class EntityHeader implements BodyDescriptorBuilder, BodyDescriptor {
    /** RFC 2046 allows 70; the search for a boundary may take time in proportion to its length. */
    private static final int MAX_BOUNDARY = 128;
    /** No honest field of parameters is longer. */
    private static final int MAX_FIELD = 16 * 1024;

    private static final RawBody NONE = RawFieldParser.DEFAULT.parseRawBody(new RawField("Content-Type", ""));

    private final boolean inDigest;
    private RawField contentType;
    private RawField disposition;
    private RawField transferEncoding;
    private String mimeType;
    private Parameters parameters;

    EntityHeader() {
        this(false);
    }

    private EntityHeader(boolean inDigest) {
        this.inDigest = inDigest;
    }

    @Override
    public void reset() {
        contentType = null;
        disposition = null;
        transferEncoding = null;
    }

    @Override
    public Field addField(RawField field) {
        String name = field.getName();
        if (name.length() < 12 || !name.regionMatches(true, 0, "content-", 0, 8)) {
            return field;
        }
        if (contentType == null && name.equalsIgnoreCase("content-type")) {
            contentType = field;
        } else if (transferEncoding == null && name.equalsIgnoreCase("content-transfer-encoding")) {
            transferEncoding = field;
        } else if (disposition == null && name.equalsIgnoreCase("content-disposition")) {
            disposition = field;
        }
        return field;
    }

    @Override
    public BodyDescriptor build() {
        RawBody body = parse(contentType);
        parameters = new Parameters(body.getParams());
        mimeType = type(body.getValue());
        if (mimeType == null || mimeType.startsWith("multipart/") && getBoundary() == null) {
            mimeType = inDigest && mimeType == null ? "message/rfc822" : "text/plain";
        }
        return this;
    }

    @Override
    public BodyDescriptorBuilder newChild() {
        return new EntityHeader("multipart/digest".equals(mimeType));
    }

    private static RawBody parse(RawField field) {
        ByteSequence raw = field == null ? null : field.getRaw();
        if (raw == null) {
            return NONE;
        }
        int from = field.getDelimiterIdx() + 1;
        ParserCursor cursor = new ParserCursor(0, Math.min(raw.length(), from + MAX_FIELD));
        cursor.updatePos(from);
        return RawFieldParser.DEFAULT.parseRawBody(raw, cursor);
    }

    /** The media type in lower case; null if it is none. What follows it by mistake, such as a comma, is cut off. */
    private static String type(String value) {
        if (value == null) {
            return null;
        }
        String type = value.trim().toLowerCase(Locale.ROOT).replace(" /", "/").replace("/ ", "/");
        int end = 0;
        while (end < type.length() && type.charAt(end) > ' ' && type.charAt(end) != ',') {
            end++;
        }
        int slash = type.indexOf('/');
        return slash <= 0 || slash + 1 >= end ? null : type.substring(0, end);
    }

    /**
     * Whether the Content-Type is longer than is read. Others may find more in it, such as a boundary, and so parts in what
     * is taken for one text here.
     */
    boolean isCut() {
        String boundary = parameters.raw("boundary");
        return contentType != null && contentType.getRaw().length() > MAX_FIELD
                || boundary != null && boundary.length() > MAX_BOUNDARY;
    }

    /** Whether the body is a message of its own (RFC 2046, section 5.2.1; RFC 6532, section 3.7). */
    boolean isMessage() {
        return mimeType.equals("message/rfc822") || mimeType.equals("message/global") || mimeType.equals("message/news");
    }

    boolean isHtml() {
        return mimeType.equals("text/html") || mimeType.equals("application/xhtml+xml");
    }

    boolean isText() {
        return mimeType.startsWith("text/") || isHtml();
    }

    /** The name for people; empty if there is none. */
    String fileName() {
        String name = new Parameters(parse(disposition).getParams()).get("filename");
        if (name == null) {
            name = parameters.get("name");
        }
        return name == null ? "" : name;
    }

    @Override
    public String getMimeType() {
        return mimeType;
    }

    @Override
    public String getMediaType() {
        return mimeType.substring(0, mimeType.indexOf('/'));
    }

    @Override
    public String getSubType() {
        return mimeType.substring(mimeType.indexOf('/') + 1);
    }

    @Override
    public String getCharset() {
        return parameters.raw("charset");
    }

    /** In lower case, the first word of it; {@code 7bit} if none is given. */
    @Override
    public String getTransferEncoding() {
        String value = parse(transferEncoding).getValue();
        String first = value == null ? "" : value.trim().toLowerCase(Locale.ROOT).split("[\\s,]", 2)[0];
        return first.isEmpty() ? "7bit" : first;
    }

    /** Not asked for: the body ends at its boundary. */
    @Override
    public long getContentLength() {
        return -1;
    }

    @Override
    public String getBoundary() {
        String boundary = parameters.raw("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            return null;
        }
        return boundary;
    }
}
