package org.dotgate.store;

import java.time.Duration;
import java.util.List;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/** What {@code [store]} says. Immutable. */
public final class StoreSettings {
    /** What becomes of a message that a lost or slow store has something to say about. */
    public enum OnFailure {
        /** It goes on as if the store had nothing against it. */
        PASS,
        /** Its client is asked to come again: 451 4.3.0. */
        TEMPFAIL
    }

    static final Key<String> URL = Key.of("url", StoreSettings::checkedUrl, "file:var/dotgate",
            "Where memory is kept: file:FOLDER, or redis://user:password@host:port/number (rediss:// with TLS; user and"
                    + " password may be left out) for several James nodes. A change needs a restart.");
    static final Key<OnFailure> ON_FAILURE = Key.of("on-failure", Values.oneOf(OnFailure.class), "pass",
            "What a message counts as when the store is lost or too slow: pass or tempfail (451 4.3.0).");
    static final Key<Duration> TIMEOUT = Key.of("timeout", Values.duration(Duration.ofMillis(10), Duration.ofSeconds(30)),
            "2s", "How long one call of the store may take.");

    /** Every key of {@code [store]}. */
    public static final List<Key<?>> KEYS = List.of(URL, ON_FAILURE, TIMEOUT);

    private final Section section;
    private final String url;
    private final OnFailure onFailure;
    private final Duration timeout;

    private StoreSettings(Section section) throws SettingsException {
        this.section = section;
        url = section.get(URL);
        onFailure = section.get(ON_FAILURE);
        timeout = section.get(TIMEOUT);
    }

    private static String checkedUrl(String text) {
        StoreUrl.parse(text);
        return text;
    }

    /**
     * Reads the section.
     *
     * @throws SettingsException if a key is unknown or a value wrong
     */
    public static StoreSettings from(Section section) throws SettingsException {
        section.refuseUnknown(KEYS);
        return new StoreSettings(section);
    }

    public String url() {
        return url;
    }

    public OnFailure onFailure() {
        return onFailure;
    }

    /** How long one call may take. */
    public Duration timeout() {
        return timeout;
    }

    /** An error about the URL, at its line. */
    public SettingsException error(String problem) {
        return section.error(URL, problem);
    }
}
