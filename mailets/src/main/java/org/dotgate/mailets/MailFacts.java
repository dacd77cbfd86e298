package org.dotgate.mailets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.dotgate.filter.LogText;
import org.dotgate.filter.MailAttributes;
import org.dotgate.mail.Client;
import org.dotgate.mail.Envelope;

/**
 * What James still knows of a mail's client and envelope, as the engine's values. The session is over: whether it used
 * TLS, or came from a network that may relay, is not known any more.
 */
final class MailFacts {
    private MailFacts() {}

    static Client client(Mail mail) {
        InetAddress address = address(mail.getRemoteAddr());
        String host = mail.getRemoteHost();
        return Client.at(address)
                .name(host == null || host.isEmpty() ? address.getHostAddress() : host)
                .helo(text(mail, Mail.SMTP_HELO))
                .session(LogText.safe(text(mail, AttributeName.of(MailAttributes.SESSION))))
                .user(text(mail, Mail.SMTP_AUTH_USER).isEmpty() ? null : text(mail, Mail.SMTP_AUTH_USER))
                .build();
    }

    static Envelope envelope(Mail mail) {
        return new Envelope(mail.getMaybeSender().asString(""),
                mail.getRecipients().stream().map(MailAddress::asString).collect(Collectors.toList()));
    }

    private static InetAddress address(String text) {
        // the resolver must never be asked: a mailet of someone else's may have put a name here
        if (text != null && (text.contains(":") || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"))) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                // no address: as if James had made the mail itself
            }
        }
        return InetAddress.getLoopbackAddress();
    }

    private static String text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class).orElse("");
    }
}
