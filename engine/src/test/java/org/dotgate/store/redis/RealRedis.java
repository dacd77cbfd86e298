package org.dotgate.store.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dotgate.store.StoreUrl;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A redis-server on a free port of the loopback interface, which keeps nothing on disk. */
public final class RealRedis implements AutoCloseable {
    private final int port;
    private final String password;
    private RedisServer server;

    public RealRedis() throws IOException {
        this("");
    }

    public RealRedis(String password) throws IOException {
        this.password = password;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start();
    }

    public void start() throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer().port(port)
                .setting("bind 127.0.0.1").setting("save \"\"").setting("appendonly no");
        if (!password.isEmpty()) {
            builder.setting("requirepass " + password);
        }
        server = builder.build();
        server.start();
    }

    public void stop() throws IOException {
        server.stop();
    }

    public StoreUrl url() {
        return StoreUrl.parse("redis://127.0.0.1:" + port + "/0");
    }

    public int port() {
        return port;
    }

    /** What the server answers to a command. */
    public Object ask(Command command, String... arguments) {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port))) {
            connection.connect();
            connection.sendCommand(command, Arrays.stream(arguments)
                    .map(argument -> argument.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
            return connection.getOne();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
