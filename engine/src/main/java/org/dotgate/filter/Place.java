package org.dotgate.filter;

import org.dotgate.work.Background;

/** One run's place in the background: not needed so far, awaited, or taken. Guarded by the run's lock. */
final class Place {
    private enum State {
        NONE,
        AWAITED,
        TAKEN
    }

    private final Background background;
    private State state = State.NONE;

    Place(Background background) {
        this.background = background;
    }

    /** Takes a place if there is one, for what could be done without. */
    boolean take() {
        if (state == State.NONE && background.tryEnter()) {
            state = State.TAKEN;
        }
        return state == State.TAKEN;
    }

    /** Has the action called when there is a place, for what must be done; the action tells it by {@link #found}. */
    void await(Runnable action, Effects effects) {
        state = State.AWAITED;
        effects.add(() -> background.enter(action));
    }

    void found() {
        state = State.TAKEN;
    }

    boolean isNone() {
        return state == State.NONE;
    }

    boolean isAwaited() {
        return state == State.AWAITED;
    }

    /** Gives the place back, if there is one. */
    void leave(Effects effects) {
        if (state == State.TAKEN) {
            effects.add(background::leave);
        }
        state = State.NONE;
    }
}
