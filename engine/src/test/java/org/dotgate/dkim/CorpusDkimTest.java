package org.dotgate.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dotgate.dns.ZoneDns;
import org.dotgate.mail.BytesMessage;
import org.dotgate.time.ManualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Verifies every message of the folder that the environment variable {@code DOTGATE_CORPUS} names; no key is known. */
@EnabledIfEnvironmentVariable(named = "DOTGATE_CORPUS", matches = ".+")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CorpusDkimTest {
    @Test
    void everyMessageShouldEndInTheResultItsHeaderAsksFor() throws IOException {
        Dkim dkim = new JdkimDkim(ZoneDns.of(Map.of()), new ManualTimer(), Runnable::run);
        int signed = 0;
        for (Path file : messages()) {
            byte[] octets = Files.readAllBytes(file);
            String text = new String(octets, StandardCharsets.ISO_8859_1);
            DkimResult result = dkim.check(new BytesMessage(octets)).toCompletableFuture().getNow(null);

            assertThat(result).as("%s", file).isNotNull();
            String header = text.split("\r?\n\r?\n", 2)[0].toLowerCase(Locale.ROOT);
            boolean bearsOne = ("\n" + header).contains("\ndkim-signature:");
            assertThat(result.status()).as("%s: %s", file, result.detail())
                    .isEqualTo(bearsOne ? DkimResult.Status.PERMERROR : DkimResult.Status.NONE);
            signed += bearsOne ? 1 : 0;
        }
        assertThat(signed).isPositive();
    }

    private static List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getenv("DOTGATE_CORPUS")))) {
            List<Path> messages = files.filter(file -> file.toString().endsWith(".eml")).sorted().collect(Collectors.toList());
            assertThat(messages).isNotEmpty();
            return messages;
        }
    }
}
