package org.dotgate.benchmarks.similar;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a text again. What is said plain and in HTML of the same message is told alike, so one object serves one message.
 * ASCII letters are changed only, whatever the charset.
 */
final class Retelling {
    /** How much may change. */
    enum Change {
        /** Nothing: only the lines of plain text are wrapped elsewhere. */
        LINES,
        /** Numbers of four digits and more, and what looks random in links. */
        NUMBERS,
        /** As NUMBERS, and a paragraph is added with a code, a date, a counter, and a link to unsubscribe. */
        CODE,
        /** As CODE, but the code has letters only, day and month may be told in another language, and there is a greeting by the time of day. */
        LETTERS,
        /** As LINES, and a paragraph of some words is added that say something else each time. */
        WORDS
    }

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w#&.-])[0-9]{4,12}(?![\\w-])");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>()/]+([^\\s\"'<>()]*)");
    private static final Pattern RANDOM = Pattern.compile("(?<=[/=])[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final List<List<String>> DAYS = List.of(
            List.of("Monday, March %d", "Tuesday, March %d", "Saturday, October %d"),
            List.of("Sonntag, %d. Dezember", "Dienstag, %d. Dezember", "Freitag, %d. Juli"),
            List.of("lundi %d janvier", "mardi %d janvier", "jeudi %d mai"));
    private static final List<String> GREETINGS = List.of("Good morning", "Good afternoon", "Good evening");
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Random random;
    private final Change change;
    private final String added;
    private final String link;

    /**
     * @param words how many are added by {@link Change#WORDS}
     * @param vocabulary where they are drawn from
     */
    Retelling(long seed, Change change, int words, List<String> vocabulary) {
        this.random = new Random(seed);
        this.change = change;
        this.link = "https://mail.example.org/unsubscribe/" + draw(BASE64, 22) + "?t=" + draw("0123456789abcdef", 32);
        this.added = switch (change) {
            case CODE -> "Your sign-in code is " + draw("0123456789", 6) + ". It was asked for on " + (1 + random.nextInt(28)) + " March 2026 at "
                    + (10 + random.nextInt(13)) + ":" + (10 + random.nextInt(49)) + ". You have " + (2 + random.nextInt(90)) + " new messages.";
            case LETTERS -> pick(GREETINGS) + ", your sign-in code is " + draw(LETTERS, 6) + ". It was asked for on "
                    + String.format(pick(DAYS.get((int) (seed / 2 % DAYS.size()))), 1 + random.nextInt(28)) + ".";
            case WORDS -> words(words, vocabulary);
            default -> "";
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String words(int count, List<String> vocabulary) {
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < count; i++) {
            said.append(vocabulary.get(random.nextInt(vocabulary.size()))).append(i + 1 < count ? ' ' : '.');
        }
        return said.toString();
    }

    private String draw(String from, int count) {
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < count; i++) {
            drawn.append(from.charAt(random.nextInt(from.length())));
        }
        return drawn.toString();
    }

    String of(String text, boolean html) {
        String told = text;
        if (change == Change.NUMBERS || change == Change.CODE || change == Change.LETTERS) {
            told = html ? outside(TAG, told) : numbers(told);
            told = LINK.matcher(told).replaceAll(found -> Matcher.quoteReplacement(
                    found.group().substring(0, found.start(1) - found.start())
                            + RANDOM.matcher(found.group(1)).replaceAll(part -> another(part.group()))));
        }
        if (!html) {
            told = wrapped(told);
        }
        return added.isEmpty() ? told : html ? withHtml(told) : told + "\r\n\r\n" + added + (change == Change.WORDS ? "" : "\r\n" + link) + "\r\n";
    }

    private String withHtml(String text) {
        String paragraph = "<p>" + added + (change == Change.WORDS ? "" : " <a href=\"" + link + "\">Unsubscribe</a>") + "</p>";
        int end = text.toLowerCase(Locale.ROOT).lastIndexOf("</body");
        return end < 0 ? text + paragraph : text.substring(0, end) + paragraph + text.substring(end);
    }

    private String outside(Pattern pattern, String text) {
        StringBuilder told = new StringBuilder();
        Matcher tags = pattern.matcher(text);
        int from = 0;
        while (tags.find()) {
            told.append(numbers(text.substring(from, tags.start()))).append(tags.group());
            from = tags.end();
        }
        return told.append(numbers(text.substring(from))).toString();
    }

    private String numbers(String text) {
        return NUMBER.matcher(text).replaceAll(number -> another(number.group()));
    }

    /** Other characters of the same kinds. */
    private String another(String token) {
        StringBuilder other = new StringBuilder();
        for (char c : token.toCharArray()) {
            boolean digit = c >= '0' && c <= '9';
            other.append(digit ? draw("0123456789", 1) : c == '-' || c == '_' ? String.valueOf(c)
                    : Character.isUpperCase(c) ? draw(LETTERS, 1) : draw(LETTERS, 1).toLowerCase(Locale.ROOT));
        }
        return other.toString();
    }

    /** Lines that go on in the next are wrapped elsewhere. */
    private String wrapped(String text) {
        StringBuilder told = new StringBuilder();
        int width = 50 + random.nextInt(60);
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                column = 0;
            } else {
                column++;
            }
            boolean lone = c == ' ' && i > 0 && i + 1 < text.length() && isLetter(text.charAt(i - 1)) && isLetter(text.charAt(i + 1));
            if (lone && column > width) {
                told.append("\r\n");
                column = 0;
            } else {
                told.append(c);
            }
        }
        return told.toString();
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
