package org.dotgate.benchmarks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as a measurement prints it, section by section. What documented figures are called there is listed here: a row begins
 * as the documentation has it, then come a word of the section's title and what stands before the figures.
 */
final class Printed {
    private static final String NAMES = """
            dot (a) messages accepted | sessions at once | parked, messages accepted
            dot (a) time beyond | sessions at once | parked, time beyond the filter's [0-9]+ s
            dot (a) Java threads above idle | sessions at once | parked, Java threads above idle \\([0-9]+\\)
            dot (a) EHLO on other connections, p99 | sessions at once | parked, EHLO on other connections, p99
            dot (a) EHLO on other connections, p99 | sessions at once | bare James, EHLO on other connections, p99
            dot (a) EHLO on other connections, p99 | sessions at once | blocking hook, EHLO on other connections, p99
            dot (a) messages a second, 1,000 sessions | sessions at once | blocking hook, messages a second
            dot (b) delivered, gate and words, 4 KB | delivered | 4 KB of text, gate and words \\(5000\\), messages a second
            dot (b) delivered, gate and words, 50 KB, a third | delivered | 50 KB, a third of it text, gate and words \\(5000\\), messages a second
            dot (b) delivered, gate and words, 50 KB of text | delivered | 50 KB of text, gate and words \\(5000\\), messages a second
            dot (b) processor time of those | delivered | 4 KB of text, gate and words \\(5000\\), processor time a message
            dot (b) processor time of those | delivered | 50 KB, a third of it text, gate and words \\(5000\\), processor time a message
            dot (b) processor time of those | delivered | 50 KB of text, gate and words \\(5000\\), processor time a message
            dot (b) thrown away, gate without filters | thrown away | 4 KB of text, gate without filters, messages a second
            dot (b) thrown away, gate without filters | thrown away | 50 KB, a third of it text, gate without filters, messages a second
            dot (b) thrown away, gate without filters | thrown away | 50 KB of text, gate without filters, processor time a message
            dot (b) thrown away, gate and words | thrown away | 4 KB of text, gate and words \\(5000\\), messages a second
            dot (b) thrown away, gate and words | thrown away | 50 KB, a third of it text, gate and words \\(5000\\), messages a second
            dot (b) thrown away, gate and words | thrown away | 50 KB of text, gate and words \\(5000\\), processor time a message
            dot (c) parked at once, refused, accepted | parked for | parked at once
            dot (c) parked at once, refused, accepted | parked for | refused or lost
            dot (c) parked at once, refused, accepted | parked for | accepted
            dot (c) live heap | parked for | live heap while all are parked
            dot (c) Java threads | parked for | Java threads while all are parked
            callout (a) 2,000 senders at once | servers stall | replies to RCPT
            callout (a) from MAIL | servers stall | from MAIL to the reply to RCPT, longest
            callout (a) Java threads above idle | servers stall | Java threads above idle \\([0-9]+\\), most
            callout (a) EHLO on other connections, p99 | servers stall | EHLO on other connections, p99
            callout (a) live heap above idle | servers stall | live heap above idle while all wait, their sessions included
            callout (b) what a known answer adds | answer is known | p99 that a known answer adds
            callout (b) what a known answer adds | answer is known | median that a known answer adds
            greylist (a) decisions a second, file store | decisions, file store | triplets that have passed before
            greylist (a) decisions a second, file store | decisions, file store | 70 % known, 10 % too early, 20 % first attempts
            greylist (a) decisions a second, file store | decisions, file store | first attempts, each stored before it counts
            greylist (a) decisions a second, file store | decisions, file store | retries after the delay, each stored before it counts
            greylist (a) the same through Redis | decisions, Redis store | triplets that have passed before
            greylist (a) the same through Redis | decisions, Redis store | 70 % known, 10 % too early, 20 % first attempts
            greylist (a) the same through Redis | decisions, Redis store | first attempts, each stored before it counts
            greylist (a) the same through Redis | decisions, Redis store | retries after the delay, each stored before it counts
            greylist (b) 1 million triplets on disk | in the file store | on disk after compaction
            greylist (b) live heap with them | in the file store | live heap over an empty JVM, the most of the next three
            greylist (b) to open and answer | in the file store | to open and to answer, in a JVM that has just started
            greylist (b) to open and answer | in the file store | to open and to answer after kill -9, likewise
            greylist (c) what a decision adds at RCPT | in James, file store | p99 that a decision adds, triplets that have passed
            greylist (c) what a decision adds at RCPT | in James, file store | p99 that a decision adds, first attempts, each stored
            greylist (c) the same through Redis | in James, Redis store | p99 that a decision adds, triplets that have passed
            greylist (c) the same through Redis | in James, Redis store | p99 that a decision adds, first attempts, each stored
            greylist (d) requests a second over postgrey's | policy protocol | postgrey, first attempts
            greylist (d) requests a second over postgrey's | policy protocol | postgrey, its database in memory, first attempts
            greylist (d) requests a second over postgrey's | policy protocol | Dotgate, file store, first attempts
            greylist (d) the same, triplets that have passed | policy protocol | postgrey, triplets that have passed
            greylist (d) the same, triplets that have passed | policy protocol | postgrey, its database in memory, triplets that have passed
            greylist (d) the same, triplets that have passed | policy protocol | Dotgate, file store, triplets that have passed
            greylist (e) 1 million triplets listed over WebAdmin | last, file store | WebAdmin, pages of 1,000, RCPTs meanwhile
            greylist (e) 1 million triplets listed over WebAdmin | last, file store | \\s\\sthe longest page
            greylist (e) by the command line | last, file store | the command line, from the store, with a heap of 64m
            greylist (e) by the command line | last, file store | the command line, from a James that runs, with a heap of 64m
            greylist (e) RCPT that reads a record | last, file store | RCPT to its reply while pages are read without a pause
            greylist (e) RCPT that reads a record | last, file store | RCPT to its reply, each reads a record, nothing beside it
            greylist (e) the same through Redis | last, Redis store | WebAdmin, pages of 1,000, RCPTs meanwhile
            greylist (e) the same through Redis | last, Redis store | the command line, from the store, with a heap of 64m
            greylist (e) the same through Redis | last, Redis store | the command line, from a James that runs, with a heap of 64m
            greylist (e) the same through Redis | last, Redis store | RCPT to its reply while pages are read without a pause
            greylist (e) EHLO on other connections meanwhile | last, file store | EHLO on other connections meanwhile, p99
            """;
    private static final Pattern TITLE = Pattern.compile("(?m)^\\([a-z]\\) (.*)$");

