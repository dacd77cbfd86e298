package org.dotgate.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;

/** A key record (RFC 6376, section 3.6.1) and the key in it. Immutable. */
final class SignatureKey extends PublicKeyRecordImpl {
    /** The longest record, in characters; a key of 4096 bits has some 750. */
    private static final int MAX_RECORD = 4096;
    /** RFC 8301, section 3.2: shorter ones prove nothing; longer ones, here, only cost time. */
    private static final int MIN_RSA_BITS = 1024;
    private static final int MAX_RSA_BITS = 4096;
    /** Every key in use has 65537 or less; a long one makes each verification as slow as a signature. */
    private static final int MAX_RSA_EXPONENT_BITS = 32;
    /** What stands before the 32 octets of an Ed25519 key in its X.509 form (RFC 8410, section 4). */
    private static final byte[] ED25519_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    private static final int ED25519_OCTETS = 32;

    private SignatureKey(String record) {
        super(record);
    }

    /**
     * The first valid record, if it is meant for this signature.
     *
     * @param records the texts at the selector's name
     */
    static SignatureKey of(List<String> records, SignatureRecord signature) throws UnverifiedException {
        String problem = "there is no key";
        for (String text : records) {
            if (text.length() > MAX_RECORD) {
                problem = "a key record longer than " + MAX_RECORD + " characters";
                continue;
            }
            try {
                SignatureKey key = new SignatureKey(text);
                key.validate();
                DKIMVerifier.apply(key, signature);
                return key;
            } catch (PermFailException | RuntimeException e) {
                // jDKIM lets out as they are the numbers that are none, and the like
                problem = "the key does not serve: " + e.getMessage();
            }
        }
        throw UnverifiedException.permanent(problem);
    }

    /**
     * The key itself.
     *
     * @throws UnverifiedException if it is none, or not one to trust
     */
    PublicKey publicKey(boolean ed25519) throws UnverifiedException {
        try {
            byte[] octets = Base64.getMimeDecoder().decode(getValue("p").toString());
            if (ed25519) {
                return ed25519(octets);
            }
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(octets));
            int bits = key.getModulus().bitLength();
            if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || key.getPublicExponent().bitLength() > MAX_RSA_EXPONENT_BITS) {
                throw UnverifiedException.permanent("a key of " + bits + " bits, with an exponent of "
                        + key.getPublicExponent().bitLength() + ", is not trusted");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw UnverifiedException.permanent("the key cannot be used: " + e.getMessage());
        }
    }

    /** Java knows the algorithm from version 15 on. */
    private static PublicKey ed25519(byte[] octets) throws GeneralSecurityException, UnverifiedException {
        if (octets.length != ED25519_OCTETS) {
            throw UnverifiedException.permanent("an Ed25519 key of " + octets.length + " octets");
        }
        byte[] encoded = new byte[ED25519_PREFIX.length + octets.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(octets, 0, encoded, ED25519_PREFIX.length, octets.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
