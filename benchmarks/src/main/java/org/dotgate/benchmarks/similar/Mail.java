package org.dotgate.benchmarks.similar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.likeness.Likeness;
import org.dotgate.likeness.Likenesses;
import org.dotgate.likeness.Match;
import org.dotgate.mail.SpooledMessage;

/** A message in memory, by the name of its file. */
record Mail(String name, byte[] octets) implements SpooledMessage {
    /** The samples that come with Dotgate, and those of the folder {@code DOTGATE_CORPUS} names, in order of their names. */
    static List<Mail> samples() throws IOException {
        List<Mail> mails = new ArrayList<>(in(shipped()));
        String corpus = System.getenv("DOTGATE_CORPUS");
        if (corpus != null && !corpus.isEmpty()) {
            mails.addAll(in(Path.of(corpus)));
        }
        return mails;
    }

    private static Path shipped() {
        String samples = "bundle/src/main/resources/org/dotgate/cli/demo";
        Path here = Path.of(System.getProperty("dotgate.home", ""), samples);
        // tests run in the folder of their module
        return Files.isDirectory(here) ? here : Path.of("..", samples);
    }

    private static List<Mail> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().map(Mail::read).collect(Collectors.toList());
        }
    }

    private static Mail read(Path file) {
        try {
            return new Mail(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Likeness likeness(Match match) {
        try {
            return Likenesses.of(match, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether both are known by the same. */
    boolean isLike(Mail other, Match match) {
        return likeness(match).isLike(other.likeness(match));
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public Path file() {
        throw new UnsupportedOperationException("only read as a stream here");
    }

    @Override
    public void close() {
        // nothing is held
    }

    @Override
    public String toString() {
        return name;
    }
}
