package org.dotgate.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * A {@link Dns} by dnsjava: UDP from random ports, TCP where an answer does not fit, both on one thread of the library's
 * that only moves octets; answers are read on the workers, and stages complete there. A server that is silent is asked
 * again, and the next one too, until {@link #PATIENCE} is spent. Answers are kept as long as they hold, at most an hour; who
 * asks what is being asked shares the answer. Failures are not kept. Thread-safe.
 */
public final class DnsjavaDns implements Dns, AutoCloseable {
    /** How long an answer may take, aliases and repetitions included. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The longest text that is given back, in octets; a longer one is left out. SPF and DKIM have less than a tenth. */
    public static final int MAX_TEXT = 16 * 1024;

    /** How long one server may be silent: a datagram is lost, not late, when a burst overflows a resolver's socket. */
    private static final Duration TRY = Duration.ofMillis(1500);
    /** How often each server is asked, as far as {@link #PATIENCE} lasts. */
    private static final int TRIES = 3;
    /** How much memory the answers take, about, in octets. */
    private static final long CACHE = 8 << 20;
    /** How many questions may be open; each takes a socket. */
    private static final int MAX_OPEN = 1000;

    private final Resolver resolver;
    private final Timer timer;
    private final Executor workers;
    private final Cache<Question, Answer> answers;
    private final ConcurrentMap<Question, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

    /**
     * Asks nothing yet, but may ask the system for the address of the server.
     *
     * @param server {@code host:port}; empty for the system's, as they are now
     * @param workers where answers are read, and stages complete
     * @throws IllegalArgumentException if there is no such server
     */
    public DnsjavaDns(String server, Timer timer, Executor workers) {
        this(server, timer, workers, PATIENCE);
    }

    /** @param longest after which nobody is asked again, by the real clock, which is the library's */
    DnsjavaDns(String server, Timer timer, Executor workers, Duration longest) {
        this.timer = timer;
        this.workers = workers;
        List<Resolver> servers = new ArrayList<>();
        DnsServer.addresses(server).forEach(address -> {
            SimpleResolver one = new SimpleResolver(address);
            one.setTimeout(TRY);
            servers.add(one);
        });
        ExtendedResolver all = new ExtendedResolver(servers);
        all.setTimeout(longest);
        all.setRetries(TRIES);
        this.resolver = all;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(CACHE)
                .weigher((Question question, Answer answer) -> answer.octets())
                .expireAfter(new Holding())
                .ticker(timer::nanos)
                // small work, and no thread of another's pool
                .executor(Runnable::run)
                .build();
    }

    @Override
    public CompletionStage<List<String>> texts(String name) {
        return ask(DnsNames.toAsk(name), Type.TXT, records -> records.stream()
                .map(DnsjavaDns::text).filter(text -> text.length() <= MAX_TEXT).collect(Collectors.toUnmodifiableList()));
    }

    private static String text(Record record) {
        List<byte[]> strings = ((TXTRecord) record).getStringsAsByteArrays();
        return strings.stream().map(DnsNames::text).collect(Collectors.joining());
    }

    /** Of both kinds; if one kind cannot be learnt, those of the other, but not "none". */
    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        CompletableFuture<List<InetAddress>> all = new CompletableFuture<>();
        CompletionStage<List<InetAddress>> six = addresses(host, false);
        addresses(host, true).whenComplete((v4, failure4) -> six.whenComplete((v6, failure6) -> {
            List<InetAddress> known = new ArrayList<>();
            Optional.ofNullable(v4).ifPresent(known::addAll);
            Optional.ofNullable(v6).ifPresent(known::addAll);
            Throwable failure = failure4 == null ? failure6 : failure4;
            if (known.isEmpty() && failure != null) {
                all.completeExceptionally(failure);
            } else {
                all.complete(List.copyOf(known));
            }
        }));
        return all;
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host, Class<? extends InetAddress> kind) {
        return addresses(host, kind == Inet4Address.class);
    }

    private CompletionStage<List<InetAddress>> addresses(String host, boolean v4) {
        return ask(DnsNames.toAsk(host), v4 ? Type.A : Type.AAAA, records -> records.stream()
                .map(record -> v4 ? ((ARecord) record).getAddress() : ((AAAARecord) record).getAddress())
                .collect(Collectors.toUnmodifiableList()));
    }

    @Override
    public CompletionStage<List<String>> names(InetAddress address) {
        return ask(Optional.of(ReverseMap.fromAddress(address)), Type.PTR, records -> records.stream()
                .map(record -> DnsNames.host(((PTRRecord) record).getTarget()))
                .flatMap(Optional::stream).collect(Collectors.toUnmodifiableList()));
    }

    @Override
    public CompletionStage<List<String>> exchanges(String domain) {
        return ask(DnsNames.toAsk(domain), Type.MX, Exchanges::inOrder);
    }

    private <T> CompletionStage<List<T>> ask(Optional<Name> name, int type, Function<List<Record>, List<T>> reader) {
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<T>> result = new CompletableFuture<>();
        answer(new Question(name.get(), type)).whenComplete((answer, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(reader.apply(answer.records()));
            }
        });
        return result;
    }

    private CompletableFuture<Answer> answer(Question question) {
        Answer known = answers.getIfPresent(question);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> others = open.putIfAbsent(question, mine);
        if (others != null) {
            return others;
        }
        begin(question, mine);
        return mine;
    }

    private void begin(Question question, CompletableFuture<Answer> result) {
        Alarm alarm = timer.in(PATIENCE, () -> onWorker(() -> fail(question, result,
                new DnsException(question + ": no answer within " + PATIENCE.toSeconds() + "s"))));
        result.whenComplete((answer, failure) -> alarm.cancel());
        if (open.size() > MAX_OPEN) {
            fail(question, result, new DnsException(question + ": too many questions are open"));
            return;
        }
        try {
            new Lookup(resolver, workers, question).start().whenComplete((answer, failure) -> {
                if (failure == null) {
                    answers.put(question, answer);
                    open.remove(question, result);
                    result.complete(answer);
                } else {
                    fail(question, result, Lookup.failure(question, failure));
                }
            });
        } catch (RuntimeException e) {
            // a question must never stay open, whatever the library makes of it
            fail(question, result, Lookup.failure(question, e));
        }
    }

    /** Whoever learns of a failure and asks again must not be given the same one. */
    private void fail(Question question, CompletableFuture<Answer> result, DnsException failure) {
        open.remove(question, result);
        result.completeExceptionally(failure);
    }

    private void onWorker(Runnable action) {
        try {
            workers.execute(action);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }

    /** Ends the library's thread; what is still asked fails. */
    @Override
    public void close() {
        NioClient.close();
    }

    /** An answer is kept as long as it holds, however often it is read. */
    private static final class Holding implements Expiry<Question, Answer> {
        @Override
        public long expireAfterCreate(Question question, Answer answer, long now) {
            return answer.ttl().toNanos();
        }

        @Override
        public long expireAfterUpdate(Question question, Answer answer, long now, long left) {
            return answer.ttl().toNanos();
        }

        @Override
        public long expireAfterRead(Question question, Answer answer, long now, long left) {
            return left;
        }
    }
}
