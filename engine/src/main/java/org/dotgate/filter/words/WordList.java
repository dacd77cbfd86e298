package org.dotgate.filter.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dotgate.settings.SettingsException;

/** A word list as it stands in its file; the package's description shows one. Immutable. */
public final class WordList {
    /** The largest file that is read, in octets. */
    public static final int MAX_SIZE = 64 << 20;
    /** How many phrases a list may have. */
    public static final int MAX_PHRASES = 1_000_000;
    /** The longest phrase, in characters as written. */
    public static final int MAX_LENGTH = 200;

    /** The longest phrase, in octets when folded: some characters become many, and a search looks so far ahead. */
    static final int MAX_FOLDED = 1024;

    private final List<Phrase> phrases;

    private WordList(List<Phrase> phrases) {
        this.phrases = List.copyOf(phrases);
    }

    /**
     * Reads a list.
     *
     * @param file where it is
     * @param name how errors call it
     * @throws SettingsException if the file cannot be read or a line is wrong; it names the line
     */
    public static WordList read(Path file, String name) throws SettingsException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new SettingsException(name, 0, "is larger than " + (MAX_SIZE >> 20) + "M");
            }
            return parse(Files.readAllBytes(file), name);
        } catch (NoSuchFileException e) {
            throw new SettingsException(name, 0, "does not exist (looked for " + file.toAbsolutePath() + ")");
        } catch (IOException e) {
            throw new SettingsException(name, 0, "cannot be read: " + e);
        }
    }

    /**
     * Reads a list from the content of its file.
     *
     * @param name how errors call it
     * @throws SettingsException if a line is wrong; it names the line
     */
    public static WordList parse(byte[] octets, String name) throws SettingsException {
        return new Reading(name).lines(octets);
    }

    /** The phrases, in the order of the file. */
    public List<Phrase> phrases() {
        return phrases;
    }

    /** One reading of a file. */
    private static final class Reading {
        private final String name;
        private final List<Phrase> phrases = new ArrayList<>();
        private final Map<String, Phrase> known = new HashMap<>();
        private final Set<String> fields = new HashSet<>();
        private final FoldedText window = new FoldedText();

        Reading(String name) {
            this.name = name;
        }

        WordList lines(byte[] octets) throws SettingsException {
            int number = 0;
            int from = 0;
            while (from < octets.length) {
                int to = from;
                while (to < octets.length && octets[to] != '\n') {
                    to++;
                }
                number++;
                line(decode(octets, from, to, number), number);
                from = to + 1;
            }
            if (phrases.isEmpty()) {
                throw new SettingsException(name, 0, "holds no phrase");
            }
            return new WordList(phrases);
        }

        private String decode(byte[] octets, int from, int to, int number) throws SettingsException {
            try {
                String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from)).toString();
                return number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
            } catch (CharacterCodingException e) {
                throw new SettingsException(name, number, "is not UTF-8");
            }
        }

        private void line(String line, int number) throws SettingsException {
            if (line.isBlank() || line.startsWith("#")) {
                return;
            }
            double score = 1;
            String phrase = line;
            int tab = line.indexOf('\t');
            if (tab >= 0 && !line.substring(0, tab).isBlank()) {
                score = score(line.substring(0, tab).strip(), number);
                phrase = line.substring(tab + 1);
            }
            add(phrase.strip(), score, number);
        }

        private double score(String text, int number) throws SettingsException {
            try {
                double score = Double.parseDouble(text);
                if (Double.isFinite(score)) {
                    return score;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new SettingsException(name, number, "'" + text + "' before the tab is not a score such as 1 or 2.5");
        }

        private void add(String written, double score, int number) throws SettingsException {
            PhrasePrefix prefix = prefix(written, number);
            String text = written.substring(prefix.length()).strip();
            boolean openStart = text.startsWith("*");
            text = openStart ? text.substring(1) : text;
            boolean openEnd = text.endsWith("*");
            text = openEnd ? text.substring(0, text.length() - 1) : text;
            byte[] folded = folded(text, written, number);
            Phrase phrase = new Phrase(written, text, prefix.field(), openStart, openEnd, score, number);
            String identity = prefix.field() + ":" + openStart + openEnd + new String(folded, StandardCharsets.UTF_8);
            Phrase earlier = known.putIfAbsent(identity, phrase);
            if (earlier == null) {
                phrases.add(phrase);
            } else if (earlier.score() != score) {
                throw new SettingsException(name, number, "'" + written + "' stands in line " + earlier.line()
                        + " already, with the score " + earlier.score());
            }
            if (phrases.size() > MAX_PHRASES) {
                throw new SettingsException(name, number, "there are more than " + MAX_PHRASES + " phrases");
            }
        }

        private PhrasePrefix prefix(String written, int number) throws SettingsException {
            try {
                PhrasePrefix prefix = PhrasePrefix.of(written);
                fields.add(prefix.field());
                if (fields.size() > WordMatcher.MAX_FIELDS) {
                    throw new IllegalArgumentException(
                            "the phrases are limited to more than " + WordMatcher.MAX_FIELDS + " different headers");
                }
                return prefix;
            } catch (IllegalArgumentException e) {
                throw new SettingsException(name, number, e.getMessage());
            }
        }

        private byte[] folded(String text, String written, int number) throws SettingsException {
            if (text.length() > MAX_LENGTH) {
                throw new SettingsException(name, number, "the phrase is longer than " + MAX_LENGTH + " characters");
            }
            byte[] folded = window.only(text);
            if (folded == null || folded.length > MAX_FOLDED) {
                throw new SettingsException(name, number, "the phrase is longer than " + MAX_FOLDED + " octets when folded");
            }
            if (folded.length == 0) {
                throw new SettingsException(name, number, "'" + written + "' has nothing to search for");
            }
            return folded;
        }
    }
}
