package org.dotgate.callout.probe;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dotgate.callout.answer.Meaning;
import org.dotgate.callout.answer.RemoteReply;
import org.dotgate.callout.answer.Stage;
import org.dotgate.callout.route.Target;

/**
 * What is said with one mail exchanger, from its greeting to our QUIT, never DATA. The outcome is told as soon as it is known;
 * the polite end comes behind it. Owned by its connection's event loop.
 */
final class Dialogue implements Connection.User {
    /** Who is told. Called on the event loop. */
    interface Listener {
        /** Called once, and before {@link #ended}, unless the dialogue is hung up on. */
        void outcome(Outcome outcome);

        /** The connection is gone. Called once. */
        void ended();
    }

    /** What is waited for, each but the first and the last the reply to a command. */
    private enum Step {
        CONNECT(Stage.CONNECT),
        GREETING(Stage.GREETING),
        EHLO(Stage.HELO),
        HELO(Stage.HELO),
        STARTTLS(Stage.HELO),
        HANDSHAKE(Stage.HELO),
        MAIL(Stage.MAIL),
        /** RSET between two reverse-paths. */
        NEXT_SENDER(Stage.RSET),
        RCPT(Stage.RCPT),
        /** RCPT of an address that nobody has. */
        NOBODY(Stage.RCPT),
        /** RSET at the end. */
        PARTING(Stage.RSET),
        QUIT(Stage.QUIT);

        final Stage stage;

        Step(Stage stage) {
            this.stage = stage;
        }
    }

    private static final int CLOSING = 421;

    private final Commands commands;
    private final Means means;
    private final boolean withTls;
    private final Listener listener;
    private final Connection connection;
    private Step step = Step.CONNECT;
    private Set<String> extensions = Set.of();
    private boolean tlsBegun;
    private int sender;
    /** That the address was accepted, while it is not yet known what else would be. */
    private Outcome accepted;
    private boolean told;

    /** @param withTls whether STARTTLS is used where it is offered */
    Dialogue(Commands commands, Means means, LoopTimer timer, Transcript transcript, boolean withTls, Listener listener) {
        this.commands = commands;
        this.means = means;
        this.withTls = withTls;
        this.listener = listener;
        connection = new Connection(timer, commands.request().timeouts(), transcript, this);
    }

    void begin(Target target) {
        connection.open(target, commands.request().port());
    }

    /** Ends it without an outcome other than what is known by now. */
    void giveUp(String why) {
        connection.lose(why);
    }

    /** Ends it at once, with no outcome. */
    void hangUp() {
        told = true;
        connection.hangUp();
    }

    @Override
    public void connected() {
        step = Step.GREETING;
        connection.await(Stage.GREETING);
    }

    @Override
    public void encrypted() {
        // what was said in the clear must be forgotten (RFC 3207, section 4.2)
        extensions = Set.of();
        ehlo();
    }

    @Override
    public void lost(String why) {
        if (accepted != null) {
            tell(accepted);
        } else if (tlsBegun && step.stage == Stage.HELO) {
            tell(Outcome.failedTls(why));
        } else {
            tell(Outcome.nothing(step.stage, why));
        }
    }

    @Override
    public void ended() {
        listener.ended();
    }

    @Override
    public void replied(RemoteReply reply) {
        Meaning meaning = means.meaning(step.stage, reply);
        switch (step) {
            case GREETING:
                goOn(meaning, reply, this::ehlo);
                break;
            case EHLO:
                ehloReplied(meaning, reply);
                break;
            case HELO:
                goOn(meaning, reply, this::mail);
                break;
            case STARTTLS:
                startTlsReplied(reply);
                break;
            case MAIL:
                mailReplied(meaning, reply);
                break;
            case NEXT_SENDER:
                goOn(meaning, reply, this::mail);
                break;
            case RCPT:
                rcptReplied(meaning, reply);
                break;
            case NOBODY:
                nobodyReplied(meaning, reply);
                break;
            case PARTING:
                quit();
                break;
            default:
                connection.hangUp();
        }
    }

    private void ehlo() {
        step = Step.EHLO;
        connection.send(commands.ehlo(), Stage.HELO);
    }

