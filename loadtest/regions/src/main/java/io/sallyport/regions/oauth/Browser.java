package io.sallyport.regions.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.web.Call;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The browser that holds a page, by a random cookie. Its forms carry a value that only a page made for the same
 * browser can have.
 */
record Browser(String id) {

    static final String CSRF_INPUT = "_csrf";

    private static final String COOKIE = "browser";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");

    static Browser of(Call call) {
        String id = call.cookies().getOrDefault(COOKIE, "");
        return new Browser(ID.matcher(id).matches() ? id : Secrets.random());
    }

    String csrf() {
        return Secrets.digest("csrf " + id);
    }

    boolean sent(Map<String, List<String>> form) {
        return Secrets.same(csrf(), Call.first(form, CSRF_INPUT).orElse(""));
    }

    HTTPResponse remember(HTTPResponse response) {
        response.setHeader("Set-Cookie", cookie(COOKIE, id));
        return response;
    }

    static String cookie(String name, String value) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
    }

    /** Without the identifier. */
    @Override
    public String toString() {
        return "Browser";
    }
}
