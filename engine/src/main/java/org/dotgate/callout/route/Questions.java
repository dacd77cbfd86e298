package org.dotgate.callout.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dotgate.dns.DnsException;

/**
 * Lets no more than so many questions go to DNS at a time, the others in the order of arrival: a flood of new senders must
 * leave room in the resolver for SPF and DKIM. Thread-safe: its lock is the object itself, under which nothing is asked.
 */
final class Questions {
    private final int mostOpen;
    private final int mostWaiting;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int open;
    private boolean beginning;

    Questions(int mostOpen, int mostWaiting) {
        this.mostOpen = mostOpen;
        this.mostWaiting = mostWaiting;
    }

    /** The answer to come; fails as the question does, or when too many wait. */
    <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (this) {
            if (waiting.size() >= mostWaiting) {
                return CompletableFuture.failedFuture(new DnsException(mostWaiting + " questions wait for DNS already"));
            }
            waiting.add(() -> begin(question, answer));
        }
        beginNext();
        return answer;
    }

    private <T> void begin(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
        CompletionStage<T> asked;
        try {
            asked = question.get();
        } catch (RuntimeException e) {
            // whatever a stranger's name does to the resolver, the place of its question must come free again
            asked = CompletableFuture.failedFuture(e);
        }
        asked.whenComplete((value, failure) -> {
            synchronized (this) {
                open--;
            }
            beginNext();
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    /** One thread at a time begins them all, in a loop: an answer may be there at once, and would begin the next from within. */
    private void beginNext() {
        for (Runnable next = take(); next != null; next = take()) {
            next.run();
            synchronized (this) {
                beginning = false;
            }
        }
    }

    private synchronized Runnable take() {
        if (beginning || open >= mostOpen || waiting.isEmpty()) {
            return null;
        }
        beginning = true;
        open++;
        return waiting.poll();
    }
}
