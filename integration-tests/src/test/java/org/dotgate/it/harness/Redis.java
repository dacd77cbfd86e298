package org.dotgate.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis server on loopback. Started and ended by the test. */
public final class Redis implements AutoCloseable {
    private final int port;
    private final List<String> settings;
    private RedisServer server;

    private Redis(String... settings) throws IOException {
        this.port = freePort();
        this.settings = List.of(settings);
        again();
    }

    /** Starts one on a free port, which keeps nothing on disk. */
    public static Redis start() throws IOException {
        return new Redis("appendonly no");
    }

    /** Starts one on a free port, which keeps in this folder what it has. */
    public static Redis startIn(Path folder) throws IOException {
        return new Redis("dir " + folder, "appendonly yes", "appendfsync always");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Starts it on its port again. */
    public void again() throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer().port(port).setting("bind 127.0.0.1").setting("save \"\"");
        settings.forEach(builder::setting);
        server = builder.build();
        server.start();
    }

    /** Ends it for a while. */
    public void stop() throws IOException {
        server.stop();
    }

    /** @param host a name of this machine; another name makes another connection of the same process */
    public String url(String host) {
        return "redis://" + host + ":" + port + "/0";
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
