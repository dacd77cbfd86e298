package org.dotgate.callout.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a {@link ScriptedMx} does at a stage instead of what a good exchanger would do there. An act that says nothing leaves
 * the client waiting. Runs on the exchanger's I/O thread and must not wait.
 */
@FunctionalInterface
public interface MxAct {
    /** @param command the client's line, without its line end; empty at the greeting and the handshake */
    void play(MxConversation conversation, String command);

    /** Says these lines, each with a line end; a reply of several lines, or several replies at once. */
    static MxAct says(String... lines) {
        return (conversation, command) -> conversation.say(lines);
    }

    /** Says octets as they are (ISO 8859-1), with no line end. */
    static MxAct saysRaw(String octets) {
        return (conversation, command) -> conversation.sayRaw(octets);
    }

    /** Never says anything again, and hears no more. */
    static MxAct stalls() {
        return (conversation, command) -> conversation.deafen();
    }

    /** Does what a good exchanger would. */
    static MxAct behaves() {
        return MxConversation::behave;
    }

    /** Closes the connection. */
    static MxAct closes() {
        return (conversation, command) -> conversation.close();
    }

    /** Says these lines and closes the connection behind them. */
    static MxAct saysAndCloses(String... lines) {
        return (conversation, command) -> {
            conversation.say(lines);
            conversation.close();
        };
    }

    /** Tears the connection down (TCP RST). */
    static MxAct resets() {
        return (conversation, command) -> conversation.reset();
    }

    /** Says a text one octet at a time, and a line end behind it; time is the exchanger's timer, if it was given one. */
    static MxAct drips(String text, Duration each) {
        return (conversation, command) -> conversation.drip(text + "\r\n", 0, each);
    }

    /** Says one continuation line after the other, as fast as the client reads, and never the last. */
    static MxAct neverEnds(String line) {
        return (conversation, command) -> conversation.repeat(octets(line + "\r\n"), Integer.MAX_VALUE);
    }

    /** Says one continuation line each time, and never the last; time is the exchanger's timer, if it was given one. */
    static MxAct continuesEvery(String line, Duration each) {
        return new MxAct() {
            @Override
            public void play(MxConversation conversation, String command) {
                conversation.say(line);
                conversation.later(each, () -> play(conversation, command));
            }
        };
    }

    /** Says a line of so many octets: the beginning, then x's. */
    static MxAct saysLongLine(String beginning, int length) {
        return (conversation, command) -> conversation.sayRaw(beginning + "x".repeat(length - beginning.length()) + "\r\n");
    }

    /** Says so many octets of anything, always the same ones. */
    static MxAct saysGarbage(int length) {
        byte[] garbage = new byte[length];
        new Random(4711).nextBytes(garbage);
        return (conversation, command) -> conversation.sayRaw(new String(garbage, StandardCharsets.ISO_8859_1));
    }

    /** Does this the first times, over all connections, and what follows from then on. */
    static MxAct firstTimes(int times, MxAct first, MxAct then) {
        AtomicInteger played = new AtomicInteger();
        return (conversation, command) ->
                (played.getAndIncrement() < times ? first : then).play(conversation, command);
    }

    private static ByteBuf octets(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }
}
