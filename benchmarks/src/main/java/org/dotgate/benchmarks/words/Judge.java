package org.dotgate.benchmarks.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.filter.Cancellation;
import org.dotgate.filter.Event;
import org.dotgate.filter.Filter;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.Transaction;
import org.dotgate.filter.Verdict;
import org.dotgate.filter.words.WordsFilterType;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;
import org.dotgate.settings.IniFile;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.time.SystemTimer;

/** The {@code words} filter as the gate would run it: from raw message to verdict. Thread-safe. */
public final class Judge implements AutoCloseable {
    private final SystemTimer timer = new SystemTimer();
    private final Filter filter;

    public Judge(Sample sample) throws IOException, SettingsException {
        Path list = Files.createTempFile("words", ".txt");
        try {
            Files.write(list, sample.phrases());
            FilterHost host = new FilterHost(list.getParent(), timer, Runnable::run, getClass().getClassLoader());
            IniFile ini = IniFile.parse("[filter words]\nthreshold = 1000000\nlist = " + list + "\n", "dotgate.ini");
            filter = new WordsFilterType().create(Section.of(ini, "filter words"), host);
        } finally {
            Files.delete(list);
        }
    }

    /** Judges a raw message. */
    public Verdict judge(byte[] message) throws Exception {
        Transaction transaction = new Transaction("m1", Event.DOT, Client.at(InetAddress.getLoopbackAddress()).build(),
                new Envelope("joerg@example.org", List.of("bob@example.net")), new Octets(message));
        return filter.judge(transaction, new Cancellation()).toCompletableFuture().join();
    }

    @Override
    public void close() {
        filter.close();
        timer.close();
    }

    private record Octets(byte[] message) implements SpooledMessage {
        @Override
        public long size() {
            return message.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(message);
        }

        @Override
        public Path file() throws IOException {
            throw new IOException("held in memory: " + new String(message, 0, 20, UTF_8));
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
