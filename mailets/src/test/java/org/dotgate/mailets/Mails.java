package org.dotgate.mailets;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import javax.mail.Header;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;

/** Mail as James has it in its mailet container: alice to bob and carol, in James's own kind of message. */
final class Mails {
    static final String TEXT = "Subject: hello\r\nFrom: alice@example.org\r\n\r\nbody\r\n";

    private Mails() {}

    /** In James's own kind of mail, too. */
    static MailImpl james(byte[] content) throws MessagingException {
        MailImpl mail = MailImpl.builder().name("Mail17").addRecipient("bob@example.net").build();
        mail.setMessageContent(new Source(content));
        return mail;
    }

    static FakeMail.Builder builder(byte[] content) throws MessagingException {
        return FakeMail.builder()
                .name("Mail17")
                .mimeMessage(new MimeMessageWrapper(new Source(content)))
                .sender("alice@example.org")
                .recipients("bob@example.net", "carol@example.net")
                .state("transport")
                .remoteAddr("192.0.2.7")
                .remoteHost("mx.example.org");
    }

    static FakeMail.Builder builder(String content) throws MessagingException {
        return builder(content.getBytes(StandardCharsets.UTF_8));
    }

    static FakeMail of(String content) throws MessagingException {
        return builder(content).build();
    }

    static FakeMail plain() throws MessagingException {
        return of(TEXT);
    }

    static void set(Mail mail, String name, Object value) {
        mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.ofAny(value)));
    }

    static Object attribute(Mail mail, String name) {
        return mail.getAttribute(AttributeName.of(name)).map(attribute -> attribute.getValue().value()).orElse(null);
    }

    /** The names of all headers that begin so, in order. */
    static List<String> headers(Mail mail, String prefix) throws MessagingException {
        return Collections.list(mail.getMessage().getAllHeaders()).stream()
                .map(Header::getName)
                .filter(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()))
                .toList();
    }

    static String header(Mail mail, String name) throws MessagingException {
        return mail.getMessage().getHeader(name, null);
    }

    private static final class Source implements MimeMessageSource {
        private final byte[] content;

        Source(byte[] content) {
            this.content = content;
        }

        @Override
        public String getSourceId() {
            return "test";
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public long getMessageSize() {
            return content.length;
        }
    }
}
