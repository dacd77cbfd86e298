package org.dotgate.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the documentation, in Markdown. Immutable. */
final class Page {
    /** The top of the source tree. */
    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");

    private final Path path;
    private final String text;

    private Page(Path path) {
        this.path = path;
        try {
            this.text = Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name as seen from the top, such as {@code docs/install.md} */
    static Page of(String name) {
        return new Page(TOP.resolve(name));
    }

    /** README.md, CHANGELOG.md, and whatever lies in docs. */
    static List<Page> all() throws IOException {
        try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
            return Stream.concat(Stream.of(TOP.resolve("README.md"), TOP.resolve("CHANGELOG.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(Page::new)
                    .collect(Collectors.toList());
        }
    }

    /** The fenced samples in this language, in order, without the indentation they share with their fence. */
    List<String> samples(String language) {
        return Pattern.compile("(?ms)^( *)```" + language + "\n(.*?)^ *```$").matcher(text).results()
                .map(sample -> sample.group(2).replaceAll("(?m)^" + sample.group(1), ""))
                .collect(Collectors.toList());
    }

    /** The only sample in this language that holds this text. */
    String sample(String language, String part) {
        List<String> samples = samples(language).stream().filter(sample -> sample.contains(part)).collect(Collectors.toList());
        if (samples.size() != 1) {
            throw new AssertionError(this + " has " + samples.size() + " samples in " + language + " with '" + part + "'");
        }
        return samples.get(0);
    }

    /** What its links name, other sites left out. */
    List<String> links() {
        return LINK.matcher(prose()).results().map(link -> link.group(1))
                .filter(target -> !target.contains("://")).collect(Collectors.toList());
    }

    /** What is set as code within the prose. */
    List<String> spans() {
        return SPAN.matcher(prose()).results().map(span -> span.group(1)).collect(Collectors.toList());
    }

    /** Lines of fenced samples, in shell or in no language, and the spans of code: wherever a command may stand. */
    List<String> commands() {
        List<String> commands = new ArrayList<>(spans());
        for (String language : List.of("sh", "")) {
            samples(language).forEach(sample -> commands.addAll(sample.lines().collect(Collectors.toList())));
        }
        return commands;
    }

    /** The names under which its headings can be linked to. */
    List<String> anchors() {
        return Pattern.compile("(?m)^#+ (.*)$").matcher(prose()).results()
                .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .collect(Collectors.toList());
    }

    /** The file or folder that a link of this page names. */
    Path target(String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? path : path.getParent().resolve(file).normalize();
    }

    private String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** Its name, seen from the top. */
    @Override
    public String toString() {
        return TOP.relativize(path).toString();
    }
}
