package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.oauth.AuthorizationCodes.Grant;
import io.sallyport.regions.oauth.AuthorizationCodes.Redemption;
import io.sallyport.regions.token.Issued;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.token.Sessions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Turns a code into a session (RFC 6749 section 4.1.3, RFC 7636). A code shown twice ends what it opened. */
final class CodeRedemption {

    private final AuthorizationCodes codes;
    private final Directory directory;
    private final Sessions sessions;

    CodeRedemption(AuthorizationCodes codes, Directory directory, Sessions sessions) {
        this.codes = codes;
        this.directory = directory;
        this.sessions = sessions;
    }

    /**
     * The tokens that the code stands for.
     *
     * @throws GeneralException {@code invalid_grant}
     */
    Issued redeem(AuthorizationCodeGrant code, RegisteredClient client) throws GeneralException {
        Redemption redemption = codes.redeem(code.getAuthorizationCode().getValue());
        if (redemption instanceof Redemption.Replayed replayed) {
            sessions.revoke(replayed.grant().sid());
        }
        if (!(redemption instanceof Redemption.Granted granted) || !isFor(granted.grant(), code, client)) {
            throw new GeneralException(OAuth2Error.INVALID_GRANT);
        }
        Grant grant = granted.grant();
        User user =
                directory.enabledUser(grant.sub()).orElseThrow(() -> new GeneralException(OAuth2Error.INVALID_GRANT));
        return sessions.open(grant.sid(), user, client, grant.scope(), grant.signedInAt(), grant.nonce());
    }

    private static boolean isFor(Grant grant, AuthorizationCodeGrant code, RegisteredClient client) {
        URI redirectUri = code.getRedirectionURI();
        return grant.clientId().equals(client.id())
                && redirectUri != null
                && grant.redirectUri().equals(redirectUri.toString())
                && isVerified(grant.challenge(), code.getCodeVerifier());
    }

    private static boolean isVerified(@Nullable CodeChallenge challenge, @Nullable CodeVerifier verifier) {
        if (challenge == null || verifier == null) {
            return challenge == null && verifier == null;
        }
        String computed =
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
        return Secrets.same(challenge.getValue(), computed);
    }
}