    private final Map<String, String> sections = new LinkedHashMap<>();

    Printed(String text) {
        Matcher title = TITLE.matcher(text);
        int from = -1;
        String name = "";
        while (title.find()) {
            if (from >= 0) {
                sections.put(name, text.substring(from, title.start()));
            }
            name = title.group();
            from = title.end();
        }
        if (from >= 0) {
            sections.put(name, text.substring(from));
        }
    }

    /** The letters of the sections, each once and in their order: {@code abc}. */
    String letters() {
        return sections.keySet().stream().map(title -> title.substring(1, 2)).distinct().collect(Collectors.joining());
    }

    /** A row that is documented must have a name here, and each line that it comes from must be printed, with a figure. */
    void mustHave(String documented) {
        List<String[]> names = names(documented);
        assertThat(names).as("what is printed for '%s'", documented).isNotEmpty();
        for (String[] name : names) {
            String section = sections.entrySet().stream().filter(one -> one.getKey().contains(name[1])).map(Map.Entry::getValue)
                    .collect(Collectors.joining());
            Matcher line = Pattern.compile("(?m)^ {4}" + name[2] + " +(.{1,48})").matcher(section);
            assertThat(line.find()).as("a line '%s' in %s", name[2], sections).isTrue();
            assertThat(line.group(1)).as(name[2]).containsPattern("[0-9]");
        }
    }

    private static List<String[]> names(String documented) {
        return NAMES.lines().map(line -> line.split(" \\| ")).filter(name -> documented.startsWith(name[0]))
                .collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return Arrays.toString(sections.keySet().toArray());
    }
}
