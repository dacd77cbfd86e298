package org.dotgate.it;

import java.util.concurrent.atomic.AtomicInteger;

/** Messages as clients write them. */
final class Letter {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Letter() {}

    /** A small message, of which no two are the same. */
    static String any() {
        return about("letter " + NUMBER.incrementAndGet());
    }

    /** A small message with this subject. */
    static String about(String subject) {
        return "From: Ann <ann@client.test>\r\nTo: Ben <ben@dotgate.test>\r\nSubject: " + subject + "\r\n"
                + "Date: Sun, 22 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@client.test>\r\n\r\n"
                + "Dear Ben,\r\nthis is about " + subject + ".\r\n";
    }

    /** The same message as a sender builds it anew for a retry: other date, other message-id, another hop. */
    static String rebuilt(String message) {
        return "Received: from inner.client.test by outer.client.test; Sun, 22 Nov 2026 11:00:00 +0000\r\n"
                + message.replace("10:00:00", "11:00:00").replace("<1@", "<2@");
    }
}
