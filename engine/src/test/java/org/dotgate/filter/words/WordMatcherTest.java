package org.dotgate.filter.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.dotgate.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordMatcherTest {
    @ParameterizedTest(name = "{0}: \"{1}\" in \"{2}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            the same word                              | casino              | our casino today
            the whole text                             | casino              | casino
            the first word                             | casino              | casino today
            the last word                              | casino              | our casino
            capitals in the text                       | casino              | CaSiNo
            capitals in the phrase                     | CASINO              | casino
            digits are letters too                     | 4u                  | only 4U!
            before a comma                             | casino              | casino, roulette
            in quotes                                  | casino              | the "casino"
            in brackets                                | casino              | (casino)
            after an underscore                        | casino              | _casino_
            several words                              | make money fast     | you make money fast here
            over a line end                            | make money          | make\\r\\nmoney
            over an indented line                      | make money          | make\\r\\n\\t   money
            over a no-break space                      | make money          | make\\u00a0money
            over an ideographic space                  | make money          | make\\u3000money
            several spaces in the phrase               | make     money      | make money
            a longer phrase beside a shorter           | make                | make money fast
            a sign inside                              | e-mail              | by e-mail only
            a sign at the front                        | $100                | win $100 now
            a sign at the front, after a letter        | $100                | US$100 now
            a sign at the end                          | c++                 | learn C++, now
            signs alone                                | $$$                 | earn $$$$
            a single letter                            | x                   | vitamin x
            a word of more than 16 letters             | characterisations   | such characterisations!
            spaces around the phrase's sign            | 50 % off            | now 50 % off
            accents in the text                        | creme brulee        | Crème brûlée
            accents in the phrase                      | crème brûlée        | CREME BRULEE
            accents as marks of their own              | creme               | cre\\u0300me
            ß is ss                                    | strasse             | Straße
            ss is ß                                    | straße              | STRASSE
            capital ß                                  | strasse             | STRA\\u1e9eE
            Turkish dotted I                           | istanbul            | \\u0130stanbul
            Turkish dotless i                          | istanbul            | \\u0131stanbul
            final sigma                                | ΟΔΟΣ                | οδος
            sigma inside                               | οδοσ                | οδος
            Greek accents                              | ευρω                | εύρω
            stroke and ligature                        | smorgas coeur       | smørgås cœur
            Cyrillic capitals                          | бесплатно           | БЕСПЛАТНО!
            Cyrillic ё                                 | еще                 | ЕЩЁ
            full-width letters                         | viagra              | ｖｉａｇｒａ
            mathematical letters                       | free                | \\ud835\\udc1f\\ud835\\udc2b\\ud835\\udc1e\\ud835\\udc1e
            circled letters                            | free                | ⓕⓡⓔⓔ
            a ligature of type                         | office              | oﬃce
            zero-width space in the word               | viagra              | via\\u200bgra
            soft hyphen in the word                    | viagra              | via\\u00adgra
            byte order mark in the word                | viagra              | \\ufeffviagra
            word joiner in the word                    | viagra              | v\\u2060iagra
            zero-width joiner between Latin letters    | viagra              | via\\u200dgra
            direction marks                            | viagra              | \\u202eviagra\\u202c
            a control character in the word            | viagra              | via\\u0000gra
            a combining grapheme joiner in the word    | viagra              | via\\u034fgra
            a tag character in the word                | viagra              | via\\udb40\\udc41gra
            a variation selector                       | viagra              | viagra\\ufe0f
            typographic apostrophe                     | don't wait          | don’t wait
            typographic quotes                         | say "yes"           | say “yes” now
            long dash                                  | now - or never      | now — or never
            a trade mark sign is no letter             | viagra              | Viagra™
            Chinese inside a sentence                  | 免费                | 这是免费的午餐
            Chinese in full-width signs                | 免费!               | 免费！
            Latin beside Chinese                       | viagra              | 买viagra吧
            Chinese and Latin                          | 免费vpn             | 最好的免费VPN服务
            Japanese, half-width kana                  | ガイド              | 旅行ｶﾞｲﾄﾞ本
            Thai inside a sentence                     | ฟรี                 | รับฟรีวันนี้
            Korean word                                | 무료                | 지금 무료 체험
            Korean, decomposed                         | 무료                | \\u1106\\u116e\\u1105\\u116d
            Hindi with its vowel signs                 | मुफ्त               | यह मुफ्त है
            Arabic without vowel signs                 | مجانا               | مَجَّاناً
            Arabic, stretched                          | مجانا               | مجـــانا
            Persian with its joiner                    | می\\u200cخواهم      | من می\\u200cخواهم
            Hebrew without points                      | שלום                | שָׁלוֹם
            emoji                                      | 💰                  | get 💰💰 now
            open at the end                            | casino*             | casinos
            open at the end, and it ends there         | casino*             | casino
            open at the end, several words             | free casino*        | your free casinobonus
            open at the front                          | *shop               | a webshop
            open at both ends                          | *bit*               | rabbits
            an asterisk inside is itself               | f*ck                | what the f*ck
            one letter, open                           | q*                  | quick
            """)
    void phraseShouldBeFoundWhenItStandsThere(String label, String phrase, String text) throws Exception {
        assertThat(found(unescape(phrase), unescape(text))).containsExactly(unescape(phrase));
    }

    @ParameterizedTest(name = "{0}: \"{1}\" not in \"{2}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            inside a longer word               | sex            | Essex and Sussex
            at the front of a longer word      | casino         | casinos
            at the end of a longer word        | sino           | casino
            the first half                     | make money     | make moneys
            the second half                    | make money     | remake money
            a word between                     | make money     | make more money
            a comma between                    | make money     | make, money
            no space between                   | make money     | makemoney
            a space where there is none        | makemoney      | make money
            another sign inside                | e-mail         | e_mail
            cut off                            | make money     | make mone
            a digit follows                    | route          | route66
            a letter with an accent follows    | caf            | café
            a Cyrillic letter follows          | a              | aб
            a sign missing at the end          | c++            | learn C+
            open at the front only             | *shop          | shopping
            open at the end only               | casino*        | mycasino
            a long word, middle differs        | characterXisations | characterYisations
            Korean with a particle             | 무료           | 무료로
            Chinese, another character         | 免费           | 免税费
            Hindi with another vowel sign      | मुफ्त          | मफ्त
            kana with another voicing mark     | カ             | ガ
            Persian without its joiner         | می\\u200cخواهم | میخواهم
            """)
    void phraseShouldNotBeFoundWhenTheWordIsAnother(String label, String phrase, String text) throws Exception {
        assertThat(found(unescape(phrase), unescape(text))).isEmpty();
    }

    @Test
    void everyPhraseShouldBeFoundWhenManyBeginAlike() throws Exception {
        String list = "free\nfree money\nfree money now\nfree money*\nfree-money\nfree, money\n*ee mon*\nmoney now\nfreedom";

        assertThat(found(list, "get free money now"))
                .containsExactly("free", "free money", "free money now", "free money*", "*ee mon*", "money now");
        assertThat(found(list, "get free-money")).containsExactly("free", "free-money");
        assertThat(found(list, "get free, money")).containsExactly("free", "free, money");
    }

    @Test
    void phraseShouldBeFoundWhereverThePiecesAreCut() throws Exception {
        WordMatcher matcher = matcher("make money fast\nÜber\n𝐟𝐫𝐞𝐞 gift\n*免费*");
        String text = "You\r\n make   money\r\nFAST, u\u0308ber 𝐟𝐫𝐞𝐞\u00a0gift 这是免费的";
        byte[] octets = text.getBytes(UTF_8);
        for (int cut = 0; cut <= octets.length; cut++) {
            if (cut < octets.length && octets[cut] >> 6 == -2) {
                continue;
            }
            WordSearch search = matcher.search();
            search.beginBody();
            search.text(octets, 0, cut);
            search.text(octets, cut, octets.length);
            search.end();

            assertThat(search.found().cardinality()).as("cut at " + cut).isEqualTo(4);
        }
    }

    @Test
    void phraseShouldBeFoundWhereverTheWindowEnds() throws Exception {
        WordMatcher matcher = matcher("make money fast\n*ey fa*\nabcdefghijklmnopqrstuvwxyz");
        String text = "make money fast abcdefghijklmnopqrstuvwxyz";
        for (int before = FoldedText.FULL - 100; before < FoldedText.FULL + 100; before++) {
            assertThat(search(matcher, "-".repeat(before) + text + " and so on")).as(before + " before").hasSize(3);
            assertThat(search(matcher, "a".repeat(before) + " " + text)).as("a word of " + before + " before").hasSize(3);
        }
    }

    @Test
    void wordShouldBeFoundWhateverItsLength() throws Exception {
        for (int length = 1; length <= 198; length++) {
            String word = "abcdefghijklmnopq".repeat(12).substring(0, length);
            for (int before = 0; before < 9; before++) {
                String start = "-".repeat(before);

                assertThat(found(word, start + word)).as("alone, " + length).hasSize(1);
                assertThat(found(word + " x", start + word + " x y")).as("before another, " + length).hasSize(1);
                assertThat(found(word, start + word + "r")).as("longer, " + length).isEmpty();
            }
        }
    }

    @Test
    void phraseShouldNotCrossTexts() throws Exception {
        WordMatcher matcher = matcher("make money");
        WordSearch search = matcher.search();
        for (String part : List.of("we make", "money here")) {
            search.beginBody();
            search.text(part.getBytes(UTF_8), 0, part.length());
            search.end();
        }

        assertThat(search.found().isEmpty()).isTrue();
    }

    @Test
    void limitedPhraseShouldCountInItsPlaceOnly() throws Exception {
        WordMatcher matcher = matcher("one\nsubject:two\nbody:three\nx-mailer:four\nfrom:five\nany:six: seven");

        assertThat(searchField(matcher, "Subject", "one two three four five six: seven"))
                .containsExactly("one", "subject:two", "any:six: seven");
        assertThat(searchField(matcher, "X-Mailer", "one two three four five six")).containsExactly("x-mailer:four");
        assertThat(searchField(matcher, "From", "one two three four five six")).containsExactly("from:five");
        assertThat(search(matcher, "one two three four five six: seven"))
                .containsExactly("one", "body:three", "any:six: seven");
        assertThat(matcher.search().beginField("to")).isFalse();
        assertThat(matcher.search().beginField("body")).isFalse();
    }

    @Test
    void samePhraseShouldCountInEachOfItsPlaces() throws Exception {
        WordMatcher matcher = matcher("body:one\nsubject:one\nbody:*two*\nsubject:*two*");
        WordSearch search = matcher.search();
        byte[] text = "one two".getBytes(UTF_8);
        search.beginField("subject");
        search.text(text, 0, text.length);
        search.end();
        search.beginBody();
        search.text(text, 0, text.length);
        search.end();

        assertThat(search.found().cardinality()).isEqualTo(4);
    }

    private static List<String> found(String list, String text) throws SettingsException {
        return search(matcher(list), text);
    }

    private static WordMatcher matcher(String list) throws SettingsException {
        return WordMatcher.of(WordList.parse(list.getBytes(UTF_8), "list.txt").phrases());
    }

    private static List<String> search(WordMatcher matcher, String text) {
        WordSearch search = matcher.search();
        search.beginBody();
        return finish(matcher, search, text);
    }

    private static List<String> searchField(WordMatcher matcher, String field, String text) {
        WordSearch search = matcher.search();
        assertThat(search.beginField(field)).isTrue();
        return finish(matcher, search, text);
    }

    private static List<String> finish(WordMatcher matcher, WordSearch search, String text) {
        byte[] octets = text.getBytes(UTF_8);
        search.text(octets, 0, octets.length);
        search.end();
        return search.found().stream().mapToObj(matcher.phrases()::get).map(Phrase::written).collect(Collectors.toList());
    }

    /** Rows show invisible characters by their numbers. */
    private static String unescape(String row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.length(); i++) {
            if (row.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(row.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (row.charAt(i) == '\\') {
                char c = row.charAt(++i);
                text.append(c == 'r' ? '\r' : c == 'n' ? '\n' : '\t');
            } else {
                text.append(row.charAt(i));
            }
        }
        return text.toString();
    }
}
