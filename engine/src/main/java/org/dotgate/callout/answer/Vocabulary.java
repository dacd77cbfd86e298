package org.dotgate.callout.answer;

/**
 * What servers say, sorted by what they mean by it. Phrases are those of common servers and large providers; to add one, put
 * it in the list it belongs to, and the reply it was seen in into the tests' table of replies. No phrase may be so short that
 * it is found where something else is meant. What is missing here makes replies unclear, and mail pass; what is wrong in
 * {@link #NO_SUCH_USER} loses mail.
 */
final class Vocabulary {
    /** It is the reverse-path that is refused: sender verification, SPF of it, the null one, bounces without a tag (BATV). */
    static final Phrases REVERSE_PATH = Phrases.of(
            "sender verify", "sender verification", "verify sender", "sender callout", "callback setup failed",
            "sender address", "sender rejected", "sender is rejected", "sender denied", "sender not allowed",
            "sender not permitted", "sender not accepted", "sender blocked", "sender refused", "sender unknown",
            "invalid sender", "bad sender", "unknown sender", "fake sender", "forged sender", "domain of sender",
            "envelope sender", "envelope from", "return path", "return address", "reverse path", "from address",
            "null sender*", "null from", "null return*", "empty sender*", "empty envelope", "empty from", "blank sender*",
            "bounces", "bounce messages", "bounce address", "batv", "prvs", "never sends", "does not send", "bogus mail from",
            "spf", "spf check", "senderid");

    /** The mailbox is there, and full. */
    static final Phrases FULL = Phrases.of(
            "over quota", "overquota", "quota exceeded", "exceeded quota", "exceeds quota", "exceeded its quota",
            "exceeded their quota", "over its quota", "over the quota", "quota is full", "quota limit*", "quota violation",
            "mailbox quota", "disk quota", "storage quota", "exceeded storage", "storage limit*", "storage space",
            "out of storage", "over storage", "allowed storage", "mailbox full", "mailbox is full", "mail box full",
            "inbox full", "inbox is full", "account is full", "user is full", "storage full", "too many messages in",
            "too many messages on", "has too many messages");

    /** The mailbox is there, and too much mail is sent to it. */
    static final Phrases BUSY_MAILBOX = Phrases.of("trying to contact is receiving mail");

    /** The mailbox is there, and switched off. */
    static final Phrases DISABLED = Phrases.of(
            "is disabled", "been disabled", "was disabled", "disabled or discontinued", "account disabled", "mailbox disabled",
            "user disabled", "address disabled", "recipient disabled", "disableduser", "inactive", "inactiveuser", "deactivated",
            "suspended", "user is locked", "account locked", "account is locked", "mailbox locked", "mailbox is locked", "frozen",
            "not accepting messages", "not accepting mail", "does not accept messages", "no longer accept*", "not monitored",
            "account expired", "account has expired", "mailbox expired");

    /** The domain takes no mail (RFC 7504, RFC 7505). */
    static final Phrases NULL_MX = Phrases.of("null mx", "nullmx", "domain does not accept mail", "domain accepts no mail");

    /** We are refused: our address, our name, what lists say of us, or whoever does not log in. */
    static final Phrases AGAINST_US = Phrases.of(
            "spamhaus", "spamcop", "sorbs", "abuseat", "uceprotect", "barracudacentral", "barracuda reputation", "proofpoint com",
            "dnsbl*", "dnsrbl", "rbl", "rbls", "blocklist*", "block list*", "blacklist*", "black list*", "black ip", "blackhole*",
            "denylist*", "blocked", "banned", "is listed", "are listed", "listing in", "spam", "spammer*", "spamming", "antispam", "unsolicited",
            "junk mail", "abusive", "reputation", "policy", "policies", "suspicious", "suspected", "country", "firewall",
            "client host", "helo", "ehlo", "reverse dns", "rdns", "fcrdns", "ptr", "reverse lookup", "reverse hostname",
            "reverse name", "find your hostname", "your hostname", "dynamic", "dialup", "dial up", "residential",
            "your ip", "ip address", "sending ip", "source ip", "remote ip", "invalid ip", "client ip", "sender ip", "senders ip",
            "this ip", "from ip", "ip is", "your host", "your server", "your mail server", "your network", "your mta",
            "your domain", "your email service provider",
            "authentication required", "authentication is required", "authenticate", "authenticated", "not authorized",
            "not authorised", "unauthorized", "starttls", "tls required", "tls is required", "encryption required",
            "prohibited", "prohibition", "administrative*", "permission denied", "service unavailable", "service not available",
            "service refused", "connection refused", "connection rejected", "connections not accepted", "not accepting mail from",
            "rate limit*", "too many connections", "too many errors", "too many invalid", "too many unknown", "too fast",
            "too quickly", "directory harvest*", "harvest*", "dmarc", "dkim");

    /** It does not take mail for the domain, or not from us; its MX record leads to the wrong place. */
    static final Phrases NOT_ITS_DOMAIN = Phrases.of(
            "relaying", "relay access", "relay denied", "unable to relay", "cannot relay", "relay not permitted",
            "relay not allowed", "relay prohibited", "not permitted to relay", "not allowed to relay", "do not relay",
            "does not relay", "no relay*", "open relay", "relay attempt", "denies relay", "allowed rcpthosts",
            "not in my list of allowed", "not hosted here", "domain not hosted", "domain is not hosted", "no such domain",
            "unknown domain", "domain unknown", "domain not found", "domain not accepted", "not a local domain",
            "mail for this domain", "mail for that domain");

