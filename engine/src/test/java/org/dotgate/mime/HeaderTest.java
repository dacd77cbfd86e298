package org.dotgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            plain text                     | hello world                                    | hello world
            folded                         | hello~ world                                   | hello world
            folded with a tab              | hello~\tworld                                  | 'hello\tworld'
            B                              | =?utf-8?B?aGVsbG8=?=                           | hello
            Q                              | =?utf-8?Q?hello_w=C3=B6rld?=                   | hello w\u00f6rld
            lower case                     | =?UTF-8?q?hello?=                              | hello
            adjacent words join            | =?utf-8?Q?hel?= =?utf-8?Q?lo?=                 | hello
            adjacent on two lines          | =?utf-8?Q?hel?=~ =?utf-8?Q?lo?=                | hello
            words without a blank between  | =?utf-8?Q?hel?==?utf-8?Q?lo?=                  | hello
            a character cut in two         | =?utf-8?Q?=C3?= =?utf-8?Q?=B6?=                | \u00f6
            cut in two, encodings differ   | =?utf-8?Q?=C3?= =?UTF-8?B?tg==?=               | \u00f6
            charsets differ                | =?utf-8?Q?=C3=B6?= =?iso-8859-1?Q?=F6?=        | \u00f6\u00f6
            text around words              | a =?utf-8?Q?b?= c                              | a b c
            word within a word             | a=?utf-8?Q?b?=c                                | abc
            language                       | =?utf-8*en?Q?hello?=                           | hello
            unknown charset                | =?x-own?Q?hel=C3=B6?=                          | hel\u00f6
            unknown encoding               | =?utf-8?X?hello?=                              | =?utf-8?X?hello?=
            no end                         | =?utf-8?Q?hello                                | =?utf-8?Q?hello
            no end, but another word       | =?utf-8?Q?hel =?utf-8?Q?lo?=                   | =?utf-8?Q?hel lo
            blanks in it                   | =?utf-8?Q?hello world?=                        | hello world
            question mark in it            | =?utf-8?Q?hello?you?=                          | hello?you
            bad escape                     | =?utf-8?Q?a=zz=4?=                             | a=zz=4
            padding in the middle          | =?utf-8?B?aGVsbG8=IQ==?=                       | hello!
            nothing in it                  | a =?utf-8?Q??= b                               | a  b
            nothing but question marks     | =????=                                         | =????=
            """)
    void valueShouldBeDecodedWhenItIs(String what, String written, String value) throws IOException {
        Seen seen = Seen.in("Subject: " + written.replace('~', '\n').replace("\\t", "\t") + "\n\n");
        assertThat(seen.fields).containsExactly("0 Subject: " + value.replace("\\t", "\t"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            plain                  | attachment; filename=a.txt                                     | a.txt
            quoted                 | attachment; filename="a b;c.txt"                               | a b;c.txt
            percent and apostrophe | attachment; filename="50%25 o'clock'.txt"                      | 50%25 o'clock'.txt
            charset                | attachment; filename*=utf-8'en'%C3%B6.txt                      | \u00f6.txt
            pieces out of order    | attachment; filename*1=b.txt; filename*0=a                     | ab.txt
            charset and pieces     | attachment; filename*0*=iso-8859-1''%F6; filename*1="%.txt"    | \u00f6%.txt
            charset over plain     | attachment; filename=x; filename*=utf-8''y                     | y
            encoded word           | attachment; filename="=?utf-8?Q?=C3=B6?=.txt"                  | \u00f6.txt
            raw UTF-8              | attachment; filename="\u00c3\u00b6.txt"                        | \u00f6.txt
            unknown charset        | attachment; filename*=x-own''a%41                              | aA
            bad escape             | attachment; filename*=utf-8''%zz%4                             | %zz%4
            bad piece number       | attachment; filename*9999999999=a; filename*x=b                | ''
            none                   | attachment                                                     | ''
            """)
    void fileNameShouldBeDecodedWhenItIs(String what, String disposition, String name) throws IOException {
        Seen seen = Seen.in("Content-Type: application/x\nContent-Disposition: " + disposition + "\n\nx");
        assertThat(seen.attachments).containsExactly("application/x '" + name + "' x");
    }
}
