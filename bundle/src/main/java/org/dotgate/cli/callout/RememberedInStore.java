package org.dotgate.cli.callout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dotgate.callout.CalloutFacts;
import org.dotgate.callout.CalloutRecord;
import org.dotgate.callout.CalloutSearch;
import org.dotgate.callout.CalloutService;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.Callouts;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.Installation;
import org.dotgate.cli.listing.Page;
import org.dotgate.settings.SettingsException;

/** What is in the store of a James that does not run, or in the one that several share. */
final class RememberedInStore implements Remembered {
    private final Installation installation;
    private final Callouts callouts;

    RememberedInStore(Installation installation) throws Failure {
        this.installation = installation;
        try {
            callouts = new CalloutService(installation.store(), new NoProber(), installation.timer(), installation.workers(),
                    CalloutSettings.from(installation.section(CalloutSettings.SECTION)), new NoQueue());
        } catch (SettingsException e) {
            installation.close();
            throw new Failure(e.getMessage());
        } catch (Failure e) {
            installation.close();
            throw e;
        }
    }

    @Override
    public Page<Map<String, String>> page(CalloutSearch search, String after, int limit) throws Failure {
        List<Map<String, String>> entries = new ArrayList<>();
        String next = null;
        // what is left out must not make the pages small
        int most = search.isSelective() ? Page.MOST : limit;
        for (CalloutRecord entry : installation.answer(() -> callouts.list(after, most))) {
            if (entries.size() == limit) {
                break;
            }
            next = entry.address();
            if (search.finds(entry)) {
                Map<String, String> texts = new LinkedHashMap<>();
                CalloutFacts.of(entry).forEach((name, value) -> texts.put(name, value.toString()));
                entries.add(texts);
            }
        }
        return new Page<>(entries, next);
    }

    @Override
    public boolean forget(String address) throws Failure {
        return installation.answer(() -> callouts.forget(address));
    }

    @Override
    public void close() {
        callouts.close();
        installation.close();
    }
}
