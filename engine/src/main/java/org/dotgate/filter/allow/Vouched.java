package org.dotgate.filter.allow;

/** Whether anything vouches for a sender's domain, and what was found. Immutable. */
final class Vouched {
    private final boolean holds;
    private final String found;

    private Vouched(boolean holds, String found) {
        this.holds = holds;
        this.found = found;
    }

    static Vouched yes(String found) {
        return new Vouched(true, found);
    }

    static Vouched no(String found) {
        return new Vouched(false, found);
    }

    boolean holds() {
        return holds;
    }

    /** What was found, for operators, such as {@code spf=softfail, dkim=pass of example.org}. May quote hostile text. */
    String found() {
        return found;
    }

    /** The same, with something found before it. */
    Vouched after(String earlier) {
        return new Vouched(holds, earlier + ", " + found);
    }
}
