package org.dotgate.filter.allow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.dotgate.settings.SettingsException;

/** Reads an {@link AllowList} from its file: one {@link AllowLine} a line. */
final class AllowListFile {
    /** The largest file that is read, in octets. */
    static final int MAX_SIZE = 64 << 20;
    /** How many lines with an entry a list may have. */
    static final int MAX_ENTRIES = 1_000_000;

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    private AllowListFile() {}

    /**
     * Reads a list.
     *
     * @param file where it is
     * @param name how errors call it
     * @throws SettingsException if the file cannot be read or a line is wrong; it names the line
     */
    static AllowList read(Path file, String name) throws SettingsException {
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
     * Reads a list from the content of its file, which may hold no entry at all.
     *
     * @param name how errors call it
     * @throws SettingsException if a line is wrong; it names the line
     */
    static AllowList parse(byte[] octets, String name) throws SettingsException {
        AllowList.Builder list = new AllowList.Builder();
        int number = 0;
        int entries = 0;
        int from = 0;
        while (from < octets.length) {
            int to = from;
            while (to < octets.length && octets[to] != '\n') {
                to++;
            }
            number++;
            String entry = COMMENT.matcher(decode(octets, from, to, name, number)).replaceFirst("").strip();
            if (!entry.isEmpty()) {
                add(entry, list, name, number);
                entries++;
            }
            if (entries > MAX_ENTRIES) {
                throw new SettingsException(name, number, "there are more than " + MAX_ENTRIES + " entries");
            }
            from = to + 1;
        }
        return list.build();
    }

    private static void add(String entry, AllowList.Builder list, String name, int number) throws SettingsException {
        try {
            AllowLine.add(entry, list);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(name, number, e.getMessage());
        }
    }

    private static String decode(byte[] octets, int from, int to, String name, int number) throws SettingsException {
        try {
            String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from)).toString();
            return number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
        } catch (CharacterCodingException e) {
            throw new SettingsException(name, number, "is not UTF-8");
        }
    }
}
