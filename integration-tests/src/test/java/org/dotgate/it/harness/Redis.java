package org.dotgate.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis server on loopback, which keeps nothing on disk. Started and ended by the test. */
public final class Redis implements AutoCloseable {
    private final int port;
    private final RedisServer server;

    private Redis(int port) throws IOException {
        this.port = port;
        server = RedisServer.newRedisServer().port(port)
                .setting("bind 127.0.0.1").setting("save \"\"").setting("appendonly no")
                .build();
        server.start();
    }

    /** Starts one on a free port. */
    public static Redis start() throws IOException {
        return new Redis(freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** @param host a name of this machine; another name makes another connection of the same process */
    public String url(String host) {
        return "redis://" + host + ":" + port + "/0";
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
