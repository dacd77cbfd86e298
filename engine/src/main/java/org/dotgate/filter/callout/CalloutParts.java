package org.dotgate.filter.callout;

import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.NoCallouts;
import org.dotgate.filter.FilterHost;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.store.Store;
import org.dotgate.store.StoreSettings;

/** Puts the one call-out service of a configuration together: when it is first asked for, and for as long as James runs. */
public final class CalloutParts {
    private CalloutParts() {}

    /** As {@link CalloutFilterType.Maker} has it. */
    public static Callouts of(CalloutSettings settings, Section any, FilterHost host) throws SettingsException {
        Store store = host.services().store(StoreSettings.from(any.sibling("store")));
        return host.services().shared(Callouts.class, () -> service(settings, store, host));
    }

    private static Callouts service(CalloutSettings settings, Store store, FilterHost host) {
        return NoCallouts.INSTANCE;
    }
}
