package org.dotgate.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A fenced block of README.md or of a page in docs, decisions left out, and drawings, which are marked. Immutable. */
record Sample(String page, int line, String kind, String text) {
    /** The line before the fence of what is no sample. */
    static final String DRAWING = "<!-- a drawing -->";

    private static final Pattern FENCE = Pattern.compile("( *)```(.*)");

    /** All of them, page by page and in their order. */
    static List<Sample> all() throws IOException {
        return Page.all().stream().map(Page::toString)
                .filter(page -> !page.equals("CHANGELOG.md") && !page.startsWith("docs/adr/"))
                .flatMap(page -> of(page).stream()).collect(Collectors.toList());
    }

    /** Those of one page. */
    static List<Sample> of(String page) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Page.TOP.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Sample> samples = new ArrayList<>();
        for (int from = 0; from < lines.size(); from++) {
            Matcher fence = FENCE.matcher(lines.get(from));
            if (fence.matches()) {
                int to = from + 1;
                while (!lines.get(to).equals(fence.group(1) + "```")) {
                    to++;
                }
                String text = lines.subList(from + 1, to).stream().map(line -> line.replaceFirst("^" + fence.group(1), "") + "\n")
                        .collect(Collectors.joining());
                if (from == 0 || !lines.get(from - 1).equals(DRAWING)) {
                    samples.add(new Sample(page, from + 1, fence.group(2).trim(), text));
                }
                from = to;
            }
        }
        return samples;
    }

    /** Its commands, each whole though it may go over several lines; no comments. */
    List<String> commands() {
        return text.replaceAll("\\\\\n *", "").lines().map(command -> command.replaceFirst("(^|\\s+)# .*", "").trim())
                .filter(command -> !command.isEmpty()).collect(Collectors.toList());
    }

    boolean isScript() {
        return text.startsWith("#!");
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + kind;
    }
}
