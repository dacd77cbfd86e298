package org.dotgate.store.redis;

import java.util.Arrays;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisDataException;

/** Why a server that answers serves nobody for now, as after a fail-over. A connection to it is of no more use. */
enum Unfit {
    REPLICA("READONLY", "It has become a replica, or was one: see to it that [store] url leads to the master"),
    LOADING("LOADING", "It is reading its data, after a start or as a replica: give it time"),
    ALONE("MASTERDOWN", "It is a replica without its master: see to it that [store] url leads to the new master");

    private final String word;
    private final String remedy;

    Unfit(String word, String remedy) {
        this.word = word;
        this.remedy = remedy;
    }

    /** What an operator may do about it. */
    String remedy() {
        return remedy;
    }

    /** Empty if this says something else. */
    static Optional<Unfit> of(Throwable answer) {
        String message = answer instanceof JedisDataException && answer.getMessage() != null ? answer.getMessage() : "";
        return Arrays.stream(values()).filter(reason -> reason.isSaidIn(message)).findFirst();
    }

    /** A script of ours that meets it is told of in words of its own before Redis 7: {@code ERR Error running script … -READONLY …}. */
    private boolean isSaidIn(String message) {
        return message.startsWith(word + " ") || message.startsWith("ERR ") && message.contains(": -" + word + " ");
    }
}
