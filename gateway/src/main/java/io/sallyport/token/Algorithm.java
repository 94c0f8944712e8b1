package io.sallyport.token;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that a token may use (RFC 7518 §3.1, RFC 8037): asymmetric ones only. What is not here, {@code
 * none} and HMAC above all, cannot be named by configuration and is refused.
 */
public enum Algorithm {
    RS256("RS256", Family.RSA, "SHA256withRSA"),
    RS384("RS384", Family.RSA, "SHA384withRSA"),
    RS512("RS512", Family.RSA, "SHA512withRSA"),
    PS256("PS256", Family.RSA, "RSASSA-PSS"),
    PS384("PS384", Family.RSA, "RSASSA-PSS"),
    PS512("PS512", Family.RSA, "RSASSA-PSS"),
    ES256("ES256", Family.P_256, "SHA256withECDSAinP1363Format"),
    ES384("ES384", Family.P_384, "SHA384withECDSAinP1363Format"),
    ES512("ES512", Family.P_521, "SHA512withECDSAinP1363Format"),
    /** Ed25519 only. */
    EDDSA("EdDSA", Family.ED25519, "Ed25519");

    /** The kind of key that an algorithm needs; a curve is a kind of its own, so that no algorithm meets another's. */
    public enum Family {
        RSA,
        P_256,
        P_384,
        P_521,
        ED25519;

        boolean isEcdsa() {
            return this == P_256 || this == P_384 || this == P_521;
        }
    }

    private static final Map<String, Algorithm> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(a -> a.joseName, Function.identity()));

    private final String joseName;
    private final Family family;
    private final String jcaName;

    Algorithm(String joseName, Family family, String jcaName) {
        this.joseName = joseName;
        this.family = family;
        this.jcaName = jcaName;
    }

    /** The algorithm of this {@code alg} value, letter by letter; null for any other. */
    public static @Nullable Algorithm named(String joseName) {
        return BY_NAME.get(joseName);
    }

    /** The {@code alg} value. */
    public String joseName() {
        return joseName;
    }

    /** The kind of key that it needs. */
    public Family family() {
        return family;
    }

    String jcaName() {
        return jcaName;
    }

    @Nullable
    PSSParameterSpec pss() {
        return switch (this) {
            case PS256 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
            case PS384 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
            case PS512 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
            default -> null;
        };
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mgf, int saltBytes) {
        return new PSSParameterSpec(hash, "MGF1", mgf, saltBytes, PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
