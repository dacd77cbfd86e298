package org.dotgate.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.dkim.TestSigner.octets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dotgate.dkim.DkimResult.Status;
import org.dotgate.mail.BytesMessage;
import org.dotgate.mail.SpooledMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers, silent servers and spent time do to a {@link JdkimDkim}. */
@Timeout(30)
class HostileDkimTest extends DkimRig {
    @Test
    void signaturesBeyondTheBoundShouldNotBeLookedAt() {
        String many = "DKIM-Signature: v=1; d=x.test\r\n".repeat(Verification.MAX_SIGNATURES) + signer.sign(PLAIN);
        assertThat(check(many).status()).isEqualTo(Status.PERMERROR);
        assertThat(dns.asked()).isEmpty();

        String few = "DKIM-Signature: v=1; d=x.test\r\n".repeat(Verification.MAX_SIGNATURES - 1) + signer.sign(PLAIN);
        assertPass(check(few));
    }

    @Test
    void signatureShouldNotCountWhenAReaderMaySeeAnotherFrom() {
        String signed = signer.sign(PLAIN);

        assertThat(check("From: Mallory <m@evil.test>\r\n" + signed).status()).isEqualTo(Status.PERMERROR);
        assertThat(check(signed.replaceFirst("\r\nFrom: [^\r]*", "")).status()).isEqualTo(Status.PERMERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DKIM-Signature:", "DKIM-Signature:\r\n", "DKIM-Signature: ;;;;", "DKIM-Signature: =", "DKIM-Signature: v",
        "DKIM-Signature: v=1", "dkim-signature : b=;b=;", "DKIM-Signature: \u0000=\u00ff", "DKIM-Signature: v=1;\n\n", "DKIM-Signature: \r\n \r\n \r\n"})
    void brokenHeaderShouldBeAPermanentError(String text) {
        assertThat(check(text).status()).isEqualTo(Status.PERMERROR);
    }

    @Test
    void hugeMessagesShouldCostLittle() {
        assertThat(check("X: y\r\n".repeat(100_000) + "\r\n").status()).isEqualTo(Status.PERMERROR);
        assertThat(check("X: " + "y".repeat(MessageHeader.MAX_OCTETS) + "\r\n\r\n").status()).isEqualTo(Status.PERMERROR);
        assertThat(check("DKIM-Signature: v=1; b=" + "A".repeat(100_000) + "\r\n\r\n").status()).isEqualTo(Status.PERMERROR);
        assertThat(check("DKIM-Signature: " + "a=b;".repeat(4000) + "\r\n\r\n").status()).isEqualTo(Status.PERMERROR);
        String names = "from:to:subject" + ":x".repeat(6000);
        signer.names = names;
        assertPass(check(signer.sign(PLAIN)));
        signer.names = "from:to:subject";
        dns.zone().put(signer.keyName(), "TXT g=" + "a".repeat(4000) + "(; p=AAAA");
        assertThat(check(signer.sign(PLAIN)).status()).isEqualTo(Status.PERMERROR);
        dns.zone().put(signer.keyName(), "TXT " + signer.record());
        assertPass(check(signer.sign(PLAIN + ("\r\n".repeat(50) + " \t".repeat(500) + "x").repeat(4000))));
    }

    @Test
    void everyMutationShouldEndWithoutAnException() {
        Random random = new Random(17);
        byte[] signed = octets(signer.sign(PLAIN));
        byte[] key = octets(signer.record());
        for (int i = 0; i < 3000; i++) {
            byte[] message = signed.clone();
            byte[] record = key.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
                record[random.nextInt(record.length)] = (byte) random.nextInt(256);
            }
            boolean keyToo = i % 2 == 0;
            dns.zone().put(signer.keyName(), "TXT " + new String(keyToo ? record : key, StandardCharsets.ISO_8859_1));
            assertThat(check(new BytesMessage(keyToo ? signed : message)).status()).isNotNull();
        }
    }

    @Test
    void checkShouldHoldNoThreadWhileDnsIsSilent() {
        dns.hold(signer.keyName());
        AtomicInteger opened = new AtomicInteger();
        SpooledMessage message = new BytesMessage(octets(signer.sign(PLAIN)));
        CompletionStage<DkimResult> result = dkim.check(new Watched(message, opened));

        assertThat(opened).as("nothing is read on the calling thread").hasValue(0);
        workers.run();
        assertThat(opened).hasValue(1);
        dns.release();
        assertThat(opened).as("nothing is verified on the resolver's thread").hasValue(1);
        workers.run();

        assertThat(result).isCompletedWithValueMatching(found -> found.status() == Status.PASS);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void checkShouldBeATemporaryErrorPastItsDeadline() {
        dns.hold(signer.keyName());
        AtomicInteger opened = new AtomicInteger();
        CompletionStage<DkimResult> result = dkim.check(new Watched(new BytesMessage(octets(signer.sign(PLAIN))), opened));
        workers.run();

        timer.turn(JdkimDkim.DEADLINE.minusMillis(1));
        workers.run();
        assertThat(result.toCompletableFuture()).isNotDone();
        timer.turn(Duration.ofMillis(1));
        workers.run();
        assertThat(result).isCompletedWithValueMatching(found -> found.status() == Status.TEMPERROR);
        dns.release();
        workers.run();
        assertThat(opened).as("what came later is not read").hasValue(1);
    }

    @Test
    void resultShouldTellWhenTheMessageCannotBeReadOrNoWorkerIsLeft() {
        Dkim ending = new JdkimDkim(dns, timer, step -> {
            throw new RejectedExecutionException();
        });
        SpooledMessage gone = new Watched(new BytesMessage(""), new AtomicInteger(-1000));

        assertThat(ending.check(gone)).isCompletedWithValueMatching(found -> found.status() == Status.TEMPERROR);
        assertThat(check(gone)).satisfies(found -> {
            assertThat(found.status()).isEqualTo(Status.PERMERROR);
            assertThat(found.detail()).isEqualTo("the message cannot be read: gone");
        });
    }

    /** Counts how often it is opened; below zero it cannot be. */
    private static final class Watched implements SpooledMessage {
        private final SpooledMessage message;
        private final AtomicInteger opened;

        Watched(SpooledMessage message, AtomicInteger opened) {
            this.message = message;
            this.opened = opened;
        }

        @Override
        public long size() {
            return message.size();
        }

        @Override
        public InputStream open() throws IOException {
            if (opened.incrementAndGet() < 0) {
                throw new IOException("gone");
            }
            return message.open();
        }

        @Override
        public Path file() throws IOException {
            return message.file();
        }

        @Override
        public void close() {
            message.close();
        }
    }
}
