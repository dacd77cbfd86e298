package org.dotgate.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dotgate.likeness.Likeness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreylistRecordTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "1 pending c5f7c1e0a9b3d2468@1767225600000 c01d2c3e4f5a6b7c8@1767225660000",
        "1 pending -@1767225600000",
        "1 passed 1767225900000 3",
        "1 passed 1767225900000 3 first@1767225600000",
        "1 passed 1767225900000 1 allowed@1767225900000",
        "1 passed 1767225900000 1 first@1767225600000 allowed@1767225900000 c5f7c1e0a9b3d2468@1767225600000",
        "1 passed 1767225900000 1 c5f7c1e0a9b3d2468@1767225600000",
    })
    void lineOfTheDocumentationShouldBeReadAndWrittenAsItIs(String line) {
        assertThat(GreylistRecord.parse(line)).hasToString(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 pending", "2 passed 1767225900000 3", "1 passed x 3", "1 passed 1767225900000",
        "1 pending nothing", "1 pending @17", "1 pending c1@late", "0 pending c1@5", "1 passed 5 99999999999",
        "1 passed 5 1 first@soon", "1 passed 5 1 allowed@"})
    void lineOfAnotherFormShouldCountAsNone(String line) {
        GreylistRecord record = GreylistRecord.parse(line);

        assertThat(record.isPassed()).isFalse();
        assertThat(record.contents()).isEmpty();
    }

    @Test
    void lineShouldStayFarBelowTheStoresBoundWhenItIsFull() {
        GreylistRecord record = GreylistRecord.parse("1 passed 1767225900000 2147483647");
        for (int i = 0; i < 1000; i++) {
            record = record.with(Optional.of(Likeness.parse("c".repeat(Likeness.MAX_TEXT))), 1767225600000L, Standing.MAX_CONTENTS_EVERY);
        }

        assertThat(record.contents()).hasSize(64);
        assertThat(record.toString()).hasSizeLessThan(6000);
    }

    @Test
    void firstAttemptShouldBeKeptWhenItHasPassed() {
        GreylistRecord record = GreylistRecord.parse("1 pending -@1767225600000 c1@1767225660000").passing(1767225900000L);

        assertThat(record).hasToString("1 passed 1767225900000 1 first@1767225600000");
        assertThat(record.passing(1767229500000L)).hasToString("1 passed 1767225900000 2 first@1767225600000");
    }

    @Test
    void recordShouldStayBelowWhatATripletMayTakeWhenItHasBothMarks() {
        String line = GreylistRecord.parse("1 pending -@1767225600000").allowing(1767225900000L).toString();

        assertThat("192.0.2.0/24 anna@example.org ben@example.net" + line).hasSizeLessThan(120);
    }
}
