package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Compares the HTML of real mail, as it is read from the stream, with what a jsoup document of it shows. White space is
 * left out: where words end is our rule.
 */
@EnabledIfEnvironmentVariable(named = "DOTGATE_CORPUS", matches = ".+")
class HtmlAgainstDocumentTest {
    @Test
    void textShouldBeThatOfADocumentWhenTheHtmlIsReal() throws IOException {
        List<String> differing = new ArrayList<>();
        int compared = 0;
        for (Path file : messages()) {
            byte[] message = Files.readAllBytes(file);
            List<String> sources = texts(message, true);
            List<String> seen = texts(message, false);
            for (int i = 0; i < sources.size(); i++) {
                // plain text is shown the same both ways
                if (!sources.get(i).equals(seen.get(i))) {
                    compared++;
                    if (!squeezed(seen.get(i)).equals(squeezed(document(sources.get(i))))) {
                        differing.add(file.getFileName() + " text " + i);
                    }
                }
            }
        }
        // a document moves text that stands between the cells of a table in front of it; a stream cannot
        assertThat(differing).hasSizeLessThanOrEqualTo(Math.max(1, compared / 100));
        assertThat(compared).isPositive();
    }

    private static String document(String source) {
        Document document = Jsoup.parse(source.replace("\0", ""));
        document.select("title,template,iframe,noembed,noframes,script,style,[hidden]").forEach(Element::remove);
        for (Element styled : document.select("[style]")) {
            String style = styled.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s", "");
            if (style.matches("(?s)(.*[;/])?(display:none|visibility:hidden|font-size:0(?![.0]*[1-9])).*")) {
                styled.remove();
            }
        }
        StringBuilder text = new StringBuilder();
        document.traverse((node, depth) -> {
            if (node instanceof TextNode) {
                text.append(((TextNode) node).getWholeText());
            } else if (node.nodeName().equals("img")) {
                text.append(node.attr("alt"));
            }
        });
        return text.toString();
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\u00a0\\u0000]+", "");
    }

    private static List<String> texts(byte[] message, boolean markup) throws IOException {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        MimeWalker.walk(new ByteArrayInputStream(message), MimeLimits.DEFAULT, new MessageVisitor() {
            @Override
            public boolean takesMarkup() {
                return markup;
            }

            @Override
            public void text(char[] chars, int from, int to) {
                text.append(chars, from, to - from);
            }

            @Override
            public void endOfText() {
                texts.add(text.toString());
                text.setLength(0);
            }
        });
        return texts;
    }

    private static List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getenv("DOTGATE_CORPUS")))) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().collect(Collectors.toList());
        }
    }
}
