package org.dotgate.filter.delay;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;

/** {@code type = delay}: waits, then passes. Thread-safe. */
public final class DelayFilterType implements FilterType {
    static final Key<DelayRange> DELAY = Key.required("delay", DelayRange.TYPE,
            "How long each message waits, such as 4s; or from how long to how long, such as 2s..10s, chosen evenly at"
                    + " random. At most 170s.");

    @Override
    public String name() {
        return "delay";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(DELAY);
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        return new DelayFilter(section.get(DELAY), () -> ThreadLocalRandom.current().nextDouble(), host);
    }
}
