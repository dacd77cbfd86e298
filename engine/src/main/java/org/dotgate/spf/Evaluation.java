package org.dotgate.spf;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.apache.james.jspf.core.DNSLookupContinuation;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSResponse;
import org.apache.james.jspf.core.SPF1Constants;
import org.apache.james.jspf.core.SPFChecker;
import org.apache.james.jspf.core.SPFCheckerDNSResponseListener;
import org.apache.james.jspf.core.SPFCheckerExceptionCatcher;
import org.apache.james.jspf.core.SPFSession;
import org.apache.james.jspf.core.exceptions.NeutralException;
import org.apache.james.jspf.core.exceptions.NoneException;
import org.apache.james.jspf.core.exceptions.PermErrorException;
import org.apache.james.jspf.core.exceptions.SPFResultException;
import org.apache.james.jspf.core.exceptions.TempErrorException;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.apache.james.jspf.terms.AMechanism;
import org.apache.james.jspf.terms.Directive;
import org.apache.james.jspf.terms.ExistsMechanism;
import org.apache.james.jspf.terms.ExpModifier;
import org.apache.james.jspf.terms.MXMechanism;
import org.apache.james.jspf.terms.PTRMechanism;
import org.dotgate.dns.Dns;

/**
 * One check on its way through jSPF: a stack of what is still to be done, and questions to DNS in between. jSPF hands a
 * question out and is handed the answer, so that no thread waits; answers that are there at once are taken without going
 * deeper. jSPF knows RFC 4408; what RFC 7208 adds or says otherwise is done here. Used by one thread after the other.
 */
final class Evaluation {
    /** How many hosts one mx or ptr may lead to (RFC 7208, section 4.6.4). */
    static final int MAX_HOSTS = 10;

    /** How many questions of a record's terms may lead to nothing (RFC 7208, section 4.6.4). */
    private static final int MAX_VOID = 2;
    /** All questions: what the other limits leave room for, and those of macros, which they do not count. */
    private static final int MAX_QUESTIONS = 150;

    private final Dns dns;
    private final Executor workers;
    private final InetAddress client;
    private final SPFSession session;
    private final CompletableFuture<SpfResult> result;
    private int voids;
    private int questions;

    /** @param result completed by this; once it is, by whomever, no further step is taken */
    Evaluation(Dns dns, Executor workers, InetAddress client, SPFSession session, CompletableFuture<SpfResult> result) {
        this.dns = dns;
        this.workers = workers;
        this.client = client;
        this.session = session;
        this.result = result;
    }

    /** Begins, on a worker. */
    void start() {
        onWorker(() -> proceed(null, null));
    }

    private void onWorker(Runnable step) {
        try {
            workers.execute(step);
        } catch (RejectedExecutionException e) {
            result.complete(SpfResult.TEMPERROR);
        }
    }

    private void proceed(DNSLookupContinuation asker, CompletableFuture<List<String>> given) {
        DNSLookupContinuation current = asker;
        CompletableFuture<List<String>> answer = given;
        while (!result.isDone()) {
            DNSLookupContinuation next = step(current, answer);
            current = next;
            if (next != null) {
                answer = ask(next);
                if (!answer.isDone()) {
                    CompletableFuture<List<String>> awaited = answer;
                    answer.whenComplete((records, failure) -> onWorker(() -> proceed(next, awaited)));
                    return;
                }
            }
        }
    }

    /** @return the next question; null if there is none for now */
    private DNSLookupContinuation step(DNSLookupContinuation asker, CompletableFuture<List<String>> answer) {
        SPFChecker checker = null;
        try {
            if (asker != null) {
                return asker.getListener().onDNSResponse(response(asker, answer), session);
            }
            checker = session.popChecker();
            if (checker == null) {
                result.complete(found(session.getCurrentResult()));
                return null;
            }
            return checker.checkSPF(session);
        } catch (NoneException e) {
            if (asksForOneHost(checker)) {
                // a macro made a name that cannot be: the mechanism does not match (RFC 7208, section 4.8)
                session.setAttribute(Directive.ATTRIBUTE_MECHANISM_RESULT, Boolean.FALSE);
            } else {
                fail(e);
            }
        } catch (SPFResultException | RuntimeException e) {
            // jSPF lets numbers that are none, and the like, out as they are: the record is wrong
            fail(e);
        }
        return null;
    }

    private static boolean asksForOneHost(SPFChecker checker) {
        Class<?> term = checker == null ? null : checker.getClass().getEnclosingClass();
        return term == MXMechanism.class || term == ExistsMechanism.class;
    }

    /** Unwinds the stack to whoever makes something else of the failure, such as an include; nobody left, it is the result. */
    private void fail(Exception failure) {
        Exception left = failure;
        while (left != null) {
            SPFChecker catcher = session.popChecker(SPFCheckerExceptionCatcher.class::isInstance);
            if (catcher == null) {
                result.complete(found(left));
                return;
            }
            try {
                ((SPFCheckerExceptionCatcher) catcher).onException(left, session);
                left = null;
            } catch (SPFResultException | RuntimeException e) {
                left = e;
            }
        }
    }

