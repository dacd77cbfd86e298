package org.dotgate.mailets;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Client;
import org.dotgate.mail.Reply;

/** A filter that gives the verdict its option {@code says} names. */
public final class ScriptedFilter implements Filter {
    static final AtomicInteger ASKED = new AtomicInteger();
    static final AtomicInteger CANCELLED = new AtomicInteger();

    private final Map<String, String> options;

    public ScriptedFilter(Map<String, String> options) {
        this.options = options;
    }

    @Override
    public CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) throws Exception {
        if (options.get("says").equals("nothing")) {
            cancellation.onCancel(CANCELLED::incrementAndGet);
            ASKED.incrementAndGet();
            return new CompletableFuture<>();
        }
        Verdict verdict = verdict(transaction);
        return CompletableFuture.completedFuture(
                verdict.withScore(Double.parseDouble(options.getOrDefault("score", "0"))));
    }

    private Verdict verdict(Transaction transaction) throws Exception {
        switch (options.get("says")) {
            case "pass":
                return Verdict.pass();
            case "accept":
                return Verdict.accept("known");
            case "fail":
                return Verdict.fail("bad\r\nX-Forged: yes");
            case "fail-451":
                return Verdict.fail(Reply.of(451, "4.7.1", "Later"), "not now");
            case "fail-keep":
                return Verdict.failKeep("worth a look");
            case "facts":
                return Verdict.pass(facts(transaction));
            default:
                throw new IllegalStateException("broken on purpose");
        }
    }

    private static String facts(Transaction transaction) throws Exception {
        Client client = transaction.client();
        try (InputStream content = transaction.message().open()) {
            return String.join("|", transaction.id(), transaction.event().label(), client.toString(), client.helo(),
                    client.user().orElse("nobody"), transaction.envelope().toString(),
                    String.valueOf(content.readAllBytes().length));
        }
    }
}
