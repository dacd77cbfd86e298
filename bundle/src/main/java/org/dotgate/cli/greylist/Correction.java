package org.dotgate.cli.greylist;

import java.util.concurrent.Callable;
import org.dotgate.cli.Done;
import org.dotgate.cli.Failure;
import org.dotgate.cli.james.JamesOptions;
import picocli.CommandLine.Mixin;

/** Something that is done to one record, or to an origin. */
abstract class Correction implements Callable<Integer> {
    private final boolean takesOrigin;
    private final String done;
    private final String nothing;

    @Mixin
    private KeyParameter record;

    @Mixin
    private JamesOptions james;

    @Mixin
    private Done telling;

    /**
     * @param takesOrigin whether it can be done to an origin
     * @param done what has happened then, in one word
     * @param nothing why nothing has
     */
    Correction(boolean takesOrigin, String done, String nothing) {
        this.takesOrigin = takesOrigin;
        this.done = done;
        this.nothing = nothing;
    }

    abstract boolean correct(Records records, String key) throws Failure;

    @Override
    public final Integer call() throws Failure {
        String key = record.key(takesOrigin);
        try (Records records = Records.at(james)) {
            boolean corrected = correct(records, key);
            if (!corrected) {
                record.hint();
            }
            return telling.tell("key", key, done, corrected, corrected ? done : nothing);
        }
    }
}
