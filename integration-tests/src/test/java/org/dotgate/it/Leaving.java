package org.dotgate.it;

import org.dotgate.it.harness.SmtpClient;

/** How a client ends the connection without a word. */
enum Leaving {
    BY_FIN {
        @Override
        void leave(SmtpClient client) {
            client.dropByFin();
        }
    },
    BY_RESET {
        @Override
        void leave(SmtpClient client) {
            client.dropByReset();
        }
    };

    abstract void leave(SmtpClient client);
}
