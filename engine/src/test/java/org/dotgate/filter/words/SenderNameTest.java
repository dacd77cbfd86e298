package org.dotgate.filter.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderNameTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a name and an address      | Ann Example <ann@example.org>          | Ann Example
            a quoted name              | "Example, Ann" <ann@example.org>       | "Example, Ann"
            no name                    | <ann@example.org>                      | ~~
            an address alone           | ann@example.org                        | ~~
            a comment                  | ann@example.org (Ann Example)          | (Ann Example)
            two authors                | Ann <a@example.org>, Bob <b@example.org> | Ann  , Bob
            text behind the address    | Ann <a@example.org> casino             | Ann   casino
            an at sign in the name     | win@home <a@example.org>               | win@home
            a bracket that stays open  | Ann <a@example.org                     | Ann
            a bracket too many         | Ann > <a@example.org>                  | Ann >
            a bracket in the name      | a < b <a@example.org>                  | a
            """)
    void nameShouldBeWhatIsNoAddress(String label, String field, String name) {
        assertThat(SenderName.of(field).strip()).isEqualTo(name);
    }

    @Test
    void hostileFieldShouldTakeLinearTime() {
        assertThatCode(() -> {
            SenderName.of("<".repeat(1 << 20));
            SenderName.of("<".repeat(1 << 20) + ">");
            SenderName.of("<>".repeat(1 << 19));
            SenderName.of("a@".repeat(1 << 19));
        }).doesNotThrowAnyException();
    }
}
