package org.dotgate.cli.callout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dotgate.callout.CalloutFacts;
import org.dotgate.callout.CalloutRecord;
import org.dotgate.callout.CalloutService;
import org.dotgate.callout.CalloutSettings;
import org.dotgate.callout.Callouts;
import org.dotgate.callout.answer.Answer;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.Installation;
import org.dotgate.filter.LogText;
import org.dotgate.settings.SettingsException;

/** What is in the store of a James that does not run, or in the one that several share. */
final class RememberedInStore implements Remembered {
    /** A large store takes longer to open than one call may. */
    private static final int TRIES = 15;
    private static final long LONGEST_SECONDS = 60;

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
    public Page page(String after, int limit, Answer answer) throws Failure {
        List<Map<String, String>> entries = new ArrayList<>();
        String next = null;
        for (CalloutRecord entry : wait(() -> callouts.list(after, limit))) {
            next = entry.address();
            if (answer == null || answer == entry.answer()) {
                Map<String, String> texts = new LinkedHashMap<>();
                CalloutFacts.of(entry).forEach((name, value) -> texts.put(name, value.toString()));
                entries.add(texts);
            }
        }
        return new Page(entries, next);
    }

    @Override
    public boolean forget(String address) throws Failure {
        return wait(() -> callouts.forget(address));
    }

    private <T> T wait(Supplier<CompletionStage<T>> call) throws Failure {
        long patience = installation.storeSettings().timeout().toNanos();
        for (int tried = 1; ; tried++) {
            long begin = System.nanoTime();
            try {
                return call.get().toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (tried == TRIES || System.nanoTime() - begin < patience) {
                    throw trouble(String.valueOf(e.getCause().getMessage()));
                }
            } catch (TimeoutException e) {
                throw trouble("it has not answered");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted");
            }
        }
    }

    private Failure trouble(String why) throws Failure {
        return new Failure("the store does not answer: " + LogText.safe(why)
                + (installation.isStoreJamesAlone() ? "\nIf James runs, ask its WebAdmin instead: --webadmin URL" : ""));
    }

    @Override
    public void close() {
        callouts.close();
        installation.close();
    }
}
