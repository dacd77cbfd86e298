package org.dotgate.it.harness;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.lifecycle.api.Disposable.LeakAware;
import org.apache.james.server.core.MimeMessageInputStreamSource;

/**
 * Message sources of James that were dropped without being disposed of. James finds them after a garbage collection, so a
 * source is abandoned here on purpose: once that one is found, so are all that were lost before it.
 */
public final class Leaks {
    private Leaks() {}

    /** Has all garbage collected, and tells what was lost in it besides the one lost on purpose. */
    public static List<String> collect() {
        try (LogWatch log = LogWatch.open()) {
            String abandoned = abandon();
            Patience.await("the garbage collector finds what was abandoned").until(() -> {
                System.gc();
                LeakAware.track();
                return found(log).stream().anyMatch(leak -> leak.contains(abandoned));
            });
            return found(log).stream().filter(leak -> !leak.contains(abandoned)).collect(Collectors.toList());
        }
    }

    private static String abandon() {
        LeakAware<?> source = MimeMessageInputStreamSource.create("abandoned");
        Object resource = source.getResource();
        return resource.toString();
    }

    private static List<String> found(LogWatch log) {
        return log.lines().stream().filter(line -> line.contains("Leak detected")).collect(Collectors.toList());
    }
}
