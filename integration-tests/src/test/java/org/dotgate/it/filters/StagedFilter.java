package org.dotgate.it.filters;

import java.util.concurrent.CompletionStage;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Filter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;

/** A filter that plays its part in the scene of the message's sender. Holds no thread. Thread-safe. */
public abstract class StagedFilter implements Filter {
    @Override
    public final CompletionStage<Verdict> judge(Transaction transaction, Cancellation cancellation) {
        return Scene.of(transaction.envelope().sender()).part(getClass()).play(transaction, cancellation);
    }
}
