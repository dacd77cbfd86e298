package org.dotgate.mailets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.dotgate.mime.Folding;
import org.dotgate.mime.HeaderSieve;

/**
 * Writes what was decided about a mail into its message: {@code X-Dotgate-Verdict: words=pass, virus=shadow-fail},
 * {@code X-Dotgate-Score: 2.5}, {@code X-Dotgate-By: chain}. Before that, every header whose name begins with the prefix
 * is removed, also when there is nothing to write, so that what is found there is always Dotgate's. Thread-safe.
 *
 * <p>Parameters: {@code prefix} ({@value #DEFAULT_PREFIX}) and {@code reasons}: with {@code true} there is one
 * {@code X-Dotgate-Reason: FILTER: text} for each filter that gave a reason. Reasons quote word lists, so whoever reads
 * the message learns which words to avoid.
 */
public final class DotgateHeaders extends GenericMailet {
    private static final String DEFAULT_PREFIX = "X-Dotgate-";
    private static final String PREFIX_FORM = "[Xx]-[A-Za-z0-9][A-Za-z0-9-]{0,40}-";
    /** How many filters are told of; more than anyone has, fewer than would make a header a burden. */
    private static final int MOST_FILTERS = 100;

    private String prefix;
    private boolean reasons;
    private HeaderSieve sieve;

    @Override
    public void init() throws MessagingException {
        Parameters parameters = Parameters.of("DotgateHeaders", getMailetConfig(), Set.of("prefix", "reasons"));
        prefix = parameters.text("prefix").orElse(DEFAULT_PREFIX);
        reasons = parameters.flag("reasons");
        if (!prefix.matches(PREFIX_FORM)) {
            // all headers that begin so are removed: a prefix such as 'Re' would take Received with it
            throw parameters.error("prefix", "'" + prefix + "' is not of the form " + DEFAULT_PREFIX
                    + " (X-, then letters, digits and hyphens, then a hyphen)");
        }
        sieve = HeaderSieve.ofNamesThatBegin(prefix);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        byte[] fields = fields(Annotations.of(mail)).getBytes(StandardCharsets.US_ASCII);
        try {
            if (fields.length > 0 || isForged(mail)) {
                replace(mail, fields);
            }
        } catch (IOException e) {
            throw new MessagingException("DotgateHeaders: the message of mail " + mail.getName() + " cannot be read or written", e);
        }
    }

    private boolean isForged(Mail mail) throws IOException, MessagingException {
        try (InputStream in = open(mail)) {
            return sieve.copy(in, OutputStream.nullOutputStream());
        }
    }

    /**
     * Puts the fields on top of the message, in place of forged ones. James's own way, to change the headers of the parsed
     * message, fails on mail whose Content-Type cannot be parsed, goes down into every part, and turns 8-bit headers into
     * question marks; this way all else stays as it is, octet by octet.
     */
    private void replace(Mail mail, byte[] fields) throws IOException, MessagingException {
        MimeMessageInputStreamSource source = MimeMessageInputStreamSource.create("dotgate-" + UUID.randomUUID());
        boolean written = false;
        try (InputStream in = open(mail); OutputStream out = source.getWritableOutputStream()) {
            out.write(fields);
            sieve.copy(in, out);
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

    private static InputStream open(Mail mail) throws MessagingException {
        return new BufferedInputStream(new MimeMessageInputStream(mail.getMessage()));
    }

    private String fields(Annotations found) {
        if (found.by().isEmpty()) {
            return "";
        }
        StringBuilder fields = new StringBuilder();
        List<String> verdicts = new ArrayList<>();
        List<String> filters = found.filters().stream().limit(MOST_FILTERS).collect(Collectors.toList());
        for (String filter : filters) {
            found.verdict(filter).ifPresent(verdict -> verdicts.add(HeaderText.safe(filter + "=" + verdict)));
        }
        if (!verdicts.isEmpty()) {
            add(fields, "Verdict", String.join(", ", verdicts));
        }
        if (found.score().isPresent()) {
            add(fields, "Score", shown(found.score().getAsDouble()));
        }
        add(fields, "By", HeaderText.safe(found.by().get()));
        for (String filter : filters) {
            if (reasons && found.reason(filter).isPresent()) {
                add(fields, "Reason", HeaderText.safe(filter) + ": " + HeaderText.safe(found.reason(filter).get()));
            }
        }
        return fields.toString();
    }

    private void add(StringBuilder fields, String name, String value) {
        fields.append(prefix).append(name).append(": ").append(Folding.folded(prefix + name, value)).append("\r\n");
    }

    private static String shown(double score) {
        // a filter of someone else's may say anything, and 1e300 written out is a long number
        if (Double.isFinite(score) && Math.abs(score) < 1e9) {
            return BigDecimal.valueOf(score).stripTrailingZeros().toPlainString();
        }
        return Double.toString(score);
    }

    @Override
    public String getMailetInfo() {
        return "DotgateHeaders";
    }
}
