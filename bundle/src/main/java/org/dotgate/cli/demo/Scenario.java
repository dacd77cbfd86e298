package org.dotgate.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** One message of the demo: what the client does with it, and what is expected to become of it. Immutable. */
final class Scenario {
    /** What the client does at the dot. */
    enum Client {
        /** Waits for the reply. */
        WAITS("waits for the reply"),
        /** Closes the connection a second after the dot. */
        DROPS("drops after 1 s"),
        /** Says QUIT in the same breath as the dot. */
        QUITS("says QUIT with the dot");

        private final String words;

        Client(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final String title;
    private final String file;
    private final String recipient;
    private final Client client;
    private final int code;
    private final Place place;

    /** Where a message can end. */
    enum Place {
        DELIVERED("delivered"),
        KEPT("kept, not delivered"),
        NOWHERE("not accepted");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private Scenario(String title, String file, String recipient, Client client, int code, Place place) {
        this.title = title;
        this.file = file;
        this.recipient = recipient;
        this.client = client;
        this.code = code;
        this.place = place;
    }

    /** All of them, in the order in which they are sent. */
    static List<Scenario> all() {
        return List.of(
                new Scenario("A clean message", "clean.eml", "ann", Client.WAITS, 250, Place.DELIVERED),
                new Scenario("Spam words behind base64 and HTML", "hidden-words.eml", "bob", Client.WAITS, 550, Place.NOWHERE),
                new Scenario("A script refuses it and keeps a copy", "kept.eml", "carla", Client.WAITS, 550, Place.KEPT),
                new Scenario("The client drops while a slow script runs", "slow.eml", "dan", Client.DROPS, 0, Place.NOWHERE),
                new Scenario("The client says QUIT while a slow script runs", "quit.eml", "eve", Client.QUITS, 250,
                        Place.DELIVERED));
    }

    String title() {
        return title;
    }

    /** The local part of the recipient; each message has one of its own, so that its mailbox tells what came. */
    String recipient() {
        return recipient;
    }

    Client client() {
        return client;
    }

    /** The expected code of the reply to the dot; 0 where none is. */
    int code() {
        return code;
    }

    Place place() {
        return place;
    }

    /** The message as it ships with the project. */
    byte[] message() throws IOException {
        try (InputStream message = Scenario.class.getResourceAsStream(file)) {
            if (message == null) {
                throw new IOException("the JAR lacks the message " + file);
            }
            return message.readAllBytes();
        }
    }
}
