package org.dotgate.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/** {@code type = probe}: filters that tell whether they live, and watch a file whose content must not be "wrong". */
final class ProbeType implements FilterType {
    static final Key<String> LIST = Key.of("list", Values.TEXT, "", "A file.");
    static final Key<Boolean> BROKEN = Key.of("broken", Values.YES_NO, "no", "yes: the making fails.");

    final List<Probe> made = new ArrayList<>();

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(LIST, BROKEN);
    }

    @Override
    public Filter create(Section section, FilterHost host) throws SettingsException {
        if (section.get(BROKEN)) {
            throw new IllegalStateException("not foreseen");
        }
        String list = section.get(LIST);
        if (!list.isEmpty()) {
            Path file = host.file(list);
            host.watch(file);
            try {
                if (Files.readString(file).contains("wrong")) {
                    throw section.error(LIST, file.getFileName() + ":1: wrong");
                }
            } catch (IOException e) {
                throw section.error(LIST, list + " cannot be read");
            }
        }
        Probe probe = new Probe();
        made.add(probe);
        return probe;
    }

    /** How many of the filters made are not closed. */
    long alive() {
        return made.stream().filter(probe -> probe.closed == 0).count();
    }

    /** Passes everything. */
    static final class Probe implements Filter {
        int closed;

        @Override
        public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
            return CompletableFuture.completedFuture(Verdict.pass());
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
