package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A strict OpenID client before regions that each sign under a name of their own. */
class ReissueTest {

    @RegisterExtension
    final RunningDemo demo = new RunningDemo("--issuer=reissue");

    private final Client client = new Client();

    /** As OpenID Connect Core §3.1.3.7 and Discovery §4.3 ask: one name for base URL, discovery and token. */
    private IDTokenClaimsSet verified(HttpResponse<String> tokens, @Nullable String nonce) throws Exception {
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        JsonNode discovery = Client.json(client.get(demo.url("/.well-known/openid-configuration")));
        assertThat(discovery.get("issuer").asText()).isEqualTo(demo.publicUrl());
        assertThat(discovery.get("id_token_signing_alg_values_supported").toString())
                .isEqualTo("[\"RS256\"]");
        assertThat(discovery.get("jwks_uri").asText()).isEqualTo(demo.publicUrl() + "/.well-known/jwks.json");
        JWKSet keys =
                JWKSet.parse(client.get(demo.url("/.well-known/jwks.json")).body());
        IDTokenValidator validator =
                new IDTokenValidator(new Issuer(demo.publicUrl()), new ClientID("demo-web"), JWSAlgorithm.RS256, keys);
        IDTokenClaimsSet claims = validator.validate(
                SignedJWT.parse(Client.text(tokens, "id_token")), nonce == null ? null : new Nonce(nonce));
        AccessTokenValidator.validate(
                new BearerAccessToken(Client.text(tokens, "access_token")),
                JWSAlgorithm.RS256,
                claims.getAccessTokenHash());
        return claims;
    }

    /** Everything that an application does with a login, from beginning to end. */
    private void lives(RegionUnderTest region) throws Exception {
        HttpResponse<String> tokens = new Login(demo).tokens();
        IDTokenClaimsSet claims = verified(tokens, Login.NONCE);
        assertThat(claims.getStringClaim("email")).isEqualTo("alice@example.com");
        assertThat(region(tokens)).isEqualTo(region.name());

        HttpResponse<String> refreshed = refresh(tokens);
        assertThat(verified(refreshed, null).getSubject()).isEqualTo(claims.getSubject());

        HttpResponse<String> user = client.get(
                demo.url("/oauth2/userInfo"), "Authorization", "Bearer " + Client.text(refreshed, "access_token"));
        assertThat(Client.text(user, "sub")).isEqualTo(claims.getSubject().getValue());

        signOut(refreshed);
        assertThat(Client.text(refresh(tokens), "error")).isEqualTo("invalid_grant");
    }

    private void signOut(HttpResponse<String> tokens) throws Exception {
        HttpResponse<String> answer = new Client()
                .get(demo.url("/logout?" + Client.encode(Map.of("id_token_hint", Client.text(tokens, "id_token")))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> refresh(HttpResponse<String> tokens) throws Exception {
        return Login.refresh(demo.url("/oauth2/token"), Client.text(tokens, "refresh_token"));
    }

    private String region(HttpResponse<String> tokens) throws Exception {
        return Client.header(
                client.validate(demo.url("/-/validate"), Client.text(tokens, "access_token")), "X-Auth-Region");
    }

    @Test
    void aLoginIsOneOfTheGatewaysWhicheverRegionServes() throws Exception {
        lives(demo.primary());

        demo.losePrimary();
        lives(demo.replica());
        HttpResponse<String> ofReplica = new Login(demo).tokens();

        demo.regainPrimary();
        lives(demo.primary());
        verified(refresh(ofReplica), null);
        signOut(ofReplica);
        assertThat(Client.text(refresh(ofReplica), "error")).isEqualTo("invalid_grant");
        assertThat(demo.replica().requests("/logout")).isEqualTo(2);
    }

    @Test
    void aTokenOfBeforeARestartIsKnownAfterIt() throws Exception {
        HttpResponse<String> tokens = new Login(demo).tokens();

        demo.restartGateway();

        verified(tokens, Login.NONCE);
        signOut(tokens);
        assertThat(Client.text(refresh(tokens), "error")).isEqualTo("invalid_grant");
    }

    @Test
    void aForgedHintSignsNobodyOut() throws Exception {
        HttpResponse<String> tokens = new Login(demo).tokens();
        String forged = Client.text(tokens, "id_token").replaceAll("\\.[^.]*$", ".AAAA");

        HttpResponse<String> answer =
                new Client().get(demo.url("/logout?" + Client.encode(Map.of("id_token_hint", forged))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(demo.primary().requests("/logout")).isZero();
        assertThat(refresh(tokens).statusCode()).isEqualTo(200);
    }

    @Test
    void anIdTokenIsNoAccessTokenAndAnAccessTokenStaysTheRegions() throws Exception {
        HttpResponse<String> tokens = new Login(demo).tokens();

        HttpResponse<String> withIdToken = client.validate(demo.url("/-/validate"), Client.text(tokens, "id_token"));
        HttpResponse<String> withAccessToken =
                client.validate(demo.url("/-/validate"), Client.text(tokens, "access_token"));

        assertThat(withIdToken.statusCode()).isEqualTo(401);
        assertThat(Client.header(withAccessToken, "X-Auth-Issuer"))
                .isEqualTo(demo.primary().region().baseUrl().toString());
    }
}
