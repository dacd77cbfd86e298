package org.dotgate.benchmarks.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.dotgate.filter.words.WordList;
import org.dotgate.filter.words.WordMatcher;
import org.dotgate.settings.SettingsException;

/** Who is measured. */
final class Contenders {
    private Contenders() {}

    /** Dotgate first, then all others. */
    static List<Contender> all(Sample sample) {
        return List.of(dotgate(sample), new TrieContender(sample), new WrapperContender(sample),
                HyperscanContender.boundaries(sample), HyperscanContender.literals(sample));
    }

    static Contender dotgate(Sample sample) {
        return new DotgateContender(matcher(sample), sample);
    }

    static WordMatcher matcher(Sample sample) {
        try {
            byte[] list = String.join("\n", sample.phrases()).getBytes(UTF_8);
            return WordMatcher.of(WordList.parse(list, "sample").phrases());
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }
}
