package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.openid.connect.sdk.UserInfoErrorResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoSuccessResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.token.AccessClaims;
import io.sallyport.regions.token.AccessTokens;
import io.sallyport.regions.token.UserClaims;
import io.sallyport.regions.web.Call;
import io.sallyport.regions.web.Endpoint;
import java.util.Optional;

/** Tells a client about its user (OpenID Connect Core 5.3); errors are RFC 6750's. */
final class UserInfoEndpoint implements Endpoint {

    private final AccessTokens tokens;
    private final Directory directory;

    UserInfoEndpoint(AccessTokens tokens, Directory directory) {
        this.tokens = tokens;
        this.directory = directory;
    }

    @Override
    public HTTPResponse answer(Call call) {
        Optional<AccessClaims> claims;
        try {
            claims = tokens.check(
                    UserInfoRequest.parse(call.http()).getAccessToken().getValue());
        } catch (ParseException noToken) {
            return noToken.getErrorObject() instanceof BearerTokenError error
                    ? error(error)
                    : error(BearerTokenError.MISSING_TOKEN);
        }
        if (claims.isEmpty()) {
            return error(BearerTokenError.INVALID_TOKEN);
        }
        if (!claims.get().hasScope("openid")) {
            return error(BearerTokenError.INSUFFICIENT_SCOPE);
        }
        return directory
                .enabledUser(claims.get().sub())
                .map(user -> told(user, claims.get()))
                .orElseGet(() -> error(BearerTokenError.INVALID_TOKEN));
    }

    private static HTTPResponse told(User user, AccessClaims claims) {
        UserInfo info = new UserInfo(new Subject(user.sub()));
        info.setClaim("username", user.username());
        UserClaims.of(user, claims.scope()).forEach(info::setClaim);
        HTTPResponse response = new UserInfoSuccessResponse(info).toHTTPResponse();
        response.setCacheControl("no-store");
        return response;
    }

    private static HTTPResponse error(BearerTokenError error) {
        return new UserInfoErrorResponse(error).toHTTPResponse();
    }
}
