package org.dotgate.filter.words;

import java.nio.file.Path;
import java.util.List;
import org.dotgate.filter.FilterHost;
import org.dotgate.filter.FilterType;
import org.dotgate.mime.MimeLimits;
import org.dotgate.settings.Key;
import org.dotgate.settings.Section;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.Values;

/** {@code type = words}: makes a {@link WordsFilter} of a list and its limits. Thread-safe. */
public final class WordsFilterType implements FilterType {
    static final Key<String> LIST = Key.required("list", Values.TEXT,
            "The file of phrases, such as conf/spamwords.txt; docs/filters-words.md shows one. It is loaded anew when it changes.");
    static final Key<Double> THRESHOLD = Key.of("threshold", Values.NUMBER, "1",
            "A message whose score reaches this is refused. Each phrase found adds its score once.");
    static final Key<Long> MAX_TEXT = Key.of("max-text", Values.SIZE, "10M",
            "How much text of a message is searched, transfer encoding undone. Attachments do not count.");
    static final Key<Integer> MAX_DEPTH = Key.of("max-depth", Values.whole(0, 200), "20",
            "How deep parts and attached messages may be nested to be searched; the message itself is at 0.");
    static final Key<Integer> MAX_PARTS = Key.of("max-parts", Values.whole(1, 100_000), "1000",
            "How many parts of a message are searched.");
    static final Key<OnLimit> ON_LIMIT = Key.of("on-limit", Values.oneOf(OnLimit.class), "tempfail",
            "What becomes of a message below the threshold that was searched only in part, because a limit was reached"
                    + " or its structure is broken: pass, tempfail or reject.");

    @Override
    public String name() {
        return "words";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(LIST, THRESHOLD, MAX_TEXT, MAX_DEPTH, MAX_PARTS, ON_LIMIT);
    }

    @Override
    public WordsFilter create(Section section, FilterHost host) throws SettingsException {
        String list = section.get(LIST);
        if (list.isEmpty()) {
            throw section.error(LIST, "names no file; write, for instance, conf/spamwords.txt");
        }
        double threshold = section.get(THRESHOLD);
        if (threshold <= 0) {
            throw section.error(THRESHOLD, "must be above 0, for that is what a message without any phrase scores");
        }
        MimeLimits limits = MimeLimits.builder()
                .textOctets(section.get(MAX_TEXT))
                .depth(section.get(MAX_DEPTH))
                .parts(section.get(MAX_PARTS))
                .build();
        OnLimit onLimit = section.get(ON_LIMIT);
        Path file = host.file(list);
        // before it is read: a list that is missing or wrong is loaded as soon as it is put right
        host.watch(file);
        return new WordsFilter(WordMatcher.of(read(file, list, section).phrases()), threshold, limits, onLimit);
    }

    private static WordList read(Path file, String list, Section section) throws SettingsException {
        try {
            return WordList.read(file, list);
        } catch (SettingsException e) {
            // where the list as a whole is at fault, the line that names it is the place to look
            throw e.line() > 0 ? e : section.error(LIST, e.getMessage());
        }
    }
}