    private CompletableFuture<List<String>> ask(DNSLookupContinuation asker) {
        DNSRequest request = asker.getRequest();
        String host = request.getHostname();
        // RFC 7208, section 3.1, has done away with the record type SPF; explanations are nobody's business here
        if (request.getRecordType() == DNSRequest.SPF || asker.getListener() instanceof ExpModifier) {
            return CompletableFuture.completedFuture(List.of());
        }
        questions++;
        if (questions > MAX_QUESTIONS) {
            return CompletableFuture.failedFuture(new PermErrorException("more than " + MAX_QUESTIONS + " questions"));
        }
        switch (request.getRecordType()) {
            case DNSRequest.TXT:
                return dns.texts(host).toCompletableFuture();
            case DNSRequest.MX:
                return texts(dns.exchanges(host)).toCompletableFuture();
            case DNSRequest.PTR:
                // the only one ever asked for is the client's
                return texts(dns.names(client)).toCompletableFuture();
            case DNSRequest.AAAA:
                return addresses(dns.addresses(host, Inet6Address.class));
            default:
                return addresses(dns.addresses(host, Inet4Address.class));
        }
    }

    private static CompletionStage<List<String>> texts(CompletionStage<List<String>> names) {
        return names.thenApply(all -> all.stream().filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableList()));
    }

    private static CompletableFuture<List<String>> addresses(CompletionStage<List<InetAddress>> addresses) {
        return addresses.thenApply(all -> all.stream().map(InetAddress::getHostAddress).collect(Collectors.toUnmodifiableList()))
                .toCompletableFuture();
    }

    /** The answer as jSPF wants it: null for nothing, and a list it may empty. */
    private DNSResponse response(DNSLookupContinuation asker, CompletableFuture<List<String>> answer) throws SPFResultException {
        SPFCheckerDNSResponseListener listener = asker.getListener();
        int type = asker.getRequest().getRecordType();
        if (answer.isCompletedExceptionally()) {
            return failure(listener);
        }
        List<String> records = new ArrayList<>();
        for (String record : answer.join()) {
            records.add(type == DNSRequest.TXT ? RecordText.fit(record) : record);
        }
        if (listener instanceof MXMechanism && type == DNSRequest.MX) {
            // an earlier mx whose hosts have no address leaves them there, and this answer would be taken for addresses
            session.removeAttribute("MXMechanism.checkRecords");
            session.removeAttribute("MXMechanism.mxRecords");
            if (records.size() > MAX_HOSTS) {
                throw new PermErrorException("more than " + MAX_HOSTS + " hosts behind one mx");
            }
        }
        if (type == DNSRequest.PTR && records.size() > MAX_HOSTS) {
            records.subList(MAX_HOSTS, records.size()).clear();
        }
        if (records.isEmpty() && isTerms(listener, type)) {
            voids++;
            if (voids > MAX_VOID) {
                throw new PermErrorException("more than " + MAX_VOID + " questions lead to nothing");
            }
        }
        return new DNSResponse(records.isEmpty() ? null : records);
    }

    private DNSResponse failure(SPFCheckerDNSResponseListener listener) throws SPFResultException {
        if (questions > MAX_QUESTIONS) {
            throw new PermErrorException("more than " + MAX_QUESTIONS + " questions");
        }
        if (listener instanceof ExistsMechanism) {
            throw new TempErrorException("no answer");
        }
        // a name that cannot be asked about is passed over (RFC 7208, section 5.5); the others know themselves
        return listener instanceof PTRMechanism ? new DNSResponse((List<String>) null) : new DNSResponse(new TimeoutException("no answer"));
    }

    /** Whether a term of the record asks, and not one of the hosts that its answer named. */
    private static boolean isTerms(SPFCheckerDNSResponseListener listener, int type) {
        if (listener instanceof MXMechanism) {
            return type == DNSRequest.MX;
        }
        return listener instanceof AMechanism || listener instanceof ExistsMechanism
                || listener instanceof PTRMechanism && type == DNSRequest.PTR;
    }

    private static SpfResult found(String qualifier) {
        if (qualifier == null) {
            return SpfResult.NEUTRAL;
        }
        switch (qualifier) {
            case SPF1Constants.PASS:
                return SpfResult.PASS;
            case SPF1Constants.FAIL:
                return SpfResult.FAIL;
            case SPF1Constants.SOFTFAIL:
                return SpfResult.SOFTFAIL;
            default:
                return SpfResult.NEUTRAL;
        }
    }

    private static SpfResult found(Exception failure) {
        if (failure instanceof NoneException) {
            return SpfResult.NONE;
        }
        if (failure instanceof NeutralException) {
            return SpfResult.NEUTRAL;
        }
        return failure instanceof TempErrorException ? SpfResult.TEMPERROR : SpfResult.PERMERROR;
    }
}
