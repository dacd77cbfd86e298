package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages made to cost time or memory. The time limit is wide, as the machine may be slow: what takes quadratic time
 * needs minutes at these sizes.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileMessageTest {
    private static final long MEGABYTE = 1_000_000;
    private static final MessageVisitor READ_ALL = new MessageVisitor() {
        @Override
        public void attachment(String mediaType, String fileName, InputStream decoded) throws IOException {
            decoded.transferTo(OutputStream.nullOutputStream());
        }
    };

    @Test
    void deeperPartsShouldBePassedOverWhenMultipartsNestTooDeep() throws IOException {
        StringBuilder message = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\n\n");
        for (int i = 0; i < 1000; i++) {
            message.append("--b").append(i).append("\nContent-Type: multipart/mixed; boundary=b").append(i + 1).append("\n\n");
        }
        message.append("--b1000\n\ntoo deep\n--b1000--\n--b0\n\nbeside\n--b0--\n");
        Seen seen = Seen.in(message.toString());
        assertThat(seen.result.limit()).contains(Limit.DEPTH);
        assertThat(seen.texts).containsExactly("beside");
    }

    @Test
    void deeperPartsShouldBePassedOverWhenMessagesNestTooDeep() throws IOException {
        Seen seen = Seen.in("Content-Type: message/rfc822\n\n".repeat(1000) + "\n\ntoo deep");
        assertThat(seen.result.limit()).contains(Limit.DEPTH);
        assertThat(seen.texts).isEmpty();
        assertThat(seen.fields).hasSize(MimeLimits.DEFAULT.depth() + 1);
    }

    @Test
    void depthOfTheLimitShouldBeReadWhole() throws IOException {
        MimeLimits two = MimeLimits.builder().depth(2).build();
        String inner = "Content-Type: message/rfc822\n\nSubject: x\n\nhello";
        assertThat(Seen.in("Content-Type: message/rfc822\n\n" + inner, two).texts).containsExactly("hello");
        assertThat(Seen.in("Content-Type: message/rfc822\n\n".repeat(2) + inner, two).result.limit()).contains(Limit.DEPTH);
    }

    @Test
    void walkShouldEndWhenThereAreTooManyParts() throws IOException {
        Generated message = new Generated("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 100_000 * 10);
        Seen seen = Seen.in(message, MimeLimits.DEFAULT);
        assertThat(seen.result.limit()).contains(Limit.PARTS);
        assertThat(seen.texts).hasSize(MimeLimits.DEFAULT.parts() - 1);
        assertThat(message.count).isLessThan(50_000);
    }

    static Stream<Arguments> endlessHeaders() {
        return Stream.of(
                Arguments.of("a line without end", "Subject: ", "x"),
                Arguments.of("a field folded without end", "Subject: x\n", " x\n"),
                Arguments.of("fields without end", "Subject: x\n", "X: y\n"),
                Arguments.of("broken lines without end", "", "no field\n"),
                Arguments.of("a line without end in a part", "Content-Type: multipart/mixed; boundary=b\n\n--b\nSubject: ", "x"),
                Arguments.of("headers of messages in messages", "", "Content-Type: message/rfc822\nX: " + "x".repeat(100_000) + "\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endlessHeaders")
    void walkShouldEndWhenTheHeaderIs(String what, String beginning, String piece) throws IOException {
        Generated message = new Generated(beginning, piece, 100 * MEGABYTE);
        assertThat(MimeWalker.walk(message, MimeLimits.DEFAULT, READ_ALL).limit()).contains(Limit.HEADER);
        assertThat(message.count).isLessThan(2 * MEGABYTE);
    }

    static Stream<Arguments> endlessTexts() {
        return Stream.of(
                Arguments.of("plain", "\n", "hello world\n"),
                Arguments.of("base64", "Content-Transfer-Encoding: base64\n\n", "aGVsbG8gd29ybGQK".repeat(4) + "\n"),
                Arguments.of("HTML", "Content-Type: text/html\n\n", "<p>hello"),
                Arguments.of("HTML that shows nothing", "Content-Type: text/html\n\n<!--", "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endlessTexts")
    void walkShouldEndWhenTheTextIsTooLong(String what, String header, String piece) throws IOException {
        Generated message = new Generated(header, piece, 1000 * MEGABYTE);
        assertThat(MimeWalker.walk(message, MimeLimits.DEFAULT, READ_ALL).limit()).contains(Limit.TEXT);
        assertThat(message.count).isLessThan(2 * MimeLimits.DEFAULT.textOctets());
    }

    @Test
    void textShouldBeCompleteWhenItIsJustAsLongAsTheLimit() throws IOException {
        MimeLimits five = MimeLimits.builder().textOctets(5).build();
        assertThat(Seen.in("\nhello", five).result.isComplete()).isTrue();
        assertThat(Seen.in("\nhello!", five).result.limit()).contains(Limit.TEXT);
        assertThat(Seen.in("\nhello!", five).texts).containsExactly("hello");
    }

    @Test
    void attachmentShouldBeCutAndTheWalkGoOnWhenItIsTooLong() throws IOException {
        MimeLimits five = MimeLimits.builder().attachmentOctets(5).build();
        Seen seen = Seen.in("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: a/b

                hello world
                --b

                text
                --b--
                """, five);
        assertThat(seen.attachments).containsExactly("a/b '' hello");
        assertThat(seen.texts).containsExactly("text");
        assertThat(seen.result.limit()).contains(Limit.ATTACHMENT);
    }

    @Test
    void attachmentShouldPassThroughWhenItIsLargerThanMemory() throws IOException {
        // the heap of these tests is 1 GB
        Generated message = new Generated("Content-Type: a/b\nContent-Transfer-Encoding: base64\n\n",
                "aGVsbG8gd29ybGQK".repeat(4) + "\n", 1500 * MEGABYTE);
        long[] decoded = new long[1];
        WalkResult result = MimeWalker.walk(message, MimeLimits.DEFAULT, new MessageVisitor() {
            @Override
            public void attachment(String mediaType, String fileName, InputStream in) throws IOException {
                decoded[0] = in.transferTo(OutputStream.nullOutputStream());
            }
        });
        assertThat(result.isComplete()).isTrue();
        assertThat(decoded[0]).isBetween(1090 * MEGABYTE, 1125 * MEGABYTE);
    }

    static Stream<Arguments> costlyTexts() {
        String html = "Content-Type: text/html\n\n";
        String quoted = "Content-Transfer-Encoding: quoted-printable\n\n";
        return Stream.of(
                Arguments.of("elements nested", html, "<div>"),
                Arguments.of("formatting nested", html, "<b><i><a href=x>"),
                Arguments.of("tables nested", html, "<table><tr><td>"),
                Arguments.of("hidden elements", html, "<p hidden><div style='display:none'>"),
                Arguments.of("less-than signs", html, "<"),
                Arguments.of("tags without end", html, "<a "),
                Arguments.of("attributes", html + "<a ", "x=y "),
                Arguments.of("attribute without end", html + "<a style='", "font-size:"),
                Arguments.of("style of sizes", html, "<a style='" + "font-size:;".repeat(360) + "'>"),
                Arguments.of("name without end", html + "<", "a"),
                Arguments.of("comments without end", html, "<!--"),
                Arguments.of("declarations without end", html, "<!x"),
                Arguments.of("script with near ends", html + "<script>", "</scrip"),
                Arguments.of("ampersands", html, "&"),
                Arguments.of("reference without end", html + "&", "a"),
                Arguments.of("number without end", html + "&#", "1"),
                Arguments.of("names that are none", html, "&Countercloc"),
                Arguments.of("blanks, quoted", quoted, " "),
                Arguments.of("equals signs, quoted", quoted, "="),
                Arguments.of("soft breaks, quoted", quoted + "=", " \t"),
                Arguments.of("padding", "Content-Transfer-Encoding: base64\n\n", "="),
                Arguments.of("no base64", "Content-Transfer-Encoding: base64\n\n", "!"),
                Arguments.of("no UTF-8", "\n", "\u00e2\u0082"),
                Arguments.of("ISO-2022-JP", "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\u001b$B\u00ff\u001b(B"),
                Arguments.of("a boundary nearly there",
                        "Content-Type: multipart/mixed; boundary=" + "-".repeat(127) + "x\n\n", "-"),
                Arguments.of("boundaries nearly there", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", "\n--bb"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costlyTexts")
    void walkShouldTakeLinearTimeWhenTheTextIs(String what, String header, String piece) throws IOException {
        assertThat(MimeWalker.walk(new Generated(header, piece, 5 * MEGABYTE), MimeLimits.DEFAULT, READ_ALL).isComplete()).isTrue();
    }

    static Stream<Arguments> costlyValues() {
        return Stream.of(
                Arguments.of("words without end", "=?utf-8?Q?a"),
                Arguments.of("words of no charset", "=?"),
                Arguments.of("words of unknown charsets", "=?x-%d?Q?a?= "),
                Arguments.of("words of different charsets", "=?utf-8?Q?a?= =?koi8-r?Q?a?= "),
                Arguments.of("question marks", "?"),
                Arguments.of("a word of question marks", "=?utf-8?Q??????"),
                Arguments.of("parameters", "a/b; boundary=x; name*%d=y;"),
                Arguments.of("comments", "(a/b"),
                Arguments.of("quotes", "\"a/b"),
                Arguments.of("backslashes", "\\"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costlyValues")
    void walkShouldTakeLinearTimeWhenValuesAre(String what, String piece) throws IOException {
        StringBuilder value = new StringBuilder();
        IntStream.iterate(0, i -> value.length() < 900_000, i -> i + 1).forEach(i -> value.append(piece.replace("%d", "" + i)));
        for (String name : new String[] {"Subject", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding"}) {
            String message = "Content-Type: a/b\n".repeat(name.equals("Content-Type") ? 0 : 1) + name + ": " + value + "\n\nx";
            boolean read = !name.equals("Content-Type");
            assertThat(Seen.in(message).result.isComplete()).as(name).isEqualTo(read);
        }
    }

    @Test
    void resultShouldTellWhenABoundaryIsTooLongToLookFor() throws IOException {
        String boundary = "b".repeat(129);
        Seen seen = Seen.in("Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n\nhello");
        assertThat(seen.result.limit()).contains(Limit.STRUCTURE);
        assertThat(seen.texts.get(0)).endsWith("hello");
    }

    @Test
    void manySmallEncodedPartsShouldBeReadInTime() throws IOException {
        MimeLimits many = MimeLimits.builder().parts(100_001).headerOctets(20 << 20).build();
        Generated message = new Generated("Content-Type: multipart/mixed; boundary=b\n\n",
                "--b\nContent-Type: text/html; charset=x-none\nContent-Transfer-Encoding: base64\n\nPGI+\n", 83L * 100_000);
        assertThat(MimeWalker.walk(message, many, READ_ALL).isComplete()).isTrue();
    }
}
