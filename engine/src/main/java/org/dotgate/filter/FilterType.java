package org.dotgate.filter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;

/** A kind of filter, as {@code type =} names it. Thread-safe. */
public interface FilterType {
    /** What {@code type =} says. */
    String name();

    /** The keys this kind has besides those that every filter has. */
    List<Key<?>> keys();

    /**
     * How long a filter of this kind may take where its section does not say.
     *
     * @return empty for what all filters may
     */
    default Optional<Duration> usualTimeout(Section section) throws SettingsException {
        return Optional.empty();
    }

    /**
     * Makes a filter of this kind.
     *
     * @param section the filter's section; its keys are known to be valid names
     * @throws SettingsException if a value is wrong, or a file it names cannot be used
     */
    Filter create(Section section, FilterHost host) throws SettingsException;
}
