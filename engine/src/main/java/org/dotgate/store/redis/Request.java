package org.dotgate.store.redis;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dotgate.store.StoreException;
import redis.clients.jedis.Protocol.Command;

/** One command to the server, and what is done with its answer. Belongs to the I/O thread once it is in its lane. */
final class Request {
    private final Command command;
    private final Script script;
    private final byte[][] arguments;
    private final BooleanSupplier over;
    private final Consumer<Object> answered;
    private final Consumer<StoreException> failed;
    private boolean again;

    private Request(Command command, Script script, BooleanSupplier over, Consumer<Object> answered,
            Consumer<StoreException> failed, byte[]... arguments) {
        this.command = command;
        this.script = script;
        this.arguments = arguments;
        this.over = over;
        this.answered = answered;
        this.failed = failed;
    }

    /**
     * A command.
     *
     * @param over whether nobody waits for it any more
     * @param answered may throw {@link ClassCastException} and the like where the answer is none to this command
     */
    static Request of(Command command, BooleanSupplier over, Consumer<Object> answered, Consumer<StoreException> failed,
            byte[]... arguments) {
        return new Request(command, null, over, answered, failed, arguments);
    }

    /**
     * A script.
     *
     * @param over whether nobody waits for it any more
     * @param answered may throw {@link ClassCastException} and the like where the answer is none to this script
     * @param arguments the number of keys, the keys, and what else the script takes
     */
    static Request of(Script script, BooleanSupplier over, Consumer<Object> answered, Consumer<StoreException> failed,
            byte[]... arguments) {
        return new Request(Command.EVALSHA, script, over, answered, failed, arguments);
    }

    boolean isOver() {
        return over.getAsBoolean();
    }

    Command command() {
        return command;
    }

    /** The script, or null. */
    Script script() {
        return script;
    }

    byte[][] arguments() {
        return arguments;
    }

    void answer(Object answer) {
        answered.accept(answer);
    }

    void fail(StoreException trouble) {
        failed.accept(trouble);
    }

    /** Whether it has not been sent a second time; from now on it has. */
    boolean mayBeSentAgain() {
        boolean first = !again;
        again = true;
        return first;
    }
}
