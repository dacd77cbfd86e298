package org.dotgate.callout.probe;

import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request as commands: all that will ever be said to a server, checked before anything is. Nothing of it can end a command
 * early or begin another, whoever the address and our own names come from. Immutable.
 */
final class Commands {
    private static final SmtpCommand STARTTLS = SmtpCommand.valueOf("STARTTLS");
    /** A domain or an address literal (RFC 5321, section 4.1.1.1). */
    private static final Pattern HELO = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[A-Za-z0-9.:-]{1,100}]");

    private final ProbeRequest request;
    private final Mailbox recipient;
    private final List<AsciiString> senders = new ArrayList<>();

    /** @throws IllegalArgumentException if the request must not be put to any server; the message says why */
    Commands(ProbeRequest request) {
        this.request = request;
        recipient = Mailbox.parse(request.address());
        if (!HELO.matcher(request.helo()).matches()) {
            throw new IllegalArgumentException("our own name is no name of a host");
        }
        for (String sender : request.senders()) {
            senders.add(sender.isEmpty() ? new AsciiString("FROM:<>") : sender(sender));
        }
        if (senders.isEmpty()) {
            throw new IllegalArgumentException("there is no sender to ask under");
        }
    }

    private static AsciiString sender(String text) {
        try {
            Mailbox sender = Mailbox.parse(text);
            if (!sender.needsUtf8()) {
                return sender.path("FROM:");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a sender to ask under: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("a sender to ask under has letters beyond ASCII");
    }

    ProbeRequest request() {
        return request;
    }

    String domain() {
        return recipient.domain();
    }

    /** How many reverse-paths may be tried. */
    int senders() {
        return senders.size();
    }

    boolean needsUtf8() {
        return recipient.needsUtf8();
    }

    SmtpRequest ehlo() {
        return new DefaultSmtpRequest(SmtpCommand.EHLO, request.helo());
    }

    SmtpRequest helo() {
        return new DefaultSmtpRequest(SmtpCommand.HELO, request.helo());
    }

    SmtpRequest startTls() {
        return new DefaultSmtpRequest(STARTTLS);
    }

    /** MAIL under the reverse-path of that number; SMTPUTF8 only where the address needs it (RFC 6531, section 3.4). */
    SmtpRequest mail(int sender) {
        return needsUtf8()
                ? new DefaultSmtpRequest(SmtpCommand.MAIL, senders.get(sender), "SMTPUTF8")
                : new DefaultSmtpRequest(SmtpCommand.MAIL, senders.get(sender));
    }

    SmtpRequest rcpt() {
        return new DefaultSmtpRequest(SmtpCommand.RCPT, recipient.path("TO:"));
    }

    /** RCPT of another local part at the same domain. */
    SmtpRequest rcpt(String local) {
        return new DefaultSmtpRequest(SmtpCommand.RCPT, recipient.sibling(local).path("TO:"));
    }

    SmtpRequest rset() {
        return new DefaultSmtpRequest(SmtpCommand.RSET);
    }

    SmtpRequest quit() {
        return new DefaultSmtpRequest(SmtpCommand.QUIT);
    }
}
