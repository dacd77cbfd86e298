package org.dotgate.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dotgate.mail.Reply;

/** The types that values in {@code dotgate.ini} have. */
public final class Values {
    /** Any text. */
    public static final ValueType<String> TEXT = text -> text;
    /** {@code yes} or {@code no}. */
    public static final ValueType<Boolean> YES_NO = words(Map.of("yes", true, "no", false));
    /** A refusal such as {@code 550 5.7.1 Message refused}. */
    public static final ValueType<Reply> REPLY = Reply::parse;
    /** A number such as {@code 1} or {@code 2.5}. */
    public static final ValueType<Double> NUMBER = Values::number;
    /** Names set apart by commas; none when empty. */
    public static final ValueType<List<String>> NAMES = Values::names;
    /** A duration such as {@code 500ms}, {@code 3s}, {@code 5m}, {@code 4h}, {@code 2d}. */
    public static final ValueType<Duration> DURATION = Values::duration;
    /** As {@link #DURATION}; {@code off} and {@code 0} are {@link Duration#ZERO}. */
    public static final ValueType<Duration> DURATION_OR_OFF =
            text -> text.equals("off") || text.equals("0") ? Duration.ZERO : duration(text);
    /** A size in octets such as {@code 64K}, {@code 10M}, {@code 1G}. */
    public static final ValueType<Long> SIZE = Values::size;

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})\\s*([a-zA-Z]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,12}(?:\\.[0-9]{1,12})?");
    private static final Map<String, Duration> TIME_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZE_UNITS = Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Values() {}

    /** A whole number in a range, both ends allowed. */
    public static ValueType<Integer> whole(int least, int most) {
        return text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below, with the range
            }
            throw new IllegalArgumentException("'" + text + "' is not a whole number from " + least + " to " + most);
        };
    }

    /** One of the given words. */
    public static <T> ValueType<T> words(Map<String, T> meanings) {
        return text -> {
            T meaning = meanings.get(text);
            if (meaning == null) {
                throw new IllegalArgumentException("'" + text + "' is not valid" + Nearest.hint(text, meanings.keySet()));
            }
            return meaning;
        };
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        return words(Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), Function.identity())));
    }

    /** A duration in a range, both ends allowed. */
    public static ValueType<Duration> duration(Duration least, Duration most) {
        return text -> {
            Duration value = duration(text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException("'" + text + "' is not from " + show(least) + " to " + show(most));
            }
            return value;
        };
    }

    private static double number(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a number such as 1 or 2.5");
        }
        return Double.parseDouble(text);
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static Duration duration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Duration unit = amount.matches() ? TIME_UNITS.get(amount.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 500ms, 3s, 5m, 4h or 2d");
        }
        long count = Long.parseLong(amount.group(1));
        if (count > LONGEST.toMillis() / unit.toMillis()) {
            throw new IllegalArgumentException("'" + text + "' is longer than ten years");
        }
        return unit.multipliedBy(count);
    }

    private static long size(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? SIZE_UNITS.get(amount.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null || Long.parseLong(amount.group(1)) > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 500, 64K, 10M or 1G");
        }
        return Long.parseLong(amount.group(1)) * unit;
    }

    /** A duration as operators write it, in the largest unit that keeps it whole. */
    public static String show(Duration duration) {
        for (String unit : List.of("d", "h", "m", "s")) {
            long length = TIME_UNITS.get(unit).toMillis();
            if (duration.toMillis() >= length && duration.toMillis() % length == 0) {
                return duration.toMillis() / length + unit;
            }
        }
        return duration.toMillis() + "ms";
    }
}
