package org.dotgate.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.mailet.Mailet;
import org.apache.mailet.Matcher;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.dotgate.filter.FilterResult;
import org.dotgate.filter.MailAttributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Holds docs/mailets.md, and the mailets in conf-samples, to what the classes do. */
class MailetsDocsTest {
    private static final Path TOP = Path.of("..");
    private static final Path PAGE = TOP.resolve("docs/mailets.md");
    private static final String OURS = "org.dotgate.mailets.";

    @TempDir
    private Path james;

    private SharedFilters shared;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectory(james.resolve("conf"));
        Files.writeString(james.resolve("conf/dotgate.ini"), String.join("\n", blocks("ini")));
        copy("conf-samples/filters", james.resolve("conf/filters"));
        shared = new SharedFilters(new Directory(james), new RecordingMetricFactory());
    }

    @AfterEach
    void tearDown() {
        shared.close();
    }

    @Test
    void everySampleShouldBeUnderstood() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String block : blocks("xml")) {
            for (Element mailet : elements(block, "mailet")) {
                seen.addAll(load(mailet));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder("DotgateVerdict", "DotgateScoreAtLeast", "SenderVerified", "DotgateHeaders",
                "RunFilters", "LearnCorrespondents");
    }

    @Test
    void firstSampleShouldSendSuspectsAside() throws Exception {
        Element route = elements(blocks("xml").get(0), "mailet").get(1);
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.verdict("words"), "shadow-fail");

        assertThat(matcher(route.getAttribute("match")).match(mail)).hasSize(2);
        assertThat(matcher(route.getAttribute("match")).match(Mails.plain())).isEmpty();
    }

    @Test
    void sampleOfRunFiltersShouldJudge() throws Exception {
        Element element = blocks("xml").stream()
                .flatMap(block -> elements(block, "mailet").stream())
                .filter(mailet -> mailet.getAttribute("class").endsWith(".RunFilters"))
                .findFirst().orElseThrow();
        FakeMail clean = Mails.plain();

        mailet(element).service(clean);

        assertThat(clean.getState()).isEqualTo("transport");
        assertThat(Mails.attribute(clean, MailAttributes.verdict("scanner"))).isEqualTo("pass");
        assertThat(mailet(element).requiredProcessingState())
                .containsExactly(new ProcessingState("spam"), new ProcessingState("unchecked"));
    }

    @Test
    void headersShouldBeThoseThatAreShown() throws Exception {
        FakeMail mail = Mails.plain();
        Mails.set(mail, MailAttributes.BY, "chain");
        Mails.set(mail, MailAttributes.SCORE, 2.5);
        Mails.set(mail, MailAttributes.FILTERS, "words,scanner");
        Mails.set(mail, MailAttributes.verdict("words"), "pass");
        Mails.set(mail, MailAttributes.verdict("scanner"), "shadow-fail");
        Mails.set(mail, MailAttributes.reason("scanner"), "enth\u00e4lt \u201echeap\u201c");
        DotgateHeaders mailet = new DotgateHeaders();
        mailet.init(FakeMailetConfig.builder().setProperty("reasons", "true").build());

        mailet.service(mail);

        for (String line : blocks("text").get(0).split("\n")) {
            String[] header = line.split(": ", 2);
            assertThat(Mails.header(mail, header[0])).isEqualTo(header[1]);
        }
        assertThat(Mails.headers(mail, "X-Dotgate-")).hasSize(4);
    }

    @Test
    void everyLabelAndAttributeShouldBeInATable() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(FilterResult.LABELS).allMatch(label -> page.contains("| `words:" + label + "` |"));
        assertThat(SenderVerified.NOTES).allMatch(note -> page.contains("| `" + note + "` |"));
        assertThat(Stream.of(MailAttributes.FILTERS, MailAttributes.SCORE, MailAttributes.BY, MailAttributes.CALLOUT, MailAttributes.SESSION,
                MailAttributes.verdict("NAME"), MailAttributes.score("NAME"), MailAttributes.reason("NAME")))
                .allMatch(name -> page.contains("| `" + name + "` |"));
    }

    @Test
    void confSamplesShouldUseThemAll() throws Exception {
        for (String list : List.of("allow.txt", "spamwords.txt")) {
            Files.copy(TOP.resolve("conf-samples").resolve(list), james.resolve("conf").resolve(list));
        }
        Files.writeString(james.resolve("conf/dotgate.ini"), Files.readString(TOP.resolve("conf-samples/dotgate.ini")));
        String xml = Files.readString(TOP.resolve("conf-samples/mailetcontainer.xml"));
        Set<String> processors = new HashSet<>();
        elements(xml, "processor").forEach(processor -> processors.add(processor.getAttribute("state")));
        Set<String> seen = new HashSet<>();
        for (Element mailet : elements(xml, "mailet")) {
            seen.addAll(load(mailet));
            if (mailet.getAttribute("class").startsWith(OURS)) {
                assertThat(mailet(mailet).requiredProcessingState()).allMatch(state -> processors.contains(state.getValue()));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder("DotgateVerdict", "DotgateScoreAtLeast", "SenderVerified", "DotgateHeaders",
                "RunFilters", "LearnCorrespondents");
    }

    private Collection<String> load(Element element) throws Exception {
        List<String> loaded = new ArrayList<>();
        if (element.getAttribute("match").startsWith(OURS)) {
            Collection<MailAddress> matched = matcher(element.getAttribute("match")).match(Mails.plain());
            assertThat(matched).isEmpty();
            loaded.add(element.getAttribute("match").substring(OURS.length()).replaceFirst("=.*", ""));
        }
        if (element.getAttribute("class").startsWith(OURS)) {
            assertThat(mailet(element).getMailetInfo()).isEqualTo(element.getAttribute("class").substring(OURS.length()));
            loaded.add(element.getAttribute("class").substring(OURS.length()));
        }
        return loaded;
    }

    private static Matcher matcher(String match) throws Exception {
        String[] parts = match.split("=", 2);
        Matcher matcher = (Matcher) Class.forName(parts[0]).getConstructor().newInstance();
        matcher.init(FakeMatcherConfig.builder().matcherName(parts[0]).condition(parts[1]).build());
        return matcher;
    }

    private Mailet mailet(Element element) throws Exception {
        Class<?> type = Class.forName(element.getAttribute("class"));
        Mailet mailet = (Mailet) (type.getConstructors()[0].getParameterCount() == 0
                ? type.getConstructor().newInstance()
                : type.getConstructor(SharedFilters.class).newInstance(shared));
        FakeMailetConfig.Builder config = FakeMailetConfig.builder();
        NodeList children = element.getElementsByTagName("*");
        for (int i = 0; i < children.getLength(); i++) {
            config.setProperty(children.item(i).getNodeName(), children.item(i).getTextContent());
        }
        mailet.init(config.build());
        return mailet;
    }

    private static List<Element> elements(String xml, String name) {
        try {
            String bare = xml.replaceFirst("<\\?xml[^>]*>", "");
            NodeList nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<sample>" + bare + "</sample>")))
                    .getElementsByTagName(name);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                // a parameter of ToProcessor is called processor, too
                if (((Element) nodes.item(i)).hasAttributes()) {
                    elements.add((Element) nodes.item(i));
                }
            }
            return elements;
        } catch (Exception e) {
            throw new AssertionError("not XML: " + xml, e);
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(Files.readString(PAGE)).results()
                .map(match -> match.group(1)).toList();
    }

    private static void copy(String folder, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(TOP.resolve(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
