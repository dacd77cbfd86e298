package org.dotgate.hooks.kept;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.dotgate.filter.LogText;
import org.dotgate.mime.MimeLimits;
import org.dotgate.mime.MimeWalker;

/** Reads what a person is told of a kept mail. Nothing in it is interpreted. */
final class KeptReading {
    static final int MOST_RECIPIENTS = 100;

    private static final int MOST_TEXT = 64 << 10;
    /** As much as may have to be read for a subject. */
    private static final int TOP = 128 << 10;
    private static final MimeLimits ALL =
            MimeLimits.builder().headerOctets(256 << 10).textOctets(1 << 20).attachmentOctets(0).build();
    private static final MimeLimits HEADER =
            MimeLimits.builder().headerOctets(TOP).textOctets(0).attachmentOctets(0).parts(1).build();

    private KeptReading() {}

    /** What a list tells of it; reads the top of the message only. */
    static KeptMail mail(MailKey key, Mail mail) throws MessagingException, IOException {
        byte[] top;
        try (InputStream content = new MimeMessageInputStream(mail.getMessage())) {
            top = content.readNBytes(TOP);
        }
        LetterText letter = new LetterText(0);
        MimeWalker.walk(new ByteArrayInputStream(top), HEADER, letter);
        return mail(key, mail, letter);
    }

    /** The whole of it. */
    static KeptLetter letter(MailKey key, Mail mail) throws MessagingException, IOException {
        LetterText letter = new LetterText(MOST_TEXT);
        try (InputStream content = new MimeMessageInputStream(mail.getMessage())) {
            if (!MimeWalker.walk(content, ALL, letter).isComplete()) {
                letter.cut();
            }
        }
        return new KeptLetter(mail(key, mail, letter), letter);
    }

    private static KeptMail mail(MailKey key, Mail mail, LetterText letter) throws MessagingException {
        Date at = mail.getLastUpdated();
        List<String> recipients = mail.getRecipients().stream().limit(MOST_RECIPIENTS)
                .map(recipient -> LogText.safe(recipient.asString())).collect(Collectors.toList());
        String address = String.valueOf(mail.getRemoteAddr());
        String name = String.valueOf(mail.getRemoteHost());
        return new KeptMail(key.asString(), LogText.safe(mail.getName()), at == null ? Instant.EPOCH : at.toInstant(),
                LogText.safe(mail.getMaybeSender().asString("")), recipients,
                LogText.safe(name.equals(address) ? address : name + " [" + address + "]"), text(mail, KeptMessages.BY),
                text(mail, KeptMessages.REASON), mail.getMessageSize(), letter.subject());
    }

    private static String text(Mail mail, String attribute) {
        return LogText.safe(AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(attribute), String.class).orElse(""));
    }
}
