package io.sallyport.oidc.reissue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureSpi;
import java.security.spec.KeySpec;
import org.junit.jupiter.api.Test;

class TokenSignerTest {

    private static final RSAKey KEY = SampleKeys.RING.signing().orElseThrow().signing();
    private static final byte[] TEXT = "header.payload".getBytes(StandardCharsets.US_ASCII);

    @Test
    void itsSignatureIsTheKeys() throws Exception {
        TokenSigner signer = TokenSigner.of(KEY, null);

        assertThat(signer.kid()).isEqualTo(KEY.getKeyID());
        assertThat(signer.isNative()).isFalse();
        assertThat(verifies(signer.sign(TEXT))).isTrue();
    }

    @Test
    void theNativeProviderMakesTheSameSignature() {
        assumeTrue(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null, "no native library here");

        TokenSigner signer = TokenSigner.of(KEY, AmazonCorrettoCryptoProvider.INSTANCE);

        assertThat(signer.isNative()).isTrue();
        assertThat(signer.sign(TEXT)).isEqualTo(TokenSigner.of(KEY, null).sign(TEXT));
    }

    @Test
    void aProviderThatSignsWrongDoesNotSign() throws Exception {
        TokenSigner signer = TokenSigner.of(KEY, new Broken());

        assertThat(signer.isNative()).isFalse();
        assertThat(verifies(signer.sign(TEXT))).isTrue();
    }

    @Test
    void aProviderThatLacksRsaDoesNotSign() {
        Provider empty = new Provider("Empty", "1", "") {
            private static final long serialVersionUID = 1L;
        };

        assertThat(TokenSigner.of(KEY, empty).isNative()).isFalse();
    }

    @Test
    void halvesThatDoNotBelongTogetherAreRefused() {
        RSAKey waiting = SampleKeys.RING.signing().orElseThrow().waiting();
        RSAKey mixed = new RSAKey.Builder(KEY.getModulus(), KEY.getPublicExponent())
                .privateExponent(new Base64URL(waiting.getPrivateExponent().toString()))
                .keyID("mixed")
                .build();

        assertThatThrownBy(() -> TokenSigner.of(mixed, null)).isInstanceOf(IllegalStateException.class);
    }

    private static boolean verifies(byte[] signature) throws Exception {
        Signature engine = Signature.getInstance("SHA256withRSA");
        engine.initVerify(KEY.toRSAPublicKey());
        engine.update(TEXT);
        return engine.verify(signature);
    }

    /** Signs everything with the same bytes. */
    private static final class Broken extends Provider {

        private static final long serialVersionUID = 1L;

        Broken() {
            super("Broken", "1", "");
            put("Signature.SHA256withRSA", Constant.class.getName());
            put("KeyFactory.RSA", Keys.class.getName());
        }
    }

    /** Made by its provider. */
    public static final class Constant extends SignatureSpi {

        /** Made by its provider. */
        public Constant() {}

        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineInitSign(PrivateKey key) {}

        @Override
        protected void engineUpdate(byte one) {}

        @Override
        protected void engineUpdate(byte[] some, int from, int length) {}

        @Override
        protected byte[] engineSign() {
            return new byte[256];
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }

    /** Made by its provider. */
    public static final class Keys extends KeyFactorySpi {

        /** Made by its provider. */
        public Keys() {}

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) {
            try {
                return KEY.toPrivateKey();
            } catch (com.nimbusds.jose.JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            throw new InvalidKeyException();
        }
    }
}
