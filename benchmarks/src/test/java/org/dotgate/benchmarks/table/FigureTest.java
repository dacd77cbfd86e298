package org.dotgate.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void lineShouldSayOkWhenAPromiseWasKept() {
        Figure figure = Figure.of("speed", "%.2f x bare", 0.97).wanted(">= 0.95", true);

        assertThat(Table.line(figure)).matches(" +speed +0\\.97 x bare +>= 0\\.95 +ok");
    }

    @Test
    void lineShouldSayShortWhenAPromiseWasNotKept() {
        Figure figure = Figure.of("speed", "%.2f x bare", 0.91).wanted(">= 0.95", false);

        assertThat(Table.line(figure)).matches(" +speed +0\\.91 x bare +>= 0\\.95 +SHORT");
    }

    @Test
    void lineShouldJudgeNothingWhenNothingWasPromised() {
        assertThat(Table.line(Figure.of("speed", "%d", 7))).matches(" +speed +7");
    }

    @Test
    void medianShouldBeTheMiddleWhenTheCountIsOdd() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    }

    @Test
    void medianShouldLieBetweenTheMiddleTwoWhenTheCountIsEven() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }
}
