package org.dotgate.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dotgate.dkim.DkimResult.Status;
import org.dotgate.dkim.MessageHeader.Field;
import org.dotgate.dns.Dns;
import org.dotgate.mail.SpooledMessage;

/**
 * One message on its way: its header is read, all keys are asked for at once, then header and body are verified, the body in
 * one reading for all signatures whose header holds. Used by one worker after the other.
 */
final class Verification {
    /** How many signatures are looked at, from the top. Honest mail has one to three. */
    static final int MAX_SIGNATURES = 5;

    private static final int CHUNK = 32 * 1024;

    private final SpooledMessage message;
    private final Dns dns;
    private final Executor workers;
    private final CompletableFuture<DkimResult> result;
    private final List<Attempt> attempts = new ArrayList<>();
    private MessageHeader header;

    /** @param result completed by this; once it is, by whomever, no further step is taken */
    Verification(SpooledMessage message, Dns dns, Executor workers, CompletableFuture<DkimResult> result) {
        this.message = message;
        this.dns = dns;
        this.workers = workers;
        this.result = result;
    }

    void start() {
        onWorker(this::readHeader);
    }

    private void onWorker(Runnable step) {
        try {
            workers.execute(step);
        } catch (RejectedExecutionException e) {
            result.complete(new DkimResult(Status.TEMPERROR, List.of(), "there is no worker left"));
        }
    }

    private void readHeader() {
        try (InputStream octets = message.open()) {
            header = MessageHeader.read(octets);
        } catch (IOException e) {
            unreadable(e);
            return;
        }
        List<Field> signatures = header.named("dkim-signature");
        if (signatures.isEmpty()) {
            result.complete(new DkimResult(Status.NONE, List.of(), ""));
            return;
        }
        signatures.stream().limit(MAX_SIGNATURES).forEach(field -> attempts.add(new Attempt(field)));
        // a reader may be shown another From than the one signed (RFC 6376, section 8.15)
        int senders = header.named("from").size();
        if (senders != 1) {
            attempts.forEach(attempt -> attempt.end(UnverifiedException.permanent("the message has " + senders + " From fields")));
        }
        askForKeys();
    }

    private void askForKeys() {
        List<CompletableFuture<Void>> keys = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (attempt.isOpen()) {
                keys.add(dns.texts(attempt.signature.keyName()).handle((texts, failure) -> {
                    attempt.keys = texts;
                    return (Void) null;
                }).toCompletableFuture());
            }
        }
        CompletableFuture.allOf(keys.toArray(new CompletableFuture<?>[0])).whenComplete((all, failure) -> onWorker(this::verify));
    }

    private void verify() {
        for (Attempt attempt : attempts) {
            if (result.isDone()) {
                return;
            }
            attempt.verifyHeader(header);
        }
        if (attempts.stream().anyMatch(Attempt::isOpen)) {
            try (InputStream octets = message.open()) {
                readBody(octets);
            } catch (IOException e) {
                unreadable(e);
                return;
            }
            attempts.forEach(Attempt::verifyBody);
        }
        result.complete(outcome());
    }

    private void readBody(InputStream octets) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long ahead = header.length();
        for (int read = octets.read(chunk); read >= 0 && !result.isDone(); read = octets.read(chunk)) {
            int skipped = (int) Math.min(ahead, read);
            ahead -= skipped;
            if (skipped < read) {
                System.arraycopy(chunk, skipped, chunk, 0, read - skipped);
                for (Attempt attempt : attempts) {
                    attempt.readBody(chunk, read - skipped);
                }
            }
        }
    }

    private void unreadable(IOException problem) {
        result.complete(new DkimResult(Status.PERMERROR, List.of(), "the message cannot be read: " + problem.getMessage()));
    }

    /** The best that any signature comes to; one that may yet hold is better than a wrong one. */
    private DkimResult outcome() {
        Set<String> domains = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        Status best = Status.PERMERROR;
        for (Attempt attempt : attempts) {
            if (attempt.isOpen()) {
                domains.add(attempt.signature.domain());
            } else {
                problems.add(attempt.problem());
                Status status = attempt.failure.status();
                if (status == Status.TEMPERROR || status == Status.FAIL && best == Status.PERMERROR) {
                    best = status;
                }
            }
        }
        return domains.isEmpty() ? new DkimResult(best, List.of(), String.join("; ", problems))
                : new DkimResult(Status.PASS, List.copyOf(domains), "");
    }

    /** What one signature has come to so far: open until something is found wrong. */
    private static final class Attempt {
        private MessageSignature signature;
        /** Null if DNS has no answer. */
        private volatile List<String> keys;
        private BodyHash body;
        private UnverifiedException failure;

        Attempt(Field field) {
            try {
                signature = MessageSignature.of(field);
            } catch (UnverifiedException e) {
                failure = e;
            }
        }

        boolean isOpen() {
            return failure == null;
        }

        void end(UnverifiedException problem) {
            if (failure == null) {
                failure = problem;
            }
        }

        void verifyHeader(MessageHeader header) {
            if (failure == null && keys == null) {
                failure = new UnverifiedException(Status.TEMPERROR, "DNS has no answer");
            }
            if (failure == null) {
                try {
                    signature.verifyHeader(header, keys);
                    body = signature.bodyHash();
                } catch (UnverifiedException e) {
                    failure = e;
                } catch (RuntimeException e) {
                    // a provider of algorithms may choke on a stranger's key
                    failure = UnverifiedException.permanent("the key cannot be used: " + e);
                }
            }
        }

        void readBody(byte[] piece, int length) {
            if (failure == null) {
                body.update(piece, length);
            }
        }

        void verifyBody() {
            if (failure == null) {
                try {
                    signature.verifyBody(body);
                } catch (UnverifiedException e) {
                    failure = e;
                }
            }
        }

        String problem() {
            return (signature == null ? "" : signature.domain() + ": ") + failure.getMessage();
        }
    }
}
