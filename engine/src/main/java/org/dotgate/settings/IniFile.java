package org.dotgate.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An INI file's sections, keys and values with their lines, before anyone knows what they mean. Immutable. */
public final class IniFile {
    /** The largest file that is read, in octets. */
    public static final int MAX_SIZE = 1 << 20;
    /** The longest line, in characters. */
    public static final int MAX_LINE = 4096;

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s);.*");

    private final String name;
    private final Map<String, RawSection> sections;

    private IniFile(String name, Map<String, RawSection> sections) {
        this.name = name;
        this.sections = Collections.unmodifiableMap(sections);
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param path where it is
     * @param name how errors call it
     * @throws SettingsException if it cannot be read, or is no INI file
     */
    public static IniFile read(Path path, String name) throws SettingsException {
        try {
            if (Files.size(path) > MAX_SIZE) {
                throw new SettingsException(name, 0, "is larger than " + MAX_SIZE + " octets");
            }
            byte[] octets = Files.readAllBytes(path);
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString(), name);
        } catch (NoSuchFileException e) {
            throw new SettingsException(name, 0, "does not exist (looked for " + path.toAbsolutePath()
                    + "); conf-samples/dotgate.ini is one to start from");
        } catch (CharacterCodingException e) {
            throw new SettingsException(name, 0, "is not UTF-8");
        } catch (IOException e) {
            throw new SettingsException(name, 0, "cannot be read: " + e);
        }
    }

    /**
     * @param text the content of a file
     * @param name how errors call it
     * @throws SettingsException if a line is neither heading, key nor comment, is too long or holds control characters, or if a
     *     section or key comes twice
     */
    public static IniFile parse(String text, String name) throws SettingsException {
        Map<String, RawSection> sections = new LinkedHashMap<>();
        RawSection current = null;
        int number = 0;
        for (String raw : text.split("\r?\n|\r", -1)) {
            number++;
            String line = number == 1 && raw.startsWith("\ufeff") ? raw.substring(1) : raw;
            refuseUnfit(line, name, number);
            line = COMMENT.matcher(line).replaceFirst("").trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                current = heading(line, name, number);
                RawSection earlier = sections.putIfAbsent(current.name, current);
                if (earlier != null) {
                    throw new SettingsException(name, number,
                            "section [" + current.name + "] stands in line " + earlier.line + " already");
                }
            } else {
                entry(line, current, name, number);
            }
        }
        return new IniFile(name, sections);
    }

    private static void refuseUnfit(String line, String name, int number) throws SettingsException {
        if (line.length() > MAX_LINE) {
            throw new SettingsException(name, number, "is longer than " + MAX_LINE + " characters");
        }
        int control = IntStream.range(0, line.length())
                .filter(i -> Character.isISOControl(line.charAt(i)) && line.charAt(i) != '\t')
                .findFirst().orElse(-1);
        if (control >= 0) {
            throw new SettingsException(name, number, String.format(Locale.ROOT,
                    "holds a control character, U+%04X, as character %d", (int) line.charAt(control), control + 1));
        }
    }

    private static RawSection heading(String line, String name, int number) throws SettingsException {
        String heading = line.endsWith("]") ? line.substring(1, line.length() - 1).trim() : "";
        if (heading.isEmpty()) {
            throw new SettingsException(name, number, "'" + line + "' is not a section heading such as [dot]");
        }
        return new RawSection(heading.replaceAll("\\s+", " "), number);
    }

    private static void entry(String line, RawSection section, String name, int number) throws SettingsException {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new SettingsException(name, number, "'" + line + "' is not of the form key = value");
        }
        String key = line.substring(0, equals).trim();
        if (section == null) {
            throw new SettingsException(name, number, "key '" + key + "' stands before the first section, such as [dotgate]");
        }
        Entry earlier = section.entries.putIfAbsent(key, new Entry(line.substring(equals + 1).trim(), number));
        if (earlier != null) {
            throw new SettingsException(name, number,
                    "key '" + key + "' of [" + section.name + "] stands in line " + earlier.line + " already");
        }
    }

    /** How errors call the file. */
    public String name() {
        return name;
    }

    Map<String, RawSection> sections() {
        return sections;
    }

    /** A section as it stands in the file. */
    static final class RawSection {
        final String name;
        final int line;
        final Map<String, Entry> entries = new LinkedHashMap<>();

        RawSection(String name, int line) {
            this.name = name;
            this.line = line;
        }
    }

    /** A value and its line. */
    static final class Entry {
        final String value;
        final int line;

        Entry(String value, int line) {
            this.value = value;
            this.line = line;
        }
    }
}
