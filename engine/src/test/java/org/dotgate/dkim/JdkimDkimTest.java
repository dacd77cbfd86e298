package org.dotgate.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dotgate.dkim.TestSigner.message;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dotgate.dkim.DkimResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JdkimDkimTest extends DkimRig {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple", "relaxed", "simple"})
    void signatureShouldHoldInEveryForm(String form) {
        signer.form = form;

        assertPass(check(signer.sign(PLAIN)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void signatureShouldHoldOnlyWhereTheFormAllowsTheChange(String label, UnaryOperator<String> change, boolean relaxed, boolean simple) {
        signer.form = "relaxed/relaxed";
        assertThat(check(change.apply(signer.sign(PLAIN))).status()).isEqualTo(relaxed ? Status.PASS : Status.FAIL);
        signer.form = "simple/simple";
        assertThat(check(change.apply(signer.sign(PLAIN))).status()).isEqualTo(simple ? Status.PASS : Status.FAIL);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a field on top", text -> "Received: from c by d\r\n" + text, true, true),
                change("a field in between", text -> text.replace("To:", "X-New: 1\r\nTo:"), true, true),
                change("fields in another order", text -> text.replace("To: bob@example.net\r\n", "")
                        .replace("\r\n\r\nHi", "\r\nTo: bob@example.net\r\n\r\nHi"), true, true),
                change("another subject", text -> text.replace("Dinner", "Lunch"), false, false),
                change("a subject on top of it", text -> text.replace("Subject:", "Subject: Lunch\r\nSubject:"), true, true),
                change("a subject below it", text -> text.replace("\r\n\r\nHi", "\r\nSubject: Lunch\r\n\r\nHi"), false, false),
                change("no subject", text -> text.replace("Subject: Dinner,  \t and\r\n\t more\r\n", ""), false, false),
                change("a line folded elsewhere", text -> text.replace("Dinner,  \t and\r\n\t more", "Dinner,\r\n  and more"), true, false),
                change("a name in capitals", text -> text.replace("Subject:", "SUBJECT:"), true, false),
                change("a space before the colon", text -> text.replace("Subject:", "Subject :"), true, false),
                change("another body", text -> text.replace("Bob", "Rob"), false, false),
                change("a body that goes on", text -> text + "P.S.\r\n", false, false),
                change("empty lines at the end", text -> text + "\r\n\r\n", true, true),
                change("no empty lines at the end", text -> text.replace("Alice\r\n\r\n", "Alice\r\n"), true, true),
                change("an empty line less inside", text -> text.replace(",\r\n\r\n", ",\r\n"), false, false),
                change("white space at a line end", text -> text.replace("Bob,\r\n", "Bob, \t\r\n"), true, false),
                change("a tab for two spaces", text -> text.replace("Hi  Bob", "Hi\tBob"), true, false),
                change("white space for an empty line", text -> text.replace(",\r\n\r\n", ",\r\n \r\n"), true, false),
                change("no white space", text -> text.replace("Hi  Bob", "HiBob"), false, false),
                change("another signature value", text -> text.replaceFirst("b=(....)", "b=AAAA"), false, false),
                change("a signature folded elsewhere", text -> text.replaceFirst(" b=(..)", " b= $1\r\n\t"), true, true),
                change("another body hash", text -> text.replaceFirst("bh=....", "bh=AAAA"), false, false));
    }

    private static Arguments change(String label, UnaryOperator<String> change, boolean relaxed, boolean simple) {
        return Arguments.of(label, change, relaxed, simple);
    }

    /** RFC 8463, appendix A. */
    @Test
    void signaturesOfTheStandardShouldHold() {
        String signed = message(
                "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;",
                " d=football.example.com; i=@football.example.com;",
                " q=dns/txt; s=brisbane; t=1528637909; h=from : to :",
                " subject : date : message-id : from : subject : date;",
                " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
                " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus",
                " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==",
                "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;",
                " d=football.example.com; i=@football.example.com;",
                " q=dns/txt; s=test; t=1528637909; h=from : to : subject :",
                " date : message-id : from : subject : date;",
                " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
                " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3",
                " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz",
                " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=",
                "From: Joe SixPack <joe@football.example.com>",
                "To: Suzie Q <suzie@shopping.example.net>",
                "Subject: Is dinner ready?",
                "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
                "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
                "",
                "Hi.",
                "",
                "We lost the game.  Are you hungry yet?",
                "",
                "Joe.");
        String ed25519 = "TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        String rsa = "TXT v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Q"
                + "vx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

        dns.zone().put("brisbane._domainkey.football.example.com", ed25519);
        assertThat(check(signed).domains()).containsExactly("football.example.com");
        dns.zone().put("brisbane._domainkey.football.example.com");
        assertThat(check(signed).status()).isEqualTo(Status.PERMERROR);
        dns.zone().put("test._domainkey.football.example.com", rsa);
        assertThat(check(signed).domains()).containsExactly("football.example.com");
    }

    @Test
    void signatureShouldHoldWithEd25519() {
        TestSigner other = TestSigner.ed25519();
        other.selector = "ed";
        dns.zone().put(other.keyName(), "TXT " + other.record());

        assertPass(check(other.sign(PLAIN)));
        assertThat(check(other.sign(PLAIN).replace("Bob", "Rob")).status()).isEqualTo(Status.FAIL);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"relaxed/relaxed", "relaxed/simple", "simple/simple"})
    void emptyBodiesAndOctetsOfAllKindsShouldBeSigned(String form) {
        signer.form = form;
        String odd = message("From: J\u00c3\u00bcrgen \u00ff <j@example.test>", "To: b@example.net", "Subject: \u0080\u00e4", "",
                "\u00e4\u00ff\u0000\u0001", " lone \r return", "lone \n feed", "..dots", "\t", "x".repeat(5000));

        assertPass(check(signer.sign(odd)));
        assertPass(check(signer.sign(message("From: a@example.test", "To: b", "Subject: c", ""))));
        assertPass(check(signer.sign(message("From: a@example.test", "To: b", "Subject: c", "", "", "", ""))));
        assertPass(check(signer.sign(message("From: a@example.test", "To: b", "Subject: c", "", "no line end").replaceAll("\r\n$", ""))));
        assertPass(check(signer.sign(message("From: a@example.test", "To: b", "Subject: c", "", " ", "\t \t", "x  ", " y").replaceAll("\r\n$", ""))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            version                     | v=1                | v=2                | PERMERROR
            algorithm without worth     | a=rsa-sha256       | a=rsa-sha1         | PERMERROR
            unknown algorithm           | a=rsa-sha256       | a=rot-13           | PERMERROR
            no algorithm                | a=rsa-sha256;      | ''                 | PERMERROR
            unknown form                | c=relaxed/relaxed  | c=loose/relaxed    | PERMERROR
            unknown form of the body    | c=relaxed/relaxed  | c=relaxed/loose    | PERMERROR
            no domain                   | d=example.test;    | ''                 | PERMERROR
            another domain              | d=example.test     | d=other.test       | PERMERROR
            a domain that is none       | d=example.test     | d=<b>.test         | PERMERROR
            an empty domain             | d=example.test     | d=                 | PERMERROR
            a long domain               | d=example.test     | d=a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.test | PERMERROR
            a selector that is none     | s=sel              | s=../x             | PERMERROR
            From is not signed          | h=from:            | h=                 | PERMERROR
            a name that is none         | h=from:            | h=from::           | PERMERROR
            a tag twice                 | v=1;               | v=1; v=1;          | PERMERROR
            no tags                     | v=1;               | hello;             | PERMERROR
            expired                     | v=1;               | v=1; x=1600000000; | PERMERROR
            expiry that is no number    | v=1;               | v=1; x=soon;       | PERMERROR
            identity elsewhere          | v=1;               | v=1; i=@other.test;| PERMERROR
            identity without @          | v=1;               | v=1; i=x.example.test;| PERMERROR
            broken identity             | v=1;               | v=1; i==zz@example.test;| PERMERROR
            length that is no number    | v=1;               | v=1; l=much;       | PERMERROR
            length beyond numbers       | v=1;               | v=1; l=99999999999999; | PERMERROR
            key not in DNS              | v=1;               | v=1; q=http/x;     | PERMERROR
            no signature value          | b=                 | x=                 | PERMERROR
            """)
    void brokenSignatureShouldBeAPermanentError(String label, String part, String instead, Status expected) {
        DkimResult result = check(signer.sign(PLAIN).replaceFirst("(?<![a-z])" + part, instead));

        assertThat(result.status()).as(result.detail()).isEqualTo(expected);
        assertThat(result.detail()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            as it is                | v=DKIM1; k=rsa; p=KEY       | PASS
            bare                    | p=KEY                       | PASS
            with white space        | v=DKIM1 ; p = KEY ;         | PASS
            unknown tag             | v=DKIM1; x=y; p=KEY         | PASS
            hash named              | v=DKIM1; h=sha256; p=KEY    | PASS
            testing                 | v=DKIM1; t=y; p=KEY         | PASS
            strict                  | v=DKIM1; t=s; p=KEY         | PASS
            revoked                 | v=DKIM1; k=rsa; p=          | PERMERROR
            other version           | v=DKIM2; p=KEY              | PERMERROR
            version not first       | p=KEY; v=DKIM1              | PERMERROR
            hash not allowed        | v=DKIM1; h=sha1; p=KEY      | PERMERROR
            other kind of key       | v=DKIM1; k=ed25519; p=KEY   | PERMERROR
            other local part        | v=DKIM1; g=bob; p=KEY       | PERMERROR
            no key in it            | v=DKIM1; k=rsa              | PERMERROR
            not base 64             | v=DKIM1; p=!!!!             | PERMERROR
            base 64 of nothing      | v=DKIM1; p=AAAA             | PERMERROR
            not a key record        | hello                       | PERMERROR
            """)
    void keyRecordShouldBeHeldToTheStandard(String label, String record, Status expected) {
        dns.zone().put(signer.keyName(), "TXT " + record.replace("KEY", signer.key()));

        assertThat(check(signer.sign(PLAIN)).status()).isEqualTo(expected);
    }

    @Test
    void keyShouldBeLookedFor() {
        dns.zone().put(signer.keyName());
        assertThat(check(signer.sign(PLAIN))).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.PERMERROR);
            assertThat(result.detail()).isEqualTo("example.test: there is no key");
        });
        dns.zone().put(signer.keyName(), "TXT v=spf1 -all", "TXT " + signer.record());
        assertPass(check(signer.sign(PLAIN)));
        dns.zone().put(signer.keyName(), "TXT " + TestSigner.rsa(2048).record());
        assertThat(check(signer.sign(PLAIN)).status()).isEqualTo(Status.FAIL);
        dns.zone().put(signer.keyName(), "TXT " + TestSigner.rsa(2048).record().replace("k=rsa", "t=y"));
        assertThat(check(signer.sign(PLAIN)).status()).as("a domain that tries signatures out").isEqualTo(Status.PERMERROR);
        dns.fail(signer.keyName());
        assertThat(check(signer.sign(PLAIN)).status()).isEqualTo(Status.TEMPERROR);
    }

    @ParameterizedTest(name = "{0} bits: {1}")
    @CsvSource({"512, PERMERROR", "1024, PASS", "4096, PASS", "5120, PERMERROR"})
    void keyShouldBeOfASizeToTrust(int bits, Status expected) {
        TestSigner other = TestSigner.rsa(bits);
        if (bits == 512) {
            // too short for what signs: any signature will do
            dns.zone().put(signer.keyName(), "TXT " + other.record());
            assertThat(check(signer.sign(PLAIN)).status()).isEqualTo(expected);
            return;
        }
        dns.zone().put(other.keyName(), "TXT " + other.record());
        assertThat(check(other.sign(PLAIN)).status()).isEqualTo(expected);
    }

    @Test
    void lengthTagShouldCountOnlyWhereItCoversTheWholeBody() {
        signer.form = "relaxed/simple";
        signer.more = "l=2; ";
        String signed = signer.sign(message("From: a@example.test", "To: b", "Subject: c", "", "Hi", "there"));
        DkimResult part = check(signed);
        signer.more = "l=4; ";
        DkimResult whole = check(signer.sign(message("From: a@example.test", "To: b", "Subject: c", "", "Hi")));
        DkimResult added = check(signer.sign(message("From: a@example.test", "To: b", "Subject: c", "", "Hi")) + "<script>\r\n");

        assertPass(whole);
        assertThat(List.of(part, added)).allSatisfy(result -> {
            assertThat(result.status()).isEqualTo(Status.PERMERROR);
            assertThat(result.detail()).contains("octets of the body only");
        });
    }

    @Test
    void bestSignatureShouldDecide() {
        TestSigner other = TestSigner.rsa();
        other.domain = "Other.test";
        dns.zone().put("sel._domainkey.other.test", "TXT " + other.record());
        String both = other.sign(signer.sign(PLAIN));
        assertThat(check(both)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.PASS);
            assertThat(result.domains()).containsExactly("other.test", "example.test");
        });

        String oneWrong = signer.sign(PLAIN).replaceFirst("bh=....", "bh=AAAA");
        assertThat(check(other.sign(oneWrong)).domains()).containsExactly("other.test");
        String twoWrong = other.sign(PLAIN).replaceFirst("bh=....", "bh=AAAA").replace(PLAIN, "") + oneWrong;
        assertThat(check(twoWrong)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.FAIL);
            assertThat(result.detail()).contains("other.test: ", "; example.test: ");
        });
        dns.fail("sel._domainkey.other.test");
        assertThat(check(twoWrong).status()).as("one may yet hold").isEqualTo(Status.TEMPERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n", "\r", ":", "From", "From: a@example.test\r\n\r\nHi", "DKIM-Signature", " folded\r\n first",
        "\r\nDKIM-Signature: v=1; in the body\r\n"})
    void resultShouldBeNoneWhenThereIsNoSignature(String text) {
        assertThat(check(text).status()).isEqualTo(Status.NONE);
        assertThat(dns.asked()).isEmpty();
    }
}
