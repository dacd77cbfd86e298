package org.dotgate.benchmarks.greylist;

import java.io.IOException;
import org.dotgate.benchmarks.files.TemporaryFolder;
import org.dotgate.benchmarks.james.Port;
import redis.embedded.RedisServer;

/** Where a store keeps its records. Gone when closed. */
interface Place extends AutoCloseable {
    /** As {@code [store] url} has it. */
    String url();

    @Override
    void close() throws IOException;

    /** Ways to come by one. */
    enum Maker {
        /** A folder. */
        FOLDER("file store", true),
        /** A Redis server, as the package that brings it into tests runs one; it keeps all in memory, and nothing on disk. */
        REDIS("Redis store", false);

        private final String name;
        private final boolean promised;

        Maker(String name, boolean promised) {
            this.name = name;
            this.promised = promised;
        }

        /** Whether it is the one that speed was promised of. */
        boolean isPromised() {
            return promised;
        }

        Place make() throws IOException {
            return this == FOLDER ? folder() : redis();
        }

        private static Place folder() throws IOException {
            TemporaryFolder folder = TemporaryFolder.make();
            return new Place() {
                @Override
                public String url() {
                    return "file:" + folder.path();
                }

                @Override
                public void close() throws IOException {
                    folder.close();
                }
            };
        }

        private static Place redis() throws IOException {
            int port = Port.free().getPort();
            // it stops with this JVM, too
            RedisServer server = RedisServer.newRedisServer().port(port).bind("127.0.0.1")
                    .setting("save \"\"").setting("appendonly no").build();
            server.start();
            return new Place() {
                @Override
                public String url() {
                    return "redis://127.0.0.1:" + port + "/0";
                }

                @Override
                public void close() throws IOException {
                    server.stop();
                }
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
