package org.dotgate.filter.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dotgate.filter.Event;
import org.dotgate.filter.Transaction;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;
import org.dotgate.mail.SpooledMessage;

/** Transactions for tests: alice to bob and carol, from 192.0.2.7, unless told otherwise. */
public final class TestTransaction {
    private TestTransaction() {}

    public static Transaction of(Path file) {
        return of(file, client().build(), "alice@example.org", List.of("bob@example.net", "carol@example.net"));
    }

    public static Transaction of(Path file, Client client, String sender, List<String> recipients) {
        return new Transaction("Mail17", Event.DOT, client, new Envelope(sender, recipients), new FileMessage(file));
    }

    public static Client.Builder client() {
        try {
            return Client.at(InetAddress.getByName("192.0.2.7")).name("mx.example.org").helo("helo.example.org");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static final class FileMessage implements SpooledMessage {
        private final Path file;

        FileMessage(Path file) {
            this.file = file;
        }

        @Override
        public long size() {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public Path file() {
            return file;
        }

        @Override
        public void close() {}
    }
}
