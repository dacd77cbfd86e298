package org.dotgate.dkim;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.dotgate.dkim.DkimResult.Status;
import org.dotgate.dkim.MessageHeader.Field;

/**
 * One DKIM-Signature field (RFC 6376, section 3.5), read by jDKIM, and its verification. The octets are hashed here: jDKIM
 * takes a header through the JVM's default charset and locale, and the relaxed form of an empty body for a line end.
 * Immutable.
 */
final class MessageSignature {
    /** The longest field, in octets; honest ones have less than two thousand. */
    private static final int MAX_FIELD = 16 * 1024;
    private static final int MAX_DOMAIN = 253;
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*");

    private final Field field;
    private final SignatureRecord record;
    private final String domain;
    private final boolean ed25519;

    private MessageSignature(Field field, SignatureRecord record, String domain, boolean ed25519) {
        this.field = field;
        this.record = record;
        this.domain = domain;
        this.ed25519 = ed25519;
    }

    /** @throws UnverifiedException if it is none that could hold: broken, expired, of an algorithm that proves nothing */
    static MessageSignature of(Field field) throws UnverifiedException {
        if (field.octets().length > MAX_FIELD) {
            throw UnverifiedException.permanent("a signature longer than " + MAX_FIELD + " octets");
        }
        try {
            SignatureRecord record = new SignatureRecordImpl(field.value());
            String domain = record.getDToken().toString().toLowerCase(Locale.ROOT);
            if (!isDomain(domain) || !isDomain(record.getSelector().toString())) {
                throw UnverifiedException.permanent("its domain or selector is none");
            }
            String algorithm = record.getHashKeyType() + "-" + record.getHashMethod();
            if (!algorithm.equals("rsa-sha256") && !algorithm.equals("ed25519-sha256")) {
                throw UnverifiedException.permanent("the algorithm " + algorithm + " is not trusted");
            }
            if (record.getRecordLookupMethods().stream().noneMatch(method -> method.toString().equals("dns/txt"))) {
                throw UnverifiedException.permanent("its key is not in DNS");
            }
            MessageSignature signature = new MessageSignature(field, record, domain, algorithm.startsWith("ed25519"));
            // both throw if they are none
            isRelaxed(record.getHeaderCanonicalisationMethod());
            signature.bodyHash();
            return signature;
        } catch (RuntimeException e) {
            // jDKIM lets out as they are the numbers that are none, and the like
            throw UnverifiedException.permanent("the signature is broken: " + e.getMessage());
        }
    }

    private static boolean isDomain(String text) {
        return text.length() <= MAX_DOMAIN && DOMAIN.matcher(text).matches();
    }

    private static boolean isRelaxed(String form) throws UnverifiedException {
        switch (form) {
            case SignatureRecord.RELAXED:
                return true;
            case SignatureRecord.SIMPLE:
                return false;
            default:
                throw UnverifiedException.permanent("the canonical form " + form + " is not known");
        }
    }

    /** The domain that signs, lower case. */
    String domain() {
        return domain;
    }

    /** Where the key is in DNS (RFC 6376, section 3.6.2.1). */
    String keyName() {
        return record.getSelector() + "._domainkey." + domain;
    }

    /**
     * Verifies the header; the body is still to be looked at.
     *
     * @param keys the texts at {@link #keyName}
     */
    void verifyHeader(MessageHeader header, List<String> keys) throws UnverifiedException {
        SignatureKey key = SignatureKey.of(keys, record);
        byte[] signed = SignedHeader.octets(header, record.getHeaders(), field, isRelaxed(record.getHeaderCanonicalisationMethod()));
        try {
            Signature algorithm = Signature.getInstance(ed25519 ? "Ed25519" : "SHA256withRSA");
            algorithm.initVerify(key.publicKey(ed25519));
            // RFC 8463, section 3: Ed25519 signs the hash
            algorithm.update(ed25519 ? sha256().digest(signed) : signed);
            if (!algorithm.verify(record.getSignature())) {
                throw wrong(key, "the header is not the one that was signed, or the key another");
            }
        } catch (SignatureException e) {
            throw wrong(key, "the signature does not fit the key: " + e.getMessage());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw UnverifiedException.permanent("the key cannot be used: " + e.getMessage());
        }
    }

    /** A domain that only tries signatures out is not to be held to them (RFC 6376, section 3.6.1, t=y). */
    private static UnverifiedException wrong(SignatureKey key, String problem) {
        return new UnverifiedException(key.isTesting() ? Status.PERMERROR : Status.FAIL, problem);
    }

    /** What hashes the body for {@link #verifyBody}. */
    BodyHash bodyHash() throws UnverifiedException {
        return new BodyHash(isRelaxed(record.getBodyCanonicalisationMethod()), record.getBodyHashLimit(), sha256());
    }

    /**
     * Verifies the body.
     *
     * @param body what {@link #bodyHash} gave, fed with all of it
     */
    void verifyBody(BodyHash body) throws UnverifiedException {
        if (!MessageDigest.isEqual(body.finish(), record.getBodyHash())) {
            throw new UnverifiedException(Status.FAIL, "the body is not the one that was signed");
        }
        if (record.getBodyHashLimit() >= 0 && body.octets() > record.getBodyHashLimit()) {
            // anybody may have added the rest (RFC 6376, section 8.2)
            throw UnverifiedException.permanent("it covers the first " + record.getBodyHashLimit() + " octets of the body only");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has it", e);
        }
    }
}
