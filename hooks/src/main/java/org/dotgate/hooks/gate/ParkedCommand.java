package org.dotgate.hooks.gate;

import org.dotgate.time.Alarm;

/**
 * One session parked at a command, from a hook's question to its answer, and no longer than the question may take. It holds
 * no thread. When the answer is there a worker has James handle the same line again, in which the hook finds it. The lock
 * is the object itself: it guards which comes first of answer, deadline and the client's leaving.
 */
final class ParkedCommand implements Parked {
    private final GateHouse house;
    private final Questions questions;
    private final Question<?> question;
    private final Errand errand;
    private final Runnable again;
    private final ParkedSession told;
    private boolean over;
    private Alarm deadline = () -> {};

    /**
     * To be made by the session's owner.
     *
     * @param line the command
     * @param again has James handle the line again, on a worker
     */
    ParkedCommand(GateHouse house, Lane lane, Questions questions, byte[] line, Runnable again) {
        this.house = house;
        this.questions = questions;
        this.question = questions.question();
        this.errand = new Errand(lane, () -> {});
        this.again = again;
        this.told = ParkedSession.atCommand(lane.session(), line, house.chains().timer());
    }

    /** Begins to wait; from here on the session is another's. */
    void await() {
        Alarm alarm = house.chains().timer().in(question.longest(), () -> {
            if (ends()) {
                wake(question.late());
            }
        });
        boolean overAlready;
        synchronized (this) {
            deadline = alarm;
            overAlready = over;
        }
        if (overAlready) {
            alarm.cancel();
        }
        question.whenAnswered(this::ends, this::wake);
    }

    /** Ends the waiting; true for the one that does so first. */
    private boolean ends() {
        Alarm due;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            due = deadline;
        }
        due.cancel();
        return true;
    }

    private void wake(Object answer) {
        house.workers().execute(() -> errand.run(() -> {
            questions.answered(answer);
            again.run();
        }));
    }

    @Override
    public ParkedSession told() {
        return told;
    }

    @Override
    public void clientDropped() {
        if (ends()) {
            question.cancel();
        }
    }

    /**
     * A QUIT does not end the waiting: no message can come any more, but the client stays for the replies, and one that
     * only asks whether an address exists takes them for the truth.
     */
    @Override
    public void clientQuit() {
        // the reply comes in its turn, and 221 behind it
    }
}
