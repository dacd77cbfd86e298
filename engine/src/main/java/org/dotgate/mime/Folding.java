package org.dotgate.mime;

/** Header fields as they are written (RFC 5322, section 2.2.3): in lines of at most 78 characters where words allow. */
public final class Folding {
    private static final int LINE = 78;

    private Folding() {}

    /**
     * Breaks a value into lines at its spaces.
     *
     * @param name the field's name, which takes a part of the first line
     * @param value safe words
     */
    public static String folded(String name, String value) {
        StringBuilder folded = new StringBuilder();
        int used = name.length() + 2;
        for (String word : value.split(" +")) {
            if (folded.length() > 0) {
                boolean full = used + 1 + word.length() > LINE;
                folded.append(full ? "\r\n " : " ");
                used = full ? 1 : used + 1;
            }
            folded.append(word);
            used += word.length();
        }
        return folded.toString();
    }
}
