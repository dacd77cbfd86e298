package org.dotgate.store.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.dotgate.store.Calls;
import org.dotgate.store.Octets;
import org.dotgate.store.StoreException;
import org.dotgate.store.StoreUrl;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A connection for commands that wait in the server until there is something to answer. Made when it is needed; after trouble
 * anew with the next command. Owned by one thread; others may only {@link #close} it.
 */
public final class RedisWait implements AutoCloseable {
    /** The longest that a command may wait in the server. */
    public static final Duration LONGEST = Duration.ofMillis(500);

    private final StoreUrl url;
    private final Duration timeout;
    private volatile RedisConnection connection;
    private volatile boolean closed;

    RedisWait(StoreUrl url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
    }

    /**
     * Sends a command and waits for its answer, no longer than {@link #LONGEST} and the store's time-out.
     *
     * @param command its name, in upper case
     * @return null, a {@link Long}, a {@link String} or a {@link List} of these
     * @throws StoreException if there is no answer, or the server refuses; its message then has the server's words
     */
    public Object ask(String command, String... arguments) throws StoreException {
        try {
            RedisConnection mine = connection;
            if (mine == null) {
                mine = new RedisConnection(url, timeout.plus(LONGEST), UUID.randomUUID().toString());
                connection = mine;
            }
            if (closed) {
                disconnect();
                throw new StoreException(Calls.CLOSED);
            }
            return RedisCalls.plain(mine.ask(Command.valueOf(command),
                    Arrays.stream(arguments).map(Octets::of).toArray(byte[][]::new)));
        } catch (JedisDataException e) {
            if (Unfit.of(e).isPresent()) {
                // its name may lead to another server by now
                disconnect();
            }
            throw new StoreException("The store " + url + " refuses: " + e.getMessage(), e);
        } catch (RuntimeException | OutOfMemoryError e) {
            // what does not speak as Redis does makes Jedis throw anything, and may announce an answer of 2 GB
            disconnect();
            throw new StoreException("The store " + url + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void disconnect() {
        RedisConnection broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (RuntimeException e) {
                // it is of no more use in any case
                return;
            }
        }
    }

    /** Ends it; a command that waits fails. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
