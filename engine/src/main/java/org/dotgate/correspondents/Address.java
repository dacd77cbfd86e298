package org.dotgate.correspondents;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address (RFC 5321, section 4.1.2) in the form in which addresses are compared: lower case, local part too, and
 * without the tag that BATV puts before it. Characters beyond ASCII (RFC 6531) stay as they are, and a domain's U-label is
 * not its A-label. Immutable.
 */
public final class Address {
    /** The longest address, in UTF-16 code units: a path of 256 octets, less its angle brackets (section 4.5.3.1.3). */
    public static final int MAX = 254;

    /** What BATV puts before a local part: {@code prvs=}, key number, day and signature. It is another one every day. */
    private static final Pattern BATV = Pattern.compile("prvs=[0-9]{4}[0-9a-f]{6}=(?=[^@])");
    /**
     * VERP and SRS hold the recipient's or the former sender's address behind a {@code =}; other senders of one mail only
     * begin with a word for bounces.
     */
    private static final Pattern ONE_TIME = Pattern.compile(".*=.*|(?:bounces?|srs[01])[-+._].*");

    private final String text;
    private final int at;

    private Address(String text) {
        this.text = text;
        this.at = text.lastIndexOf('@');
    }

    /**
     * The address somebody means by a text from outside.
     *
     * @param written without angle brackets
     * @return empty if it is no address, is longer than {@value #MAX}, or holds white space or control characters, which
     *     only a quoted local part may
     */
    public static Optional<Address> of(String written) {
        if (written.length() > MAX || !written.codePoints().allMatch(Address::isFit)) {
            return Optional.empty();
        }
        Address address = new Address(BATV.matcher(written.toLowerCase(Locale.ROOT)).replaceFirst(""));
        // lower case can be longer: İ
        boolean whole = address.at > 0 && address.at < address.text.length() - 1 && address.text.length() <= MAX;
        return whole ? Optional.of(address) : Optional.empty();
    }

    private static boolean isFit(int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.UNASSIGNED:
            case Character.SPACE_SEPARATOR:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return true;
        }
    }

    /** The domain, lower case. */
    public String domain() {
        return text.substring(at + 1);
    }

    /** Whether it looks as if it was made for one mail only (VERP, SRS), so that nobody will write from it again. */
    public boolean isOneTime() {
        return ONE_TIME.matcher(text.substring(0, at)).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address && text.equals(((Address) other).text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The address itself. */
    @Override
    public String toString() {
        return text;
    }
}
