package org.dotgate.mime;

/**
 * How much of a message is read. The defaults let real mail through whole and keep a hostile message cheap. There is no
 * limit for HTML of its own: it is read as a stream, in memory that does not grow with it. Immutable.
 */
public final class MimeLimits {
    /** Depth 20, 1,000 entities, 1 MiB of header fields, 10 MiB of text, attachments without limit. */
    public static final MimeLimits DEFAULT = builder().build();

    private final int depth;
    private final int parts;
    private final int headerOctets;
    private final long textOctets;
    private final long attachmentOctets;

    private MimeLimits(Builder builder) {
        this.depth = builder.depth;
        this.parts = builder.parts;
        this.headerOctets = builder.headerOctets;
        this.textOctets = builder.textOctets;
        this.attachmentOctets = builder.attachmentOctets;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The deepest entity that is read: the message itself is at 0, its parts at 1, a message in a part at 2. */
    public int depth() {
        return depth;
    }

    /** How many entities are read: leaves, multiparts and messages, the outermost counted. */
    public int parts() {
        return parts;
    }

    /** How many octets of header fields are read, those of all entities together. */
    public int headerOctets() {
        return headerOctets;
    }

    /** How many octets of text are read, transfer encoding undone, those of all text parts together. */
    public long textOctets() {
        return textOctets;
    }

    /** How many octets of attachments are read, transfer encoding undone, as far as the visitor reads them. */
    public long attachmentOctets() {
        return attachmentOctets;
    }

    /** Gathers limits. Not thread-safe. */
    public static final class Builder {
        private int depth = 20;
        private int parts = 1_000;
        private int headerOctets = 1 << 20;
        private long textOctets = 10L << 20;
        private long attachmentOctets = Long.MAX_VALUE;

        private Builder() {
        }

        public Builder depth(int value) {
            this.depth = value;
            return this;
        }

        public Builder parts(int value) {
            this.parts = value;
            return this;
        }

        public Builder headerOctets(int value) {
            this.headerOctets = value;
            return this;
        }

        public Builder textOctets(long value) {
            this.textOctets = value;
            return this;
        }

        public Builder attachmentOctets(long value) {
            this.attachmentOctets = value;
            return this;
        }

        /** @throws IllegalArgumentException if a limit is negative, or no entity or no header could be read */
        public MimeLimits build() {
            if (depth < 0 || parts < 1 || headerOctets < 1 || textOctets < 0 || attachmentOctets < 0) {
                throw new IllegalArgumentException("a limit must not be negative; parts and header octets begin at 1");
            }
            return new MimeLimits(this);
        }
    }
}
