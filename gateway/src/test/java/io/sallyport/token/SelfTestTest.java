package io.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfTestTest {

    /** A provider of one engine for every algorithm; must be public for the JCA to make it. */
    static final class Scripted extends Provider {
        Scripted(Class<?> engine) {
            super("Scripted", "1", "for tests");
            for (Algorithm algorithm : Algorithm.values()) {
                put("Signature." + algorithm.jcaName(), engine.getName());
            }
        }
    }

    /** Takes every signature. */
    public static final class Credulous extends ScriptedSignature {
        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }
    }

    /** Takes none. */
    public static final class Stubborn extends ScriptedSignature {
        @Override
        protected boolean engineVerify(byte[] signature) {
            return false;
        }
    }

    /** Fails in an unexpected way. */
    public static final class Broken extends ScriptedSignature {
        @Override
        protected boolean engineVerify(byte[] signature) {
            throw new UnsatisfiedLinkError("no such function");
        }
    }

    @ParameterizedTest
    @EnumSource
    void platformPasses(Algorithm algorithm) {
        assertThat(SelfTest.of(algorithm, null)).isEqualTo(SelfTest.Result.PASSED);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIf("nativeIsHere")
    void nativeProviderPasses(Algorithm algorithm) {
        assertThat(SelfTest.of(algorithm, AmazonCorrettoCryptoProvider.INSTANCE))
                .isEqualTo(SelfTest.Result.PASSED);
    }

    static boolean nativeIsHere() {
        return NativeProvider.isHere();
    }

    @ParameterizedTest
    @EnumSource
    void providerThatTakesEverythingIsUnsound(Algorithm algorithm) {
        assertThat(SelfTest.of(algorithm, new Scripted(Credulous.class))).isEqualTo(SelfTest.Result.UNSOUND);
    }

    @ParameterizedTest
    @EnumSource
    void providerThatTakesNothingIsLacking(Algorithm algorithm) {
        assertThat(SelfTest.of(algorithm, new Scripted(Stubborn.class))).isEqualTo(SelfTest.Result.LACKING);
    }

    @Test
    void providerWithoutTheAlgorithmIsLacking() {
        assertThat(SelfTest.of(Algorithm.ES256, new Scripted(String.class))).isEqualTo(SelfTest.Result.LACKING);
    }

    @Test
    void libraryWithoutTheFunctionIsLacking() {
        assertThat(SelfTest.of(Algorithm.RS256, new Scripted(Broken.class))).isEqualTo(SelfTest.Result.LACKING);
    }

    @Test
    @EnabledIf("nativeIsHere")
    void keyIsTranslatedOnce() throws Exception {
        OwnKeys keys = new OwnKeys(AmazonCorrettoCryptoProvider.INSTANCE);
        PublicKey key = KnownAnswers.key(Algorithm.RS256);

        PublicKey own = keys.of(key);

        assertThat(own).isNotSameAs(key).isSameAs(keys.of(key));
        assertThat(own.getEncoded()).isEqualTo(key.getEncoded());
    }

    @Test
    void keyThatCannotBeTranslatedStaysAsItIs() throws Exception {
        PublicKey key = KnownAnswers.key(Algorithm.EDDSA);

        assertThat(new OwnKeys(new Scripted(Stubborn.class)).of(key)).isSameAs(key);
    }

    /** What the scripted engines have in common. */
    public abstract static class ScriptedSignature extends Signature {
        ScriptedSignature() {
            super("scripted");
        }

        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineInitSign(java.security.PrivateKey key) {}

        @Override
        protected void engineUpdate(byte one) {}

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) {}

        @Override
        protected byte[] engineSign() {
            return new byte[0];
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        protected void engineSetParameter(java.security.spec.AlgorithmParameterSpec spec) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
