package org.dotgate.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dotgate.callout.probe.ScriptedMx;
import org.dotgate.dns.ScriptedDns;
import org.dotgate.it.harness.Patience;
import org.dotgate.it.harness.RealJames;
import org.dotgate.it.harness.SmtpBlock;
import org.dotgate.it.harness.SmtpClient;
import org.dotgate.it.harness.SmtpReply;

/**
 * A real James with two configurations, and clients that send it what friends, strangers and attackers send: so that every part
 * of the page has something to show, and whatever a client may write has markup in it. Belongs to one test.
 */
final class PageScene implements AutoCloseable {
    /** In every message that the word list refuses. */
    static final String WORD = "casino";

    private static final String MAIN = "main";
    private static final String SECOND = "second";
    private static final String OPEN = "open";
    private static final String HOOKS = "org.dotgate.hooks.";

    private final List<String> payloads;
    private final ScriptedMx good;
    private final ScriptedMx hostile;
    private final ScriptedMx refusing;
    private final ScriptedDns dns;
    private final RealJames james;

    PageScene(Path directory) throws Exception {
        payloads = Files.readAllLines(Path.of("src/test/page/payloads.txt"));
        ScriptedMx.Builder friends = ScriptedMx.builder();
        for (String name : List.of("anna@good", "friend@good", "later@good", "gone@good", "quit@good", "released@client", "deleted@client",
                "allowed@client", "advance@client", "read@client")) {
            friends.mailbox(name + ".test");
        }
        good = friends.start();
        ScriptedMx.Builder attackers = ScriptedMx.builder().beside(good, "127.0.0.2").name(payloads.get(0))
                .unknown("550 5.1.1 " + payloads.get(1));
        for (int at = 0; at <= payloads.size(); at++) {
            attackers.mailbox(mallory(at));
        }
        hostile = attackers.start();
        refusing = ScriptedMx.builder().beside(good, "127.0.0.3").unknown("554 5.7.1 blocked " + payloads.get(2)).start();
        dns = ScriptedDns.start(Map.of("null.test", List.of("MX 0 ."), "client.test", List.of("MX 10 mx.good.test")));
        for (String[] host : new String[][] {{"good", "127.0.0.1"}, {"hostile", "127.0.0.2"}, {"refusing", "127.0.0.3"}}) {
            dns.zone().put(host[0] + ".test", "MX 10 mx." + host[0] + ".test");
            dns.zone().put("mx." + host[0] + ".test", "A " + host[1]);
        }
        james = RealJames.in(directory)
                .file("conf/allow.txt", "friend@good.test\n")
                .file("conf/spamwords.txt", WORD + "\nlottery winner\n" + payloads.get(0) + "\n")
                .with(SmtpBlock.gated(MAIN, main("")))
                // takes mail for whatever local part, so that recipients can be hostile, too
                .with(SmtpBlock.bare(OPEN).handlerReading(HOOKS + "SessionGate", "conf/" + MAIN + ".ini")
                        .senderHook().recipientHook().dotHook())
                .with(SmtpBlock.gated(SECOND, "[dot]\nrun = hold\n[store]\nurl = file:var/second\n"
                        + "[filter hold]\ntype = delay\ndelay = 20s\ntimeout = 60s\n"))
                .webAdmin()
                .start();
    }

    /** @param line a further one in front */
    private String main(String line) {
        return line + "[dot]\nrun = allow, words, slow, greylist\nkept = " + RealJames.KEPT + "\n"
                + "[filter allow]\ntype = allow\nlist = conf/allow.txt\nrequire-auth = none\n"
                + "[filter words]\ntype = words\nlist = conf/spamwords.txt\nkeep = yes\n"
                + "[filter slow]\ntype = delay\ndelay = 100ms..400ms\n"
                + "[filter greylist]\ntype = greylist\n"
                + "[greylist]\nmatch = envelope\ndelay = 1s\nspf = no\n"
                + "[store]\nurl = file:var/main\n"
                + "[callout]\nenabled = yes\nreply-at = rcpt\nresolver = " + dns.address() + "\nport = " + good.port()
                + "\nallow-private = yes\nsoft = helo 25s, mail 25s, rcpt 25s\nsoft-total = 28s\nper-mx-per-minute = 10000\n";
    }

    RealJames james() {
        return james;
    }

    /** How often the servers of senders were asked. */
    int probes() {
        return good.connections() + hostile.connections() + refusing.connections();
    }

    /** Makes the first configuration wrong, or right again. */
    void writeMain(boolean right) {
        james.file("conf/" + MAIN + ".ini", main(right ? "" : "[dott]\n"));
    }

    /** All of it. How many messages had a hostile address as their sender. */
    int play() {
        int quoted = 0;
        for (int at = 0; at < payloads.size(); at++) {
            quoted += attack(at) ? 1 : 0;
        }
        everyday();
        return quoted;
    }

