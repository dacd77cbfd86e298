package org.dotgate.callout;

import java.util.Locale;
import org.dotgate.callout.CalloutRecord.Attempt;
import org.dotgate.callout.answer.Answer;

/** Which records an operator asks for. Texts are found anywhere in what is recorded, whatever the letter case. Immutable. */
public final class CalloutSearch {
    /** The longest text that may be searched for. */
    public static final int MAX_TEXT = 512;

    /** All of them. */
    public static final CalloutSearch ALL = new CalloutSearch("", "", null, null);

    private final String address;
    private final String mx;
    private final Answer answer;
    private final Attempt stage;

    /**
     * @param address an address or a part of it, such as a domain; empty for any
     * @param mx the name of the host that answered, or a part of it; empty for any, and for records that nobody answered
     * @param answer null for any
     * @param stage with which time-outs it was asked; null for any
     * @throws IllegalArgumentException if a text is longer than {@value #MAX_TEXT}
     */
    public CalloutSearch(String address, String mx, Answer answer, Attempt stage) {
        if (Math.max(address.length(), mx.length()) > MAX_TEXT) {
            throw new IllegalArgumentException("a text to be searched for has " + MAX_TEXT + " characters at most");
        }
        this.address = address.toLowerCase(Locale.ROOT);
        this.mx = mx.toLowerCase(Locale.ROOT);
        this.answer = answer;
        this.stage = stage;
    }

    public String address() {
        return address;
    }

    public String mx() {
        return mx;
    }

    /** Null for any. */
    public Answer answer() {
        return answer;
    }

    /** Null for any. */
    public Attempt stage() {
        return stage;
    }

    /** Whether there may be records that are not meant. */
    public boolean isSelective() {
        return answer != null || stage != null || !address.isEmpty() || !mx.isEmpty();
    }

    public boolean finds(CalloutRecord entry) {
        return (answer == null || answer == entry.answer())
                && (stage == null || stage == entry.attempt())
                && finds(address, entry.address())
                && finds(mx, entry.mx());
    }

    private static boolean finds(String text, String recorded) {
        return text.isEmpty() || recorded.toLowerCase(Locale.ROOT).contains(text);
    }
}
