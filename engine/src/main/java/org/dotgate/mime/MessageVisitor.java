package org.dotgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what a {@link MimeWalker} finds, in the order of the message. Each method does nothing unless overridden. An
 * exception ends the walk and reaches its caller, which is how a visitor gives up.
 */
public interface MessageVisitor {
    /**
     * Whether HTML is shown with its markup, as it was written, rather than as a reader sees it. For visitors that compare
     * messages: what a link leads to is part of the message, though not of its text.
     */
    default boolean takesMarkup() {
        return false;
    }

    /**
     * A header field, of the message or of an entity in it.
     *
     * @param depth how deep the entity lies: 0 for the message itself
     * @param name the name as it is written, in whatever case
     * @param value unfolded, encoded words (RFC 2047) decoded and joined; raw 8-bit text is read as UTF-8, or else as
     *     windows-1252
     */
    default void field(int depth, String name, String value) throws IOException {
    }

    /**
     * A piece of decoded text, as a reader sees it. The pieces of one text follow each other, and may be cut anywhere.
     *
     * @param chars not used again after the call
     * @param from the first character of the piece
     * @param to behind its last character
     */
    default void text(char[] chars, int from, int to) throws IOException {
    }

    /**
     * The same piece in UTF-8, which is how a walker has it: for visitors that have no use for characters. Unless
     * overridden, makes them for {@link #text}.
     *
     * @param utf8 belongs to the walker, which uses it again after the call; holds whole characters
     * @param from the first octet of the piece
     * @param to behind its last octet
     */
    default void octets(byte[] utf8, int from, int to) throws IOException {
        char[] chars = new String(utf8, from, to - from, StandardCharsets.UTF_8).toCharArray();
        text(chars, 0, chars.length);
    }

    /** The text is over; what follows belongs to another. */
    default void endOfText() throws IOException {
    }

    /**
     * A leaf that is not text. It is decoded only as far as it is read.
     *
     * @param mediaType in lower case, such as {@code image/png}
     * @param fileName empty if it has none
     * @param decoded the content, transfer encoding undone; readable until this method returns
     */
    default void attachment(String mediaType, String fileName, InputStream decoded) throws IOException {
    }
}
