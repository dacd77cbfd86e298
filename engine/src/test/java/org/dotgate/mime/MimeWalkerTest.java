package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MimeWalkerTest {
    private static final String MIXED = """
            From: a@example.org
            Content-Type: multipart/mixed; boundary=outer

            preamble
            --outer
            Content-Type: multipart/alternative; boundary="inner"

            --inner

            plain
            --inner
            Content-Type: text/html

            <p>html</p>
            --inner--
            --outer
            Content-Type: image/png; name=dot.png
            Content-Transfer-Encoding: base64

            cG5n
            --outer
            Content-Type: message/rfc822

            Subject: forwarded
            Content-Type: multipart/mixed; boundary=third

            --third

            deep
            --third--
            --outer--
            epilogue
            """;

    @Test
    void everyLeafShouldBeShownInOrderWhenMultipartsAndMessagesNest() throws IOException {
        Seen seen = Seen.in(MIXED);
        assertThat(seen.texts).containsExactly("plain", "html", "deep");
        assertThat(seen.attachments).containsExactly("image/png 'dot.png' png");
        assertThat(seen.result.isComplete()).isTrue();
    }

    @Test
    void fieldsShouldTellHowDeepTheyLie() throws IOException {
        assertThat(Seen.in(MIXED).fields).containsExactly(
                "0 From: a@example.org",
                "0 Content-Type: multipart/mixed; boundary=outer",
                "1 Content-Type: multipart/alternative; boundary=\"inner\"",
                "2 Content-Type: text/html",
                "1 Content-Type: image/png; name=dot.png",
                "1 Content-Transfer-Encoding: base64",
                "1 Content-Type: message/rfc822",
                "2 Subject: forwarded",
                "2 Content-Type: multipart/mixed; boundary=third");
    }

    @Test
    void attachmentShouldNotBeDecodedWhenNobodyReadsIt() throws IOException {
        StringBuilder texts = new StringBuilder();
        MessageVisitor reader = new MessageVisitor() {
            @Override
            public void text(char[] chars, int from, int to) {
                texts.append(chars, from, to - from).append('|');
            }
        };
        MimeLimits none = MimeLimits.builder().attachmentOctets(0).build();
        assertThat(MimeWalker.walk(stream(MIXED), none, reader).isComplete()).isTrue();
        assertThat(texts.toString()).isEqualTo("plain|html |deep|");
    }

    @Test
    void messageShouldBeReadWhenItIsEncodedWhole() throws IOException {
        Seen seen = Seen.in("""
                Content-Type: message/rfc822
                Content-Transfer-Encoding: base64

                U3ViamVjdDogaW5uZXINCg0KaGVsbG8=
                """);
        assertThat(seen.fields).contains("1 Subject: inner");
        assertThat(seen.texts).containsExactly("hello");
    }

    @Test
    void partsOfDigestShouldBeMessagesWhenTheirTypeIsNotGiven() throws IOException {
        Seen seen = Seen.in("""
                Content-Type: multipart/digest; boundary=b

                --b

                Subject: one

                first
                --b--
                """);
        assertThat(seen.fields).contains("2 Subject: one");
        assertThat(seen.texts).containsExactly("first");
    }

    @Test
    void markupShouldBeShownWhenTheVisitorTakesIt() throws IOException {
        StringBuilder text = new StringBuilder();
        MimeWalker.walk(stream("Content-Type: text/html\n\n<a href='x'>y</a>"), MimeLimits.DEFAULT, new MessageVisitor() {
            @Override
            public boolean takesMarkup() {
                return true;
            }

            @Override
            public void text(char[] chars, int from, int to) {
                text.append(chars, from, to - from);
            }
        });
        assertThat(text.toString()).isEqualTo("<a href='x'>y</a>");
    }

    @Test
    void exceptionOfVisitorShouldEndTheWalk() {
        MessageVisitor quitter = new MessageVisitor() {
            @Override
            public void text(char[] chars, int from, int to) throws IOException {
                throw new IOException("enough");
            }
        };
        assertThatThrownBy(() -> MimeWalker.walk(stream(MIXED), MimeLimits.DEFAULT, quitter))
                .isInstanceOf(IOException.class).hasMessage("enough");
    }

    private static InputStream stream(String message) {
        return new ByteArrayInputStream(message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
