package org.dotgate.mailets;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.dotgate.correspondents.Address;
import org.dotgate.policy.PolicyHouse;
import org.dotgate.settings.SettingsException;
import org.dotgate.settings.ValueType;
import org.dotgate.settings.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records whom our users write to, so that a filter {@code allow} with {@code learned = yes} accepts the answers. Learned
 * from is mail that came over an authenticated session, from the authenticated user's own address, and that a person
 * seems to have written: neither an automatic reply (RFC 3834) nor bulk mail. It changes nothing in the mail, and a store
 * that cannot be written keeps no mail from going on. Thread-safe.
 *
 * <p>Parameters: {@code users} and {@code domains}, those of our users whose mail is learned from (all of James's domains,
 * if both are missing), {@code expiry} ({@value #DEFAULT_EXPIRY}) and {@code config}
 * ({@value PolicyHouse#DEFAULT_CONFIG}), whose {@code [store]} is written to.
 */
public final class LearnCorrespondents extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(LearnCorrespondents.class);
    private static final String NAME = "LearnCorrespondents";
    private static final String DEFAULT_EXPIRY = "180d";
    private static final ValueType<Duration> EXPIRY = Values.duration(Duration.ofHours(1), Duration.ofDays(3650));
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");

    /** Opens what is learned into; as {@link SharedFilters#learning} does. */
    interface Opening {
        Learning open(String config) throws SettingsException;
    }

    private final Opening opening;
    private Set<Address> users;
    private Set<String> domains;
    private Duration expiry;
    private Learning learning;

    @Inject
    public LearnCorrespondents(SharedFilters shared) {
        this(shared::learning);
    }

    LearnCorrespondents(Opening opening) {
        this.opening = opening;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters = Parameters.of(NAME, getMailetConfig(), Set.of("users", "domains", "expiry", "config"));
        users = new HashSet<>();
        for (String user : Values.NAMES.parse(parameters.text("users").orElse(""))) {
            users.add(Address.of(user).orElseThrow(() ->
                    parameters.error("users", "'" + user + "' is not an address such as ben@example.net")));
        }
        domains = new HashSet<>();
        for (String domain : Values.NAMES.parse(parameters.text("domains").orElse(""))) {
            domains.add(Optional.of(domain).filter(name -> !name.contains("@")).flatMap(name -> Address.of("ben@" + name))
                    .orElseThrow(() -> parameters.error("domains", "'" + domain + "' is not a domain such as example.net"))
                    .domain());
        }
        try {
            expiry = EXPIRY.parse(parameters.text("expiry").orElse(DEFAULT_EXPIRY));
        } catch (IllegalArgumentException e) {
            throw parameters.error("expiry", e.getMessage());
        }
        try {
            learning = opening.open(parameters.text("config").orElse(PolicyHouse.DEFAULT_CONFIG));
        } catch (SettingsException e) {
            throw new MessagingException(e.getMessage(), e);
        }
    }

    @Override
    public void service(Mail mail) {
        Optional<Address> user = user(mail);
        if (user.isEmpty()) {
            return;
        }
        // mail from our own domains comes over authenticated sessions, which are exempt
        List<Address> to = mail.getRecipients().stream()
                .filter(recipient -> !getMailetContext().isLocalServer(recipient.getDomain()))
                .map(recipient -> Address.of(recipient.asString()))
                .flatMap(Optional::stream)
                .collect(Collectors.toList());
        if (!to.isEmpty() && !isAutomatic(mail)) {
            learning.learn(mail.getName(), user.get(), to, expiry);
        }
    }

    /** Who has written the mail, if it is one of those whose mail is learned from. */
    private Optional<Address> user(Mail mail) {
        Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
        Optional<String> login = AttributeUtils.getValueAndCastFromMail(mail, Mail.SMTP_AUTH_USER, String.class);
        if (sender.isEmpty() || login.isEmpty()) {
            return Optional.empty();
        }
        boolean local = getMailetContext().isLocalServer(sender.get().getDomain());
        Optional<Address> address = Address.of(sender.get().asString());
        return address.filter(user -> isOwn(user, login.get(), local) && learns(user, local));
    }

    /** Whether the address is that of the user who has logged in; one without a domain has that name in all of ours. */
    private static boolean isOwn(Address sender, String login, boolean local) {
        return login.contains("@")
                ? Address.of(login).filter(sender::equals).isPresent()
                : local && Address.of(login + "@" + sender.domain()).filter(sender::equals).isPresent();
    }

    private boolean learns(Address user, boolean local) {
        return users.isEmpty() && domains.isEmpty() ? local : users.contains(user) || domains.contains(user.domain());
    }

    private static boolean isAutomatic(Mail mail) {
        try {
            return words(mail, "Auto-Submitted").anyMatch(word -> !word.equals("no"))
                    || words(mail, "Precedence").anyMatch(BULK::contains);
        } catch (MessagingException e) {
            LOGGER.warn("The header of mail {} cannot be read, so it is not learned from", mail.getName(), e);
            return true;
        }
    }

    /** The first words of all fields of that name, lower case, comments and parameters left out. */
    private static Stream<String> words(Mail mail, String field) throws MessagingException {
        String[] values = mail.getMessage().getHeader(field);
        return Stream.of(values == null ? new String[0] : values)
                .map(value -> value.toLowerCase(Locale.ROOT).strip().split("[;(\\s]", 2)[0])
                .filter(word -> !word.isEmpty());
    }

    @Override
    public String getMailetInfo() {
        return NAME;
    }
}
