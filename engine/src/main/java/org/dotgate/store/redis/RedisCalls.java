package org.dotgate.store.redis;

import static org.dotgate.store.redis.RedisConnection.octets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.dotgate.store.Call;
import org.dotgate.store.Calls;
import org.dotgate.store.Octets;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreUrl;

/**
 * Scripts of others, run in the server of a {@link RedisStore}: they go the way of its records, in the order in which they
 * were asked for, within its time-out and bounds, and count for its health. Thread-safe.
 *
 * <p>Keys of others begin with {@code dotgate:} and a word that is no name of a table: one with a dot in it.
 */
public final class RedisCalls {
    private final StoreUrl url;
    private final Calls calls;
    private final RedisLine line;

    RedisCalls(StoreUrl url, Calls calls, RedisLine line) {
        this.url = url;
        this.calls = calls;
        this.line = line;
    }

    /**
     * Runs a script.
     *
     * @param reader makes something of the answer, which is null, a {@link Long}, a {@link String} or a {@link List} of
     *     these; on the I/O thread. May throw {@link ClassCastException} and the like where it is none to this script
     * @return fails as the calls of a {@link org.dotgate.store.Store} do
     */
    public <T> CompletionStage<T> run(Script script, List<String> keys, List<String> arguments, Function<Object, T> reader) {
        List<byte[]> all = new ArrayList<>();
        all.add(octets(Integer.toString(keys.size())));
        int size = 0;
        for (List<String> texts : List.of(keys, arguments)) {
            for (String text : texts) {
                all.add(Octets.of(text));
                size += text.length();
            }
        }
        try {
            Call<T> call = calls.begin(size);
            line.add(Request.of(script, call::isDone, answer -> call.answer(reader.apply(plain(answer))), call::fail,
                    all.toArray(new byte[0][])));
            return call;
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A connection for what waits in the server, which nothing else could use meanwhile. */
    public RedisWait waiting() {
        return new RedisWait(url, calls.timeout());
    }

    /** How long a script may take. */
    public Duration timeout() {
        return calls.timeout();
    }

    /** An answer with texts in place of octets. */
    static Object plain(Object answer) {
        if (answer instanceof byte[]) {
            return Octets.text((byte[]) answer);
        }
        if (!(answer instanceof List)) {
            return answer;
        }
        List<Object> plain = new ArrayList<>();
        ((List<?>) answer).forEach(part -> plain.add(plain(part)));
        return plain;
    }
}
