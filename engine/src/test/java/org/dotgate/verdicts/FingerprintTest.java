package org.dotgate.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final Envelope ENVELOPE = new Envelope("a@example.org", List.of("x@example.net", "y@example.net"));
    private static final String SENT = "Date: today\nSubject: hello\n\nHello world\n";

    @Test
    void fingerprintShouldBeTheSameWhenRecipientsComeInAnotherOrderOrCase() throws IOException {
        Envelope other = new Envelope("A@Example.ORG", List.of("y@EXAMPLE.net", "X@example.net", "x@example.net"));
        assertThat(of(other, SENT)).isEqualTo(of(ENVELOPE, SENT)).hasSameHashCodeAs(of(ENVELOPE, SENT));
    }

    @Test
    void fingerprintShouldBeTheSameWhenTheMessageIsBuiltAnew() throws IOException {
        assertThat(of(ENVELOPE, "Subject: hello\nDate: tomorrow\n\nHello\nworld\n")).isEqualTo(of(ENVELOPE, SENT));
        assertThat(of(ENVELOPE, "Subject: hello\n\nHello there\n")).isNotEqualTo(of(ENVELOPE, SENT));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            another sender      | b@example.org | x@example.net y@example.net
            no sender           | ''            | x@example.net y@example.net
            a recipient less    | a@example.org | x@example.net
            a recipient more    | a@example.org | x@example.net y@example.net z@example.net
            sender as recipient | x@example.net | a@example.org y@example.net
            """)
    void fingerprintShouldDifferWhenTheEnvelopeHas(String what, String sender, String recipients) throws IOException {
        Envelope other = new Envelope(sender, List.of(recipients.split(" ")));
        assertThat(of(other, SENT)).isNotEqualTo(of(ENVELOPE, SENT));
        assertThat(Fingerprint.envelopeKey(other)).isNotEqualTo(Fingerprint.envelopeKey(ENVELOPE)).matches("[0-9a-f]{32}");
    }

    @Test
    void fingerprintShouldKeepTheKeyOfItsEnvelopeAndBeShownShort() throws IOException {
        assertThat(of(ENVELOPE, SENT).envelopeKey()).isEqualTo(Fingerprint.envelopeKey(ENVELOPE));
        assertThat(of(ENVELOPE, SENT).toString()).hasSize(18);
    }

    private static Fingerprint of(Envelope envelope, String message) throws IOException {
        return Fingerprint.of(envelope, new BytesMessage(message));
    }
}
