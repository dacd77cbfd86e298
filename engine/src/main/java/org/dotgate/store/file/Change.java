package org.dotgate.store.file;

import java.util.Arrays;
import org.dotgate.store.Call;

/** A change that somebody waits for. Immutable but for its outcome, which belongs to the writing thread. */
final class Change {
    private final Call<Boolean> call;
    private final Id id;
    private final byte[] known;
    private final Stored stored;
    private boolean made;

    /** @param known the value that is expected; null if none is */
    Change(Call<Boolean> call, Id id, byte[] known, Stored stored) {
        this.call = call;
        this.id = id;
        this.known = known;
        this.stored = stored;
    }

    Call<Boolean> call() {
        return call;
    }

    Id id() {
        return id;
    }

    Stored stored() {
        return stored;
    }

    /** Compares, and keeps the outcome. @param living what is there; null if nothing is */
    boolean decide(Stored living) {
        made = living == null ? known == null : Arrays.equals(living.value(), known);
        return made;
    }

    /** Whether a record has been written. */
    boolean isPut() {
        return made && !stored.isDeleted();
    }

    /** Tells who waits for it. */
    void answer() {
        if (isPut()) {
            call.answerPut(true);
        } else {
            call.answer(made);
        }
    }
}
