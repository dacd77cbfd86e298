package org.dotgate.cli.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.dotgate.callout.answer.Answer;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.probe.ProbeResult;
import org.dotgate.cli.ProgressBar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OnlookerTest {
    private static final String ERASE = "\r\u001b[K";
    private static final ProbeResult RESULT = ProbeResult.of(Answer.UNKNOWN, Stage.GREETING, "silent").build();

    private final CompletableFuture<ProbeResult> result = new CompletableFuture<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    /** The probe ends when its time has been shown. */
    private final StringWriter err = new StringWriter() {
        @Override
        public void flush() {
            if (toString().contains("left")) {
                result.complete(RESULT);
            }
        }
    };

    private Onlooker onlooker(boolean watched) {
        ProgressBar progress = new ProgressBar(new PrintWriter(err), watched, Duration.ofSeconds(200).toMillis(), nanos::get);
        return new Onlooker(progress, () -> nanos.getAndAdd(Duration.ofSeconds(50).toNanos()), told::add);
    }

    @Test
    void timeShouldBeShownWhileNothingIsSaid() throws Exception {
        ProbeResult found = onlooker(true).await(onLine -> {
            onLine.accept("3 * connecting");
            return result;
        });

        assertThat(found).isSameAs(RESULT);
        assertThat(told).containsExactly("3 * connecting");
        assertThat(err.toString()).startsWith(ERASE + "[=======").contains("] 25%, ").endsWith(ERASE);
    }

    @Test
    void linesAloneShouldBeToldWhenNobodyLooksOn() throws Exception {
        ProbeResult found = onlooker(false).await(onLine -> {
            onLine.accept("3 * connecting");
            onLine.accept("9 < 220 mx");
            result.complete(RESULT);
            onLine.accept("12 > QUIT");
            return result;
        });

        assertThat(found).isSameAs(RESULT);
        assertThat(told).containsExactly("3 * connecting", "9 < 220 mx", "12 > QUIT");
        assertThat(err.toString()).isEmpty();
    }
}
