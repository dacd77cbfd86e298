package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderKeyTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            null sender              | ''                                                              | <>
            a person                 | Anna.Smith@Example.ORG                                          | anna.smith@example.org
            a person with a year     | anna1985@example.org                                            | anna1985@example.org
            a person and a number    | anna.smith.2@example.org                                        | anna.smith.#@example.org
            a short name and a digit | a-b2@example.org                                                | a-b2@example.org
            a phone number           | 4915112345678@sms.example                                       | 4915112345678@sms.example
            root domain              | anna@example.org.                                               | anna@example.org
            no domain                | MAILER-DAEMON                                                   | mailer-daemon
            subaddress               | anna+news@example.org                                           | anna@example.org
            BATV                     | prvs=47110a8b4c=anna@example.org                                | anna@example.org
            BATV, upper case         | PRVS=4711ABCDEF=Anna@example.org                                | anna@example.org
            BATV, old order          | prvs=anna/47110a8b4c@example.org                                | anna@example.org
            BATV, slash              | prvs=47110a8b4c/anna@example.org                                | anna@example.org
            BATV, longer tag         | prvs=0123456789abcd=anna@example.org                            | anna@example.org
            BATV of an appliance     | btv1==020c4e8bd0b==anna@example.org                             | anna@example.org
            BATV and VERP            | prvs=1234567890=list-return-7-ben=example.net@example.org       | list-return-#-*@example.org
            BATV of a mail service   | msprvs1=18283abcDEF12=bounces-226522-417@mail.example.org       | bounces-#@mail.example.org
            SRS0                     | SRS0=HHH=TT=example.com=anna@forward.example                    | srs0=example.com=anna@forward.example
            SRS0 with a plus         | SRS0+a+b/=4C=example.com=anna@forward.example                   | srs0=example.com=anna@forward.example
            SRS0 with a minus        | srs0-xyz4=6d=example.com=anna@forward.example                   | srs0=example.com=anna@forward.example
            SRS0 of a VERP           | SRS0=p9xQ=TT=lists.example=x-return-9-ben=example.net@f.example | srs0=lists.example=x-return-#-*@f.example
            SRS1                     | SRS1=GGG=forward.example==HHH=TT=example.com=anna@second.example| srs1=forward.example=srs0=example.com=anna@second.example
            SRS1 with a plus         | SRS1+GGG=forward.example=+HHH=TT=example.com=anna@s.example     | srs1=forward.example=srs0=example.com=anna@s.example
            SRS by name only         | srs0@example.org                                                | srs0@example.org
            ezmlm                    | list-return-4711-ben=example.net@lists.example                  | list-return-#-*@lists.example
            mailman                  | list-bounces+ben=example.net@lists.example                      | list-bounces@lists.example
            majordomo                | owner-list@lists.example                                        | owner-list@lists.example
            dash in the recipient    | list-return-12-jane-doe=example.net@lists.example               | list-return-#-jane-*@lists.example
            mail service with plus   | bounces+1234567-ab12-ben=example.net@em77.example.org           | bounces@em77.example.org
            mail service with hex    | bounce+0a1b2c.d34e5f-ben=example.net@mg.example.org             | bounce@mg.example.org
            UUID                     | 0100018c7f2a1b2c-6f5c2d3e-1a2b-4c3d-8e9f-0123456789ab-000000@ses.example | #@ses.example
            UUID, groups of letters  | m-deadbeef-cafe-4bad-babe-0123456789ab@example.org              | m-#@example.org
            campaign                 | bounce-12345_HTML-678-9012345-10-2@example.org                  | bounce-#_html-#@example.org
            a bounce host            | 3xYzABCDEFkdfjKLDF-qwerQWER@scout.bounces.example.com           | #@scout.bounces.example.com
            another bounce host      | v-ajdflk_kdjfkl_abc@bounce.shop.example                         | #@bounce.shop.example
            return host              | anything.at.all@return.example.org                              | #@return.example.org
            bounce in another label  | anna@bouncer.example.org                                        | anna@bouncer.example.org
            long token alone         | 20260101a7f3c9d2e4b6a8@example.org                              | #@example.org
            long word                | notification-kjhgfdsaqwertzuiopmnbvcxy@social.example           | notification-#@social.example
            token of letters, digits | news_x7f9q2zt@example.org                                       | news_#@example.org
            forwarded by a filter    | anna+caf_=ben=example.net@example.org                           | anna@example.org
            quoted                   | "Anna Smith"@example.org                                        | "anna smith"@example.org
            quoted with at sign      | "a@1234"@example.org                                            | "a@1234"@example.org
            two at signs             | a@b@example.org                                                 | a@b@example.org
            empty local part         | @example.org                                                    | @example.org
            8-bit                    | jürgen.1@exämple.org                                            | jürgen.#@exämple.org
            SMTPUTF8                 | 山田-42@例え.test                                                | 山田-#@例え.test
            only a plus              | +@example.org                                                   | +@example.org
            only separators          | -=-.@example.org                                                | -=-.@example.org
            """)
    void keyShouldLeaveOutWhatChangesFromMessageToMessage(String label, String sender, String key) {
        assertThat(SenderKey.of(sender)).isEqualTo(key);
        assertThat(SenderKey.of(sender)).as("made again").isEqualTo(SenderKey.of(sender));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            VERP counters  | list-return-1-ben=example.net@l.example         | list-return-2022-ben=example.net@l.example
            SRS days       | SRS0=a1B2=TT=example.com=anna@f.example         | SRS0=zzzz=TU=example.com=anna@f.example
            BATV tags      | prvs=0111aabbcc=anna@example.org                | prvs=0222ddeeff=anna@example.org
            UUIDs          | b-1b4e28ba-2fa1-11d2-883f-0016d3cca427@e.example | b-9c5b94b1-35ad-49bb-b118-8e8fc24abf80@e.example
            hex groups     | m-beef-1234-cafe@e.example                      | m-1a2b-dead-0000@e.example
            """)
    void keyShouldBeTheSameForTheNextMessage(String label, String one, String next) {
        assertThat(SenderKey.of(next)).isEqualTo(SenderKey.of(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "-", "+", "srs0=", "prvs=a=", "srs1=a=b=", "a=.", "1-", "\0", "\"", "@", "ä", "\ud800", "f-"})
    void keyShouldBeMadeInTimeLinearInAnAddressOf10000Octets(String piece) {
        String sender = piece.repeat(10_000 / piece.length()) + "@example.org";
        String shorter = piece.repeat(900 / piece.length()) + "@example.org";

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < 100; i++) {
                assertThat(SenderKey.of(sender)).isNotEmpty();
                assertThat(SenderKey.of(shorter)).isNotEmpty();
            }
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(5));
        });
    }

    @Test
    void keyShouldKeepANulForTheStoresKeyToHash() {
        assertThat(SenderKey.of("an\0na@example.org")).isEqualTo("an\0na@example.org");
    }
}
