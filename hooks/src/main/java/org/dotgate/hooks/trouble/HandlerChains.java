package org.dotgate.hooks.trouble;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dotgate.policy.PolicyHouse;

/**
 * What the handler chains of {@code smtpserver.xml} lack: an old copy of the file, put back, leaves Dotgate out of them, and
 * then nobody asks it anything. That is no problem while James still starts, nor where only mailets use Dotgate and no
 * configuration says anything about clients. Thread-safe.
 */
public final class HandlerChains {
    /** What is told where nothing has read a configuration. */
    public static final String NOT_IN_USE = "Dotgate is not in use: no handler of smtpserver.xml has read a configuration";

    private static final String GATE = "<handler class=\"org.dotgate.hooks.SessionGate\"/>";
    private static final String REMEDY = "in conf/smtpserver.xml, make " + GATE
            + " the first <handler> of the <handlerchain>, Dotgate's hooks after it; then start James anew";
    private static final String REMEDY_WITHOUT_GATE =
            "in conf/smtpserver.xml, make " + GATE + " the first <handler> of every <handlerchain> that has them; then start James anew";

    private final BooleanSupplier started;
    private final Supplier<? extends Collection<String>> read;
    private final Supplier<? extends Collection<String>> readByMailets;
    private final Predicate<String> concernsClients;
    private final Map<String, Set<String>> withoutGate = new ConcurrentSkipListMap<>();

    /**
     * @param started whether James has, so that all its handlers are there
     * @param read the configurations that handlers have read
     * @param readByMailets those that others have
     * @param concernsClients whether a configuration file, if there is such, has something done while a client waits
     */
    public HandlerChains(BooleanSupplier started, Supplier<? extends Collection<String>> read,
            Supplier<? extends Collection<String>> readByMailets, Predicate<String> concernsClients) {
        this.started = started;
        this.read = read;
        this.readByMailets = readByMailets;
        this.concernsClients = concernsClients;
    }

    /** Takes note of a hook in a chain that has no gate. */
    public void withoutGate(String config, Class<?> hook) {
        withoutGate.computeIfAbsent(config, name -> new ConcurrentSkipListSet<>()).add(hook.getSimpleName());
    }

    /** What is wrong now. Reads configuration files, though only where no handler has. */
    public List<Problem> problems() {
        if (read.get().isEmpty()) {
            return started.getAsBoolean() ? unused() : List.of();
        }
        List<Problem> problems = new ArrayList<>();
        withoutGate.forEach((config, hooks) -> problems.add(Problem.slight(config, "smtpserver.xml has " + String.join(", ", hooks)
                + " without the gate, so that whoever waits for them makes other sessions wait, too", REMEDY_WITHOUT_GATE)));
        return problems;
    }

    private List<Problem> unused() {
        Collection<String> mailets = readByMailets.get();
        Set<String> there = new TreeSet<>(mailets);
        there.add(PolicyHouse.DEFAULT_CONFIG);
        List<Problem> missed = there.stream().filter(concernsClients)
                .map(config -> Problem.grave(config, "no handler of smtpserver.xml has read it, so that nothing is done of what it "
                        + "says of clients and their messages", REMEDY))
                .collect(Collectors.toList());
        return missed.isEmpty() && mailets.isEmpty() ? List.of(Problem.grave(null, NOT_IN_USE, REMEDY)) : missed;
    }
}
