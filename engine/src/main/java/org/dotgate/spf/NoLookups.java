package org.dotgate.spf;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;

/** What jSPF's terms know of DNS: limits, and no way to wait for an answer; an {@link Evaluation} asks for them. */
final class NoLookups implements DNSService {
    /** The receiving host for the macro {@code %{r}}, which only explanations use; nobody reads them here. */
    private static final String RECEIVER = "unknown";

    @Override
    public List<String> getRecords(DNSRequest request) {
        throw new UnsupportedOperationException("nothing waits for DNS here");
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
        throw new UnsupportedOperationException("an evaluation asks for it");
    }

    @Override
    public List<String> getLocalDomainNames() {
        return List.of(RECEIVER);
    }

    @Override
    public void setTimeOut(int seconds) {
        // an evaluation has its own deadline
    }

    @Override
    public int getRecordLimit() {
        return Evaluation.MAX_HOSTS;
    }

    @Override
    public void setRecordLimit(int limit) {
        throw new UnsupportedOperationException("the limit is the standard's");
    }
}
