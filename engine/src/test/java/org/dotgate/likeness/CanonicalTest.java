package org.dotgate.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mime.MimeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code match = canonical}: what a sender changes who builds a message anew does not count, all else does. */
class CanonicalTest {
    private static final String SENT = """
            Received: from here; Thu, 1 Jan 2026 00:00:00 +0000
            DKIM-Signature: v=1; b=abc
            Date: Thu, 1 Jan 2026 00:00:00 +0000
            Message-ID: <1@example.org>
            From: Annä <a@example.org>
            To: x@example.net, y@example.net
            Subject: A long subject that says what it is about
            Content-Type: multipart/mixed; boundary=one

            --one
            Content-Type: multipart/alternative; boundary=two

            --two
            Content-Type: text/plain; charset=utf-8

            Hello wörld, this is a text.
            It has two lines.
            --two
            Content-Type: text/html; charset=utf-8

            <p>Hello <a href="https://example.org/">wörld</a></p>
            --two--
            --one
            Content-Type: application/pdf; name=a.pdf
            Content-Transfer-Encoding: base64

            aGVsbG8gd29ybGQ=
            --one--
            """;

    private static final String REBUILT = """
            Received: from there; Thu, 1 Jan 2026 01:00:00 +0000
            Received: from a relay; Thu, 1 Jan 2026 00:59:00 +0000
            DKIM-Signature: v=1; b=xyz
            ARC-Seal: i=1
            X-Mailer: 2
            Message-ID: <2@example.org>
            Date: Thu, 1 Jan 2026 01:00:00 +0000
            From: =?utf-8?Q?Ann=C3=A4?=
             <a@example.org>
            To: x@example.net,
             y@example.net
            Subject: A long subject that
             says what it is about
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=_three"

            --=_three
            Content-Type: multipart/alternative; boundary="=_four"

            --=_four
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Hello w=F6rld,
            this is a text. It has
            two =
            lines.

            --=_four
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PHA+SGVsbG8gPGEKaHJlZj0iaHR0cHM6Ly9leGFtcGxlLm9yZy8iPnfDtnJsZDwvYT48L3A+
            --=_four--
            --=_three
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*=utf-8''a.pdf
            Content-Transfer-Encoding: quoted-printable

            hello=20world
            --=_three--
            """;

    @Test
    void rebuiltMessageShouldBeLikeTheFirst() throws IOException {
        assertThat(of(REBUILT)).isEqualTo(of(SENT)).hasSameHashCodeAs(of(SENT));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            text          | this is a text               | this is another text
            one letter    | wörld, this                  | wörlt, this
            joined words  | two lines                    | twolines
            link          | https://example.org/         | https://example.com/
            attachment    | aGVsbG8gd29ybGQ=             | aGVsbG8gd29ybGE=
            name          | name=a.pdf                   | name=a.exe
            type          | application/pdf              | application/x-exe
            subject       | A long subject               | A short subject
            From          | <a@example.org>              | <b@example.org>
            To            | To: x@example.net            | To: z@example.net
            Cc            | Subject:                     | Cc: z@example.net~Subject:
            a part more   | --one--                      | --one~~text~--one--
            a part cut    | 'Content-Type: text/html; charset=utf-8~~<p>'  | 'Content-Type: text/html; charset=utf-8~~x'
            """)
    void otherMessageShouldBeUnlikeWhenItDiffersIn(String what, String from, String to) throws IOException {
        String other = SENT.replace(from.replace('~', '\n'), to.replace('~', '\n'));
        assertThat(other).isNotEqualTo(SENT);
        assertThat(of(other)).isNotEqualTo(of(SENT));
    }

    @Test
    void textShouldNotMoveUnnoticedFromOneItemToAnother() throws IOException {
        assertThat(of("Subject: a b\n\n")).isNotEqualTo(of("Subject: a\n\nb")).isNotEqualTo(of("From: a b\n\n"));
        assertThat(of(parts("a b", "c"))).isNotEqualTo(of(parts("a", "b c")));
        assertThat(of(parts("a", "\uffffbc"))).isNotEqualTo(of(parts("a", "c")));
    }

    private static String parts(String first, String second) {
        return "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + first
                + "\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + second + "\n--b--\n";
    }

    @Test
    void unreadRestShouldCountWhenALimitIsReached() throws IOException {
        MimeLimits five = MimeLimits.builder().textOctets(5).build();
        assertThat(within(five, "\nhello world")).isNotEqualTo(within(five, "\nhello there"));
        assertThat(within(five, "\nhello world")).isEqualTo(within(five, "\nhello world"));
    }

    @Test
    void retryShouldBeKnownPastALimitWhenOnlyTheReceivedFieldOnTopDiffers() throws IOException {
        MimeLimits five = MimeLimits.builder().textOctets(5).build();
        Likeness first = within(five, "Received: from here\n\tby there; today\nSubject: x\n\nhello world");
        assertThat(within(five, "received: from here; tomorrow\nSubject: x\n\nhello world")).isEqualTo(first);
        assertThat(within(five, "Received: from here; tomorrow\nSubject: y\n\nhello world")).isNotEqualTo(first);
    }

    @Test
    void emptyMessageShouldBeLikeNoOther() throws IOException {
        MimeLimits one = MimeLimits.builder().headerOctets(1).build();
        assertThat(of("")).isNotEqualTo(of("\nx"));
        assertThat(within(one, "Received: x")).isNotEqualTo(of(""));
    }

    private static Likeness of(String message) throws IOException {
        return Likenesses.of(Match.CANONICAL, new BytesMessage(message));
    }

    private static Likeness within(MimeLimits limits, String message) throws IOException {
        return Likenesses.of(Match.CANONICAL, new BytesMessage(message), limits);
    }
}
