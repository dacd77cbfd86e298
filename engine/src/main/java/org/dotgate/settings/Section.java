package org.dotgate.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dotgate.settings.IniFile.Entry;
import org.dotgate.settings.IniFile.RawSection;

/** A section of an {@link IniFile}, read through {@link Key}s. Immutable. */
public final class Section {
    private final IniFile ini;
    private final String file;
    private final String name;
    private final int line;
    private final Map<String, Entry> entries;

    private Section(IniFile ini, String name, int line, Map<String, Entry> entries) {
        this.ini = ini;
        this.file = ini.name();
        this.name = name;
        this.line = line;
        this.entries = entries;
    }

    /** The section of that name; one without any keys if the file has none, so that all its defaults hold. */
    public static Section of(IniFile file, String name) {
        RawSection raw = file.sections().get(name);
        return raw == null ? new Section(file, name, 0, Map.of()) : of(file, raw);
    }

    /** All sections whose name begins so, in the order of the file. */
    public static List<Section> startingWith(IniFile file, String prefix) {
        return file.sections().values().stream()
                .filter(raw -> raw.name.startsWith(prefix))
                .map(raw -> of(file, raw))
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * Refuses a file that has sections nobody reads.
     *
     * @param names the names that are valid
     * @param prefixes the beginnings of names that are valid, such as {@code "filter "}
     */
    public static void refuseUnknown(IniFile file, Set<String> names, Set<String> prefixes) throws SettingsException {
        for (RawSection raw : file.sections().values()) {
            boolean known = names.contains(raw.name)
                    || prefixes.stream().anyMatch(prefix -> raw.name.startsWith(prefix) && raw.name.length() > prefix.length());
            if (!known) {
                List<String> valid = new ArrayList<>(names);
                prefixes.forEach(prefix -> valid.add(prefix + "NAME"));
                throw new SettingsException(file.name(), raw.line,
                        "there is no section [" + raw.name + "]" + Nearest.hint(raw.name, valid));
            }
        }
    }

    private static Section of(IniFile file, RawSection raw) {
        return new Section(file, raw.name, raw.line, raw.entries);
    }

    public String name() {
        return name;
    }

    /** Another section of the same file, as {@link #of(IniFile, String)} gives it. */
    public Section sibling(String other) {
        return of(ini, other);
    }

    /** Whether the key is given, even if empty. */
    public boolean has(Key<?> key) {
        return entries.containsKey(key.name());
    }

    /**
     * The value of a key, or its default.
     *
     * @throws SettingsException if the value is wrong, or a required key is missing
     */
    public <T> T get(Key<T> key) throws SettingsException {
        Entry entry = entries.get(key.name());
        if (entry == null && key.fallback() == null) {
            throw error("[" + name + "] lacks the key '" + key.name() + "': " + key.text());
        }
        try {
            return key.type().parse(entry == null ? key.fallback() : entry.value);
        } catch (IllegalArgumentException e) {
            throw error(key, e.getMessage());
        }
    }

    /**
     * Refuses keys that nobody reads.
     *
     * @param valid every key of this section
     */
    public void refuseUnknown(Collection<? extends Key<?>> valid) throws SettingsException {
        Set<String> names = valid.stream().map(Key::name).collect(Collectors.toSet());
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!names.contains(entry.getKey())) {
                throw new SettingsException(file, entry.getValue().line,
                        "there is no key '" + entry.getKey() + "' in [" + name + "]" + Nearest.hint(entry.getKey(), names));
            }
        }
    }

    /** An error about the value of a key, at its line. */
    public SettingsException error(Key<?> key, String problem) {
        Entry entry = entries.get(key.name());
        return new SettingsException(file, entry == null ? line : entry.line, "[" + name + "] " + key.name() + ": " + problem);
    }

    /** An error about the section as a whole. */
    public SettingsException error(String problem) {
        return new SettingsException(file, line, problem);
    }
}