    /** What Exchange Online says when its directory has no such address, and others for other reasons. */
    static final Phrases REJECTED_ACCESS_DENIED = Phrases.of("recipient address rejected access denied");

    static final Phrases ACCESS_DENIED = Phrases.of("access denied", "access is denied", "access deny", "access rejected");

    /** A permanent refusal that owns to not being one. */
    static final Phrases NOT_FOR_GOOD = Phrases.of(
            "temporar*", "again later", "try later", "retry later", "later time", "come back later", "currently unavailable");

    /** Nobody has the address; said so plainly that no refusal of ourselves can be meant. */
    static final Phrases NO_SUCH_USER = Phrases.of(
            "user unknown", "user is unknown", "unknown user", "user not known", "user not found", "user was not found",
            "user cannot be found", "user does not exist", "user doesnt exist", "user not exist", "user is not exist",
            "user not listed", "no such user", "no such local user", "nosuchuser", "not a known user", "not a valid user",
            "unknown local part", "unknown local user", "local user not found", "unknown virtual user", "not user of this server",
            "dont exists that user", "invalid user", "this user doesnt have a", "does not have an account",
            "unknown recipient", "recipient unknown", "recipient not found", "recipient was not found", "no such recipient",
            "recipient does not exist", "recipient doesnt exist", "recipient is not exist", "recipient not exist",
            "recipientnotfound", "recipnotfound", "destination unknown",
            "unknown address", "address unknown", "addressee unknown", "no such address", "no such email address",
            "address does not exist", "address doesnt exist", "address not found", "address could not be found",
            "address is unknown", "email address not known", "no one with that",
            "mailbox not found", "no such mailbox", "mailbox does not exist", "mailbox doesnt exist", "unknown mailbox",
            "mailbox unknown", "mailbox not exist", "no mailbox here", "no mailbox by that name", "not a valid mailbox",
            "invalid mailbox", "no such mail drop", "no mail box", "mailbox no longer exists",
            "no such account", "account not found", "account does not exist", "account doesnt exist", "account is unknown",
            "unknown account", "email account that you tried to reach does not exist", "no account by that name",
            "account no longer exists", "account deleted", "account has been deleted", "account closed",
            "no such person", "no such alias", "unknown or illegal alias", "unknown or illegal user", "unknown alias",
            "illegal alias", "no longer exists", "non existent account", "nonexistent account", "non existent user",
            "not listed in domino directory", "not listed in public name", "not our customer",
            "benutzer unbekannt", "empfaenger unbekannt", "benutzer nicht bekannt", "utilisateur inconnu",
            "destinataire inconnu", "adresse inconnue", "destinataire invalide", "usuario desconocido",
            "destinatario desconocido", "usuario no existe", "destinatario sconosciuto", "utente sconosciuto",
            "nie ma takiego konta");

    /** Nobody has the address, as most servers mean it; RFC 5321 lets some of it stand for a refusal by policy, too. */
    static final Phrases NO_MAILBOX = Phrases.of(
            "mailbox unavailable", "mailbox not available", "mailbox is unavailable", "unavailable mail user",
            "invalid recipient", "invalid address", "invalid rcpt", "bad destination mailbox", "unrouteable address",
            "unroutable address", "undeliverable address", "address rejected undeliverable", "destin sconosciuto");

    /** The address is another server's (RFC 5321, section 3.4). */
    static final Phrases ELSEWHERE = Phrases.of("not local", "has moved", "please try");

    /** Greylisting that gives its name. */
    static final Phrases GREYLISTED = Phrases.of(
            "greylist*", "graylist*", "grey list*", "gray list*", "postgrey", "greylst", "triplet", "verification in progress");

    /** We are to come again, without a word about why. */
    static final Phrases COME_AGAIN = Phrases.of(
            "again later", "try again", "try later", "please retry", "retry later", "retry in", "retry after", "come back",
            "later time", "retransmit", "deferred for", "internal resources are temporarily unavailable",
            "internal resource temporarily unavailable");

    /** The server is in trouble, or has too much to do, or thinks that we ask too much. */
    static final Phrases TROUBLE = Phrases.of(
            "too many", "too much", "too busy", "server busy", "server is busy", "system busy", "is busy", "overload*",
            "load is too high", "rate", "rate limit*", "ratelimit*", "limit exceeded", "exceeded", "excessive", "throttl*",
            "complaints", "local problem", "local error", "error in processing", "system problem", "system error",
            "server error", "internal error", "configuration error", "queue error", "system resources", "system storage",
            "resources temporarily", "insufficient", "disk", "database", "ldap", "directory service", "lookup fail*",
            "lookup error", "dns", "timeout", "timed out", "maintenance", "shutting down", "backend", "callout", "not complete",
            "cannot find your", "hostname", "client host", "helo", "sender address", "domain of sender");

    private Vocabulary() {}
}
