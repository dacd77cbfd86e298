package org.dotgate.benchmarks.load;

/** Sends messages one after the other, and waits for each reply before the next command. */
final class Delivery implements Dialogue {
    private enum Awaited {
        GREETING(220),
        EHLO(250),
        MAIL(250),
        RCPT(250),
        DATA(354),
        DOT(250),
        QUIT(221);

        private final int wanted;

        Awaited(int wanted) {
            this.wanted = wanted;
        }
    }

    private final Load load;
    private final LoadResult result;
    private final Runnable greeted;
    private int left;
    private Awaited awaited = Awaited.GREETING;
    private long dotSent;

    /** @param greeted called when the server has greeted, or the connection failed before */
    Delivery(Load load, LoadResult result, Runnable greeted) {
        this.load = load;
        this.result = result;
        this.greeted = greeted;
        this.left = load.messagesEach();
    }

    @Override
    public void replied(Wire wire, int code, long now) {
        Awaited answered = awaited;
        if (answered == Awaited.GREETING) {
            greeted.run();
        } else if (answered == Awaited.DOT) {
            result.dotAnswered(now - dotSent, now);
        }
        if (code != answered.wanted && answered != Awaited.QUIT) {
            fail(answered + ": " + code);
            quit(wire);
            return;
        }
        switch (answered) {
            case GREETING -> say(wire, Awaited.EHLO, "EHLO client.test");
            case EHLO -> mail(wire);
            case MAIL -> say(wire, Awaited.RCPT, "RCPT TO:<ben" + result.nextRecipient() + "@dotgate.test>");
            case RCPT -> say(wire, Awaited.DATA, "DATA");
            case DATA -> content(wire);
            case DOT -> {
                result.messageAccepted();
                left--;
                if (left > 0) {
                    mail(wire);
                } else {
                    quit(wire);
                }
            }
            default -> {
                wire.close();
                result.sessionEnded();
            }
        }
    }

    private void mail(Wire wire) {
        say(wire, Awaited.MAIL, "MAIL FROM:<" + load.message().sender() + ">");
    }

    private void content(Wire wire) {
        awaited = Awaited.DOT;
        dotSent = System.nanoTime();
        result.dotSent();
        wire.send(load.message().octets());
    }

    private void quit(Wire wire) {
        say(wire, Awaited.QUIT, "QUIT");
    }

    private void say(Wire wire, Awaited next, String command) {
        awaited = next;
        wire.say(command);
    }

    @Override
    public void lost(Wire wire, String why, long now) {
        if (awaited == Awaited.GREETING) {
            greeted.run();
        } else if (awaited == Awaited.DOT) {
            result.dotLost();
        }
        if (left > 0) {
            fail(awaited + ": " + why);
        }
        result.sessionEnded();
    }

    private void fail(String why) {
        result.messagesFailed(why, left);
        left = 0;
    }
}
