package org.dotgate.hooks.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.dotgate.filter.ChainHouse;
import org.dotgate.filter.Decision;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.filter.Memory;
import org.dotgate.filter.RunListener;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.policy.LivePolicy;
import org.dotgate.policy.PolicyLoader;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.spool.Spool;
import org.dotgate.time.Alarm;
import org.dotgate.time.Timer;
import org.dotgate.work.Background;
import org.dotgate.work.Workers;

/**
 * A gate with one required filter, {@code probe}, before a James that is a few lines long: it echoes commands, takes a message
 * after DATA, and answers its dot with the number of its content lines. A command that begins with {@code ASK} has a hook
 * behind it, which asks what the test has it ask.
 */
final class GateRig implements AutoCloseable {
    private static final AttachmentKey<String> ANSWER = AttachmentKey.of("answer", String.class);
    private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);

    final ExecutorService io = Executors.newSingleThreadExecutor(action -> new Thread(action, "io"));
    final Workers workers = new Workers(4, 1_000);
    final Queue<Runnable> alarms = new ConcurrentLinkedQueue<>();
    final AtomicBoolean keeps = new AtomicBoolean(true);
    final Queue<String> kept = new ConcurrentLinkedQueue<>();
    /** What became of messages that no filter judged. */
    final Queue<String> unjudged = new ConcurrentLinkedQueue<>();
    /** The arguments of commands whose questions were called off. */
    final Queue<String> cancelled = new ConcurrentLinkedQueue<>();
    /** The commands James was given, and on which threads. */
    final Queue<String> handled = new ConcurrentLinkedQueue<>();
    final LivePolicy policy;
    final Gate gate;
    private final Spool spool;
    private volatile Error failure;
    private volatile Function<String, CompletionStage<String>> hook;

    GateRig(Path folder, String settings, Filter filter) throws IOException, SettingsException {
        Path ini = Files.writeString(folder.resolve("dotgate.ini"),
                "[dot]\nrun = probe\n" + settings.replace(';', '\n') + "\n[filter probe]\ntype = probe\nrequired = yes\ntimeout = 170s\n");
        HandTimer timer = new HandTimer();
        policy = new LivePolicy(new PolicyLoader(List.of(new Probe(filter))), ini, "dotgate.ini",
                () -> new FilterHost(folder, timer, workers, GateRig.class.getClassLoader()), timer, workers, inForce -> {});
        spool = new Spool(folder);
        ChainHouse chains = new ChainHouse(timer, workers, new Background(100), Memory.NONE, new RunListener() {
            @Override
            public void unjudged(String id, Client client, Envelope envelope, Decision decision, Duration time) {
                unjudged.add(envelope.sender() + ": " + decision);
            }
        });
        gate = new Gate(new GateHouse(policy, chains, workers, spool, (transaction, by, reason) -> {
            kept.add(by);
            return keeps.get();
        }), this::command, this::content);
    }

    FakeConnection connect() {
        return new FakeConnection(io);
    }

    /** Sends lines, on the I/O thread. */
    void send(FakeConnection connection, String... lines) {
        for (String line : lines) {
            io.execute(() -> connection.note(gate.arrived(connection.session, (line + "\r\n").getBytes(US_ASCII))));
        }
    }

    void disconnect(FakeConnection connection) {
        io.execute(() -> gate.disconnected(connection.session));
    }

    /** Has this James fail at its next dot. */
    void failJamesWith(Error error) {
        failure = error;
    }

    /** What the hook asks when it is called with a command's argument. */
    void ask(Function<String, CompletionStage<String>> question) {
        hook = question;
    }

    private Response command(SMTPSession session, byte[] line) {
        String command = new String(line, US_ASCII).trim();
        handled.add(Thread.currentThread().getName() + ": " + command);
        if (command.startsWith("ASK ")) {
            String argument = command.substring("ASK ".length());
            return Questions.answer(session, ANSWER, () -> new Question<>(hook.apply(argument), TWENTY_SECONDS, "late",
                            () -> cancelled.add(argument)))
                    .map(answer -> new SMTPResponse("250", argument + " " + answer))
                    .orElseGet(() -> new SMTPResponse("451", "nothing that a client should see"));
        }
        if (command.equals("DATA")) {
            ((ExtendedSMTPSession) session).setMimeMessageInputStreamSource(MimeMessageInputStreamSource.create("Mail17"));
            return new SMTPResponse("354", "go on");
        }
        SMTPResponse response = new SMTPResponse("250", command);
        response.setEndSession(command.equals("QUIT"));
        return response;
    }

    private Response content(SMTPSession session, byte[] line) {
        MimeMessageInputStreamSource message = ((ExtendedSMTPSession) session).getMimeMessageWriter();
        try {
            if (line[0] == '.') {
                if (failure != null) {
                    throw failure;
                }
                String text = new String(message.getInputStream().readAllBytes(), US_ASCII);
                return new SMTPResponse("250", "taken " + text.lines().count());
            }
            OutputStream out = message.getWritableOutputStream();
            out.write(line);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        policy.close();
        workers.close();
        io.shutdownNow();
        spool.close();
    }

    /** Its alarms come when the test runs them. */
    private final class HandTimer implements Timer {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm in(Duration delay, Runnable action) {
            // of all alarms, tests want those of a keep-alive and of a question only
            if (delay.equals(TWENTY_SECONDS)) {
                alarms.add(action);
            }
            return () -> alarms.remove(action);
        }
    }

    private static final class Probe implements FilterType {
        private final Filter filter;

        Probe(Filter filter) {
            this.filter = filter;
        }

        @Override
        public String name() {
            return "probe";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Filter create(Section section, FilterHost host) {
            return filter;
        }
    }
}
