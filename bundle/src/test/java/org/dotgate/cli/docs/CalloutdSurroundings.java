package org.dotgate.cli.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dotgate.callout.CalloutQuestion;
import org.dotgate.callout.CalloutWork;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.callout.redis.RedisQueue;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.store.Entry;
import org.dotgate.store.redis.RealRedis;
import org.dotgate.store.redis.RedisStore;
import org.dotgate.time.SystemTimer;
import redis.clients.jedis.Protocol.Command;

/**
 * What calloutd talks to, as a program, so that it can be in another network than the test: a Redis server, a DNS server, a mail
 * exchanger of example.test that knows anna. It says where they are, then puts each address that it is told into the queue, and
 * tells in a line what is stored of it. Ends when it is told nothing more.
 */
final class CalloutdSurroundings implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final long LOOKED_EVERY_MILLIS = 50;

    private final Process process;
    private final Spoken out;
    private final String configuration;

    /** Starts it by a command that takes a program and its arguments. */
    CalloutdSurroundings(ProcessBuilder command, Path said) throws IOException {
        command.command().addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), CalloutdSurroundings.class.getName()));
        process = command.redirectError(said.toFile()).start();
        out = new Spoken(process);
        try {
            configuration = out.line();
            if (configuration == null) {
                throw new IOException("could not be started: " + Files.readString(said));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** What docs/calloutd.md shows of a configuration, for these. */
    String configuration() {
        String[] places = configuration.split(" ");
        return Page.of("docs/calloutd.md").sample("ini", "[callout]").replace("redis.example.org:6379", places[0])
                + "allow-private = yes\nresolver = " + places[1] + "\nport = " + places[2] + "\n";
    }

    /** What calloutd has stored of an address that nobody has asked about before; {@code nothing} if it has not within its time. */
    String ask(String address) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(address).append('\n').flush();
        return out.line();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, List<String>> zone = Map.of("example.test", List.of("MX 10 mx.example.test"), "mx.example.test", List.of("A 127.0.0.1"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (RealRedis redis = new RealRedis();
                ScriptedDns dns = ScriptedDns.start(zone);
                ScriptedMx mx = ScriptedMx.builder().mailbox("anna@example.test").start();
                SystemTimer timer = new SystemTimer();
                RedisStore store = new RedisStore(redis.url(), Duration.ofSeconds(60), timer)) {
            redis.ask(Command.ACL, "SETUSER", "user", "on", ">password", "~*", "&*", "+@all");
            System.out.println("127.0.0.1:" + redis.port() + " " + dns.address() + " " + mx.port());
            RedisQueue queue = new RedisQueue(store.calls(), timer);
            for (String address = in.readLine(); address != null; address = in.readLine()) {
                Instant now = Instant.now();
                queue.add(new CalloutWork(address, new CalloutQuestion(address, "mx.james.test"), now, now, 0)).toCompletableFuture().get();
                System.out.println(stored(store, address).orElse("nothing").replace('\n', ' '));
            }
        }
    }

    private static Optional<String> stored(RedisStore store, String address) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<String> value = Optional.empty();
        while (value.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOKED_EVERY_MILLIS);
            value = store.get("callouts", address).toCompletableFuture().get().map(Entry::value);
        }
        return value;
    }
}