    /** A hostile message with the payload wherever one fits; whether its sender's local part was one. */
    private boolean attack(int at) {
        String payload = payloads.get(at);
        String next = payloads.get((at + 1) % payloads.size());
        try (SmtpClient client = james.connectSilently(OPEN)) {
            client.expect(220);
            client.line("EHLO " + payload).reply();
            String mallory = "MAIL FROM:<" + mallory(at) + ">";
            client.ehlo();
            boolean quoted = client.line("MAIL FROM:<" + quoted(payload) + "@hostile.test>").reply().code() == 250;
            if (!quoted) {
                client.command(mallory, 250);
            }
            SmtpReply named = client.line("RCPT TO:<" + quoted(next) + "@dotgate.test>").reply();
            if (named.code() != 250) {
                // the sender does not exist, as its server says in its own words, or James takes no such address
                client.command("RSET", 250);
                client.command(mallory, 250);
                SmtpReply again = client.line("RCPT TO:<" + quoted(next) + "@dotgate.test>").reply();
                if (again.code() != 250) {
                    client.command("RCPT TO:<" + RealJames.BEN + ">", 250);
                }
            }
            client.command("DATA", 354);
            // what is even has the word in it, and is kept; what is odd has to wait
            client.dot(letter(payload, next, at % 2 == 0 ? WORD : "minutes")).expect(at % 2 == 0 ? 550 : 451);
            client.quit();
            return quoted;
        }
    }

    private static String mallory(int at) {
        return "mallory" + at + "@hostile.test";
    }

    /** A local part in quotes (RFC 5321, section 4.1.2). */
    private static String quoted(String text) {
        String cut = text.length() > 50 ? text.substring(0, 50) : text;
        return '"' + cut.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String letter(String payload, String next, String word) {
        String encoded = "=?utf-8?B?" + Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)) + "?=";
        return "From: \"" + payload.replace("\"", "\\\"") + "\" <mallory@hostile.test>\r\nTo: " + encoded + " <ben@dotgate.test>\r\n"
                + "Subject: " + word + " " + payload + "\r\nX-Mailer: " + next + "\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=part\r\n\r\n"
                + "--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Ben,\r\n" + payload + "\r\n"
                + "--part\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Dear Ben,</p>" + payload + "\r\n"
                + "--part\r\nContent-Type: image/png; name=\"" + payload.replace("\"", "\\\"") + ".png\"\r\n"
                + "Content-Disposition: attachment; filename=\"" + payload.replace("\"", "\\\"") + ".png\"\r\n\r\nx\r\n--part--\r\n";
    }

    private void everyday() {
        for (int at = 0; at < 6; at++) {
            send("friend@good.test", "lunch " + at, 250);
        }
        send("anna@good.test", "first attempt", 451);
        send("later@good.test", "first attempt", 451);
        send(mallory(payloads.size()), "lottery winner: claim your " + WORD + " prize", 550);
        for (String nobody : List.of("nobody@good.test", "someone@null.test", "we@refusing.test")) {
            try (SmtpClient client = james.connect(MAIN)) {
                client.command("MAIL FROM:<" + nobody + ">", 250);
                client.line("RCPT TO:<" + RealJames.BEN + ">").reply();
                client.quit();
            }
        }
        try (SmtpClient client = james.connect(MAIN)) {
            client.send("gone@good.test", RealJames.BEN, Letter.any());
            client.dropByFin();
        }
        try (SmtpClient client = james.connect(MAIN)) {
            client.send("quit@good.test", RealJames.BEN, Letter.any()).line("QUIT");
            client.expect(451);
            client.expect(221);
        }
        Patience.await("anna may come again").pollInterval(Duration.ofMillis(200)).until(() -> {
            try (SmtpClient client = james.connect(MAIN)) {
                int code = client.send("anna@good.test", RealJames.BEN, Letter.any()).reply().code();
                client.quit();
                return code == 250;
            }
        });
        Patience.await("nobody waits").until(() -> james.parked() == 0);
    }

    /** A small message to Ben by the first configuration. */
    void send(String sender, String subject, int code) {
        try (SmtpClient client = james.connect(MAIN)) {
            client.send(sender, RealJames.BEN, Letter.about(subject)).expect(code);
            client.quit();
        }
    }

    /** A client whose message the second configuration holds for some seconds, with this sender. */
    SmtpClient held(String sender) {
        return james.connect(SECOND).send(sender, RealJames.BEN, Letter.any());
    }

    String payload(int at) {
        return payloads.get(at);
    }

    @Override
    public void close() throws IOException {
        james.close();
        dns.close();
        List.of(good, hostile, refusing).forEach(ScriptedMx::close);
    }
}
