package org.dotgate.hooks.kept;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.dotgate.filter.LogText;
import org.dotgate.filter.Transaction;
import org.dotgate.hooks.gate.Keeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail repository that {@code kept =} names. A kept mail carries what refused it as {@code dotgate.kept.by} and
 * {@code dotgate.kept.reason}. Thread-safe.
 */
public final class KeptMessages implements Keeper {
    /** The mail attribute that names what refused the message. */
    static final String BY = "dotgate.kept.by";
    /** The mail attribute that tells why. */
    static final String REASON = "dotgate.kept.reason";

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptMessages.class);

    private final MailRepositoryStore repositories;
    private final Supplier<String> place;
    private final KeptIndexes indexes;

    /**
     * @param place path or URL of the repository, asked each time
     * @param indexes what is told of each message
     */
    public KeptMessages(MailRepositoryStore repositories, Supplier<String> place, KeptIndexes indexes) {
        this.repositories = repositories;
        this.place = place;
        this.indexes = indexes;
    }

    @Override
    public boolean keep(Transaction transaction, String by, String reason) {
        try {
            store(transaction, by, reason);
            LOGGER.info("Message {} from <{}> is kept in {}, refused by {}", transaction.id(),
                    LogText.safe(transaction.envelope().sender()), place.get(), by);
            return true;
        } catch (MessagingException | IOException | RuntimeException | MailRepositoryStore.MailRepositoryStoreException e) {
            LOGGER.error("Message {}, refused by {}, cannot be kept in {}", transaction.id(), by, place.get(), e);
            return false;
        }
    }

    private void store(Transaction transaction, String by, String reason)
            throws MessagingException, IOException, MailRepositoryStore.MailRepositoryStoreException {
        MailImpl mail = MailImpl.builder()
                .name(transaction.id())
                .sender(sender(transaction.envelope().sender()))
                .addRecipients(recipients(transaction.envelope().recipients()))
                .remoteAddr(transaction.client().address().getHostAddress())
                .remoteHost(transaction.client().name())
                .addAttribute(attribute(BY, by))
                .addAttribute(attribute(REASON, LogText.safe(reason)))
                .build();
        try (InputStream content = transaction.message().open()) {
            mail.setMessageContent(MimeMessageInputStreamSource.create(transaction.id(), content));
            MailRepositoryUrl url = url(repositories, place.get());
            indexes.kept(url, repositories.select(url).store(mail).asString());
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private static Attribute attribute(String name, String value) {
        return new Attribute(AttributeName.of(name), AttributeValue.of(value));
    }

    /** What {@code kept =} means: a URL, or a path of James's default protocol. */
    static MailRepositoryUrl url(MailRepositoryStore repositories, String given) {
        return given.contains("://")
                ? MailRepositoryUrl.from(given)
                : MailRepositoryUrl.fromPathAndProtocol(
                        repositories.defaultProtocol().orElse(new Protocol("memory")), MailRepositoryPath.from(given));
    }

    private static MaybeSender sender(String sender) throws AddressException {
        return sender.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(sender));
    }

    private static List<MailAddress> recipients(List<String> recipients) throws AddressException {
        List<MailAddress> addresses = new ArrayList<>();
        for (String recipient : recipients) {
            addresses.add(new MailAddress(recipient));
        }
        return addresses;
    }
}
