package org.dotgate.greylist;

import java.time.Instant;
import java.util.Optional;
import org.dotgate.store.Entry;

/** What is known of an origin as a whole: how often it has passed, for auto-pass. Immutable. */
public final class GreylistOrigin {
    private final String name;
    private final Entry entry;
    private final int needed;

    /** @param entry null if it has never passed */
    GreylistOrigin(String name, Entry entry, GreylistSettings settings) {
        this.name = name;
        this.entry = entry;
        this.needed = settings.autoPass();
    }

    /** A network such as {@code 192.0.2.0/24}, or a domain such as {@code spf:example.org}. */
    public String name() {
        return name;
    }

    /** Whether it is a domain that SPF vouches for, and not a network. */
    public boolean isVouchedFor() {
        return Origin.isVouched(name);
    }

    /** How often something new of it has passed. */
    public int passes() {
        return entry == null ? 0 : Regulars.passes(entry.value());
    }

    /** How often it has to; 0 if that spares nobody. */
    public int needed() {
        return needed;
    }

    /** Whether it is not delayed any more. */
    public boolean isRegular() {
        return needed > 0 && passes() >= needed;
    }

    /** When it passed for the first time; empty if it has not. */
    public Optional<Instant> since() {
        return entry == null ? Optional.empty() : Regulars.since(entry.value()).map(Instant::ofEpochMilli);
    }

    /** When its passes are forgotten, if nothing comes until then; empty if there are none. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(entry).map(Entry::expires);
    }
}
