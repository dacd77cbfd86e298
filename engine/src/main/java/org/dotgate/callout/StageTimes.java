package org.dotgate.callout;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dotgate.callout.answer.Stage;
import org.dotgate.settings.ValueType;
import org.dotgate.settings.Values;

/** Durations of stages as operators write them: {@code connect 10s, rcpt 3s}. */
final class StageTimes {
    private static final Map<String, Stage> STAGES =
            Arrays.stream(Stage.values()).collect(Collectors.toMap(Stage::text, stage -> stage));
    private static final ValueType<Stage> STAGE = Values.words(STAGES);
    private static final ValueType<Duration> TIME = Values.duration(Duration.ofMillis(10), Duration.ofHours(1));

    private StageTimes() {}

    /** Those that the text names. */
    static Map<Stage, Duration> parse(String text) {
        Map<Stage, Duration> times = new HashMap<>();
        for (String part : Values.NAMES.parse(text)) {
            List<String> words = List.of(part.split("\\s+"));
            if (words.size() != 2) {
                throw new IllegalArgumentException("'" + part + "' is not a stage and its time, such as connect 10s");
            }
            if (times.put(STAGE.parse(words.get(0)), TIME.parse(words.get(1))) != null) {
                throw new IllegalArgumentException("'" + words.get(0) + "' stands there twice");
            }
        }
        return times;
    }

    /** Those given, and for stages not among them those of a text that names all. */
    static Map<Stage, Duration> or(Map<Stage, Duration> given, String defaults) {
        Map<Stage, Duration> all = new EnumMap<>(parse(defaults));
        all.putAll(given);
        return all;
    }
}