    private void ehloReplied(Meaning meaning, RemoteReply reply) {
        if (meaning == Meaning.ACCEPTED) {
            extensions = extensions(reply.lines());
            if (withTls && !tlsBegun && extensions.contains("STARTTLS")) {
                step = Step.STARTTLS;
                connection.send(commands.startTls(), Stage.HELO);
            } else {
                mail();
            }
        } else if (reply.code() / 100 == 5) {
            // whoever knows no EHLO may know HELO (RFC 5321, section 3.2); whoever refuses us says so again
            step = Step.HELO;
            connection.send(commands.helo(), Stage.HELO);
        } else {
            conclude(Outcome.of(meaning, Stage.HELO, reply), reply);
        }
    }

    private static Set<String> extensions(List<String> lines) {
        Set<String> keywords = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            keywords.add(line.trim().split(" ", 2)[0].toUpperCase(Locale.ROOT));
        }
        return keywords;
    }

    private void startTlsReplied(RemoteReply reply) {
        if (reply.code() == 220) {
            step = Step.HANDSHAKE;
            if (connection.isSettled()) {
                tlsBegun = true;
                connection.encrypt(means.tls());
            }
        } else if (reply.code() == CLOSING) {
            conclude(Outcome.nothing(Stage.HELO, reply.toString()), reply);
        } else {
            mail();
        }
    }

    private void mail() {
        if (commands.needsUtf8() && !extensions.contains("SMTPUTF8")) {
            tell(Outcome.nothing(Stage.MAIL, "the address needs SMTPUTF8, which the server does not offer"));
            quit();
            return;
        }
        step = Step.MAIL;
        connection.send(commands.mail(sender), Stage.MAIL);
    }

    private void mailReplied(Meaning meaning, RemoteReply reply) {
        boolean another = meaning == Meaning.BAD_SENDER || meaning == Meaning.UNCLEAR && reply.code() / 100 == 5;
        if (meaning == Meaning.ACCEPTED) {
            step = Step.RCPT;
            connection.send(commands.rcpt(), Stage.RCPT);
        } else if (!another || !nextSender(reply)) {
            conclude(Outcome.of(meaning, Stage.MAIL, reply), reply);
        }
    }

    private boolean nextSender(RemoteReply reply) {
        if (sender + 1 == commands.senders() || reply.code() == CLOSING) {
            return false;
        }
        sender++;
        step = Step.NEXT_SENDER;
        connection.send(commands.rset(), Stage.RSET);
        return true;
    }

    private void rcptReplied(Meaning meaning, RemoteReply reply) {
        Outcome outcome = Outcome.of(meaning, Stage.RCPT, reply);
        if (meaning == Meaning.ACCEPTED && commands.request().catchAll()) {
            accepted = outcome;
            step = Step.NOBODY;
            connection.send(commands.rcpt(means.nobody()), Stage.RCPT);
        } else if (meaning != Meaning.BAD_SENDER || !nextSender(reply)) {
            conclude(outcome, reply);
        }
    }

    private void nobodyReplied(Meaning meaning, RemoteReply reply) {
        if (meaning == Meaning.ACCEPTED) {
            conclude(accepted.catchAll(), reply);
        } else if (meaning == Meaning.NO_SUCH_ADDRESS) {
            conclude(accepted.tellingApart(), reply);
        } else {
            conclude(accepted, reply);
        }
    }

    private void goOn(Meaning meaning, RemoteReply reply, Runnable next) {
        if (meaning == Meaning.ACCEPTED) {
            next.run();
        } else {
            conclude(Outcome.of(meaning, step.stage, reply), reply);
        }
    }

    private void conclude(Outcome outcome, RemoteReply reply) {
        Step at = step;
        tell(outcome);
        if (reply.code() == CLOSING) {
            connection.hangUp();
        } else if (at == Step.RCPT || at == Step.NOBODY) {
            step = Step.PARTING;
            connection.send(commands.rset(), Stage.RSET);
        } else {
            quit();
        }
    }

    private void quit() {
        step = Step.QUIT;
        connection.send(commands.quit(), Stage.QUIT);
    }

    private void tell(Outcome outcome) {
        if (!told) {
            told = true;
            listener.outcome(outcome);
        }
    }
}
