package org.dotgate.benchmarks.dot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {
    @ParameterizedTest
    @ValueSource(ints = {4 * 1024, 50 * 1024})
    void letterShouldBeOfTheSizeAskedForWhenMade(int size) {
        assertThat(Letters.of(size).size()).isBetween(size * 9 / 10, size * 11 / 10);
    }

    @Test
    void letterWithPictureShouldBeOfTheSizeAskedForWhenMade() {
        assertThat(Letters.attaching(50 * 1024).size()).isBetween(45 * 1024, 55 * 1024);
    }
}
