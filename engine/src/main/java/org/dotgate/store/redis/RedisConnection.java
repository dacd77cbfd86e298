package org.dotgate.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dotgate.store.StoreUrl;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** A connection to a Redis server, which is told our scripts when they are needed. Throws what Jedis throws. Owned by one thread. */
final class RedisConnection {
    private static final byte[] MARK = octets("dotgate:mark");

    private final Connection connection;
    private final Map<Script, byte[]> scripts = new HashMap<>();
    private final String mark;

    /**
     * Connects.
     *
     * @param timeout how long connecting may take, and every answer
     * @param mark is left in the server if there is none
     */
    RedisConnection(StoreUrl url, Duration timeout, String mark) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .timeoutMillis((int) timeout.toMillis())
                .database(url.database());
        if (url.isTls()) {
            config.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        if (!url.user().isEmpty()) {
            config.user(url.user());
        }
        if (!url.password().isEmpty()) {
            config.password(url.password());
        }
        DefaultJedisClientConfig made = config.build();
        connection = new Connection(new DefaultJedisSocketFactory(new HostAndPort(url.host(), url.port()), made), made);
        try {
            connection.connect();
            ask(Command.SET, MARK, octets(mark), octets("NX"));
            this.mark = new String((byte[]) ask(Command.GET, MARK), StandardCharsets.ISO_8859_1);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static byte[] octets(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** What whoever was first has marked the server's memory with; another than before if it has been lost since. */
    String mark() {
        return mark;
    }

    /** Sends them all, then reads all answers; an error is an answer. */
    List<Object> exchange(List<Request> requests) {
        // before all of them, for the answers come in order
        requests.forEach(request -> load(request.script()));
        for (Request request : requests) {
            connection.sendCommand(request.command(), arguments(request));
        }
        return connection.getMany(requests.size());
    }

    private void load(Script script) {
        if (script != null && !scripts.containsKey(script)) {
            scripts.put(script, (byte[]) ask(Command.SCRIPT, octets("LOAD"), script.text()));
        }
    }

    /** Sends a command and waits for its answer. */
    Object ask(Command command, byte[]... arguments) {
        connection.sendCommand(command, arguments);
        return connection.getOne();
    }

    private byte[][] arguments(Request request) {
        if (request.script() == null) {
            return request.arguments();
        }
        byte[][] all = new byte[request.arguments().length + 1][];
        all[0] = scripts.get(request.script());
        System.arraycopy(request.arguments(), 0, all, 1, request.arguments().length);
        return all;
    }

    void close() {
        connection.setBroken();
        connection.disconnect();
    }
}
