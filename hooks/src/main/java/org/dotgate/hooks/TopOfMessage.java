package org.dotgate.hooks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.dotgate.mime.ClaimedResults;
import org.dotgate.mime.Folding;
import org.dotgate.mime.HeaderSieve;

/**
 * Puts header fields on top of a mail's message. The rest stays as it is, octet by octet, without being parsed: James's own
 * way, to change the parsed message, fails on a Content-Type that cannot be read and turns 8-bit fields into question
 * marks. Where a field is an Authentication-Results, those that claim to be from the same service are taken out (RFC 8601,
 * section 5).
 */
final class TopOfMessage {
    private TopOfMessage() {}

    /** @param fields names and values, in order; values are printable US-ASCII */
    static void put(Mail mail, List<Map.Entry<String, String>> fields) throws MessagingException, IOException {
        MimeMessageInputStreamSource source = MimeMessageInputStreamSource.create("dotgate-" + UUID.randomUUID());
        boolean written = false;
        try (InputStream in = new BufferedInputStream(new MimeMessageInputStream(mail.getMessage()));
                OutputStream out = source.getWritableOutputStream()) {
            for (Map.Entry<String, String> field : fields) {
                out.write((field.getKey() + ": " + Folding.folded(field.getKey(), field.getValue()) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            List<String> services = fields.stream()
                    .filter(field -> field.getKey().equalsIgnoreCase(ClaimedResults.NAME))
                    .map(field -> ClaimedResults.service(field.getValue()))
                    .collect(Collectors.toList());
            if (!services.isEmpty()) {
                new HeaderSieve(new ClaimedResults(services)).copy(in, out);
            }
            in.transferTo(out);
            written = true;
        } finally {
            if (!written) {
                LifecycleUtil.dispose(source);
            }
        }
        MimeMessageWrapper message = new MimeMessageWrapper(source);
        if (mail instanceof MailImpl) {
            ((MailImpl) mail).setMessageNoCopy(message);
        } else {
            mail.setMessage(message);
        }
    }
}
