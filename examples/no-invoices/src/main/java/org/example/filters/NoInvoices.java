package org.example.filters;

import org.dotgate.filter.PlainFilter;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.mail.Reply;

/** Refuses what invoice@ of anywhere sends. {@code class = org.example.filters.NoInvoices} puts it into the chain. */
public final class NoInvoices implements PlainFilter {
    @Override
    public Verdict verdict(Transaction transaction) {
        return transaction.envelope().sender().startsWith("invoice@")
                ? Verdict.fail(Reply.of(550, "5.7.1", "Invoices by post, please"), "sender is invoice@")
                : Verdict.pass();
    }
}
