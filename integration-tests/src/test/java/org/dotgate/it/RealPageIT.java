package org.dotgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dotgate.it.harness.Browser;
import org.dotgate.it.harness.Outcome;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page that operators look at, in a real browser, of a James that has been sent real mail, much of it hostile. Pictures of it
 * are in {@code target/screenshots-real}. The tests that look come before those that change.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealPageIT {
    private static final Path PICTURES = Path.of("target/screenshots-real");
    /** Of sixteen payloads, some are no local part even in quotes. */
    private static final int QUOTED = 8;

    private static Browser browser;
    private static PageScene scene;

    @BeforeAll
    static void play(@TempDir Path directory) throws Exception {
        browser = Browser.orSkip();
        scene = new PageScene(directory);
        assertThat(scene.play()).as("hostile senders").isGreaterThanOrEqualTo(QUOTED);
    }

    @AfterAll
    static void end() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    @Order(1)
    void pageShouldShowAllAndInterpretNothingWhenMailIsHostile() throws Exception {
        check("looking");
    }

    @Test
    @Order(2)
    void parkedSessionsShouldBeSeenAndGoneWhenAFilterHoldsThem() throws Exception {
        List<SmtpClient> clients = List.of(scene.held("\"" + scene.payload(1).replace("\"", "\\\"") + "\"@client.test"),
                scene.held("ann@client.test"), scene.held(""));
        Patience.await("all wait").until(() -> scene.james().parked() == clients.size());

        check("waiting");

        clients.forEach(client -> {
            client.expect(250);
            client.quit();
        });
    }

    @Test
    @Order(3)
    void mailShouldBeReleasedAndDeletedWhenTheOperatorSaysSo() throws Exception {
        scene.send("released@client.test", "the good casino", 550);
        scene.send("deleted@client.test", "the bad casino", 550);

        check("keeping");

        assertThat(scene.james().delivered("released@client.test")).singleElement()
                .satisfies(mail -> assertThat(mail.attributes()).containsKey("dotgate.released"));
        assertThat(scene.james().kept("released@client.test")).isEmpty();
        assertThat(scene.james().kept("deleted@client.test")).isEmpty();
        assertThat(scene.james().delivered("deleted@client.test")).isEmpty();
    }

    @Test
    @Order(4)
    void recordsShouldBeCorrectedWhenTheOperatorSaysSo() throws Exception {
        scene.send("allowed@client.test", "let in", 451);
        int probes = scene.probes();
        scene.send("friend@good.test", "known", 250);
        assertThat(scene.probes()).as("friend is remembered").isEqualTo(probes);

        check("correcting");

        scene.send("allowed@client.test", "let in at once", 250);
        scene.send("anna@good.test", "forgotten", 451);
        scene.send("friend@good.test", "asked about anew", 250);
        assertThat(scene.probes()).isEqualTo(probes + 1);
    }

    @Test
    @Order(5)
    void formsShouldDoWhatTheOperatorSays() throws Exception {
        scene.send("read@client.test", "the best casino", 550);

        check("forms");

        scene.send("advance@client.test", "never seen before", 250);
        assertThat(scene.james().delivered("read@client.test")).singleElement()
                .satisfies(mail -> assertThat(mail.attributes()).containsKey("dotgate.released"));
        assertThat(scene.james().delivered("mallory@hostile.test")).as("what was only judged").isEmpty();
    }

    @Test
    @Order(6)
    void configurationShouldStayWhenTheOneThatIsReadIsWrong() throws Exception {
        scene.writeMain(false);
        try {
            check("misreading");
        } finally {
            scene.writeMain(true);
        }
    }

    @Test
    @Order(7)
    void pageShouldSayWhatItNeedsAndWorkWithItWhenJamesWantsTokens(@TempDir Path directory) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        try (RealJames james = RealJames.in(directory)
                .file("conf/jwt_publickey", "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .file("conf/spamwords.txt", "pills\n")
                .with(SmtpBlock.gated("dotgate", "[dot]\nrun = words\nkept = " + RealJames.KEPT
                        + "\n[filter words]\ntype = words\nlist = conf/spamwords.txt\nkeep = yes\n"))
                .webAdminWith("jwt.enabled=true\njwt.publickeypem.url=file://conf/jwt_publickey\n")
                .start()) {
            try (SmtpClient client = james.connect("dotgate")) {
                client.send("anna@client.test", RealJames.BEN, Letter.about("pills")).expect(550);
                client.quit();
            }
            Outcome outcome = browser.check(james.webAdmin("").toString(), "asking",
                    Map.of("DOTGATE_PAGE_SECRET", token(keys)), PICTURES);

            assertThat(outcome.passed()).as(outcome.output()).isTrue();
            assertThat(james.kept("anna@client.test")).as("what was deleted with a token").isEmpty();
        }
    }

    private static void check(String part) throws Exception {
        Outcome outcome = browser.check(scene.james().webAdmin("").toString(), part, Map.of(), PICTURES);
        assertThat(outcome.passed()).as(outcome.output()).isTrue();
    }

    /** A token of an administrator (RFC 7519) that James's key confirms. */
    private static String token(KeyPair keys) throws Exception {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String content = base64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString("{\"sub\":\"operator\",\"admin\":true}".getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64.encodeToString(signature.sign());
    }
}
