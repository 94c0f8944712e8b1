package io.sallyport.token;

import static io.sallyport.token.SampleClaims.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedOriginTest {

    private static final String TOKEN = Attack.RSA.token(SampleClaims.idToken(ISSUER));
    private static final ClaimedOrigin SAID = new ClaimedOrigin(ISSUER, Attack.RSA.kid());

    @Test
    void tellsWhatATokenSaysWhoeverSignedIt() {
        String[] parts = TOKEN.split("\\.", -1);

        assertThat(ClaimedOrigin.of(TOKEN)).isEqualTo(SAID);
        assertThat(ClaimedOrigin.of(parts[0] + '.' + parts[1] + ".!")).isEqualTo(SAID);
        assertThat(ClaimedOrigin.of(parts[0] + '.' + parts[1])).isEqualTo(SAID);
        assertThat(ClaimedOrigin.of(parts[0] + '.' + parts[1] + "..x.y")).isEqualTo(SAID);
    }

    @Test
    void whatIsLeftOfAnAlteredOneTellsToo() {
        String[] parts = TOKEN.split("\\.", -1);
        String twice = TokenMint.encode("{\"iss\":\"a\",\"iss\":\"b\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(ClaimedOrigin.of(parts[0] + ".x." + parts[2])).isEqualTo(new ClaimedOrigin(null, SAID.kid()));
        assertThat(ClaimedOrigin.of("x." + parts[1] + '.' + parts[2])).isEqualTo(new ClaimedOrigin(ISSUER, null));
        assertThat(ClaimedOrigin.of("x." + twice + ".z").issuer()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "opaque", "a.b.c", "e30.e30.e30", "eyJraWQiOjd9.eyJpc3MiOlsiYSJdfQ."})
    void nothingIsSaidByAnyOtherText(String text) {
        assertThat(ClaimedOrigin.of(text)).isEqualTo(new ClaimedOrigin(null, null));
    }
}
