package io.sallyport.guard;

import io.sallyport.operation.Fields;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a region's answer says of the credential that was tried. Whoever can have a wrong one taken for neither guesses for nothing,
 * and whoever can have one taken for a success begins anew: so a success is believed where the provider signs somebody in, and
 * nowhere else.
 */
public enum SignInResult {
    /** It was right, and nothing else is asked for. */
    SUCCEEDED,
    /** It was wrong. */
    FAILED,
    /** Nothing: the request was refused for another reason, or another step is asked for. */
    NEITHER;

    /** A wrong password, no such user, a wrong one-time code. */
    private static final Set<String> WRONG =
            Set.of("NotAuthorizedException", "UserNotFoundException", "CodeMismatchException");

    /** The region's own lock-out: nothing was tried (Cognito developer guide, "Lockout behavior for failed sign-in attempts"). */
    private static final String LOCKED = "Password attempts exceeded";

    private static final String PASSWORD = "password";

    /**
     * Reads an answer of Cognito's JSON API.
     *
     * @param type the name in its {@code x-amzn-ErrorType}; null where it has none
     */
    public static SignInResult ofCall(int status, @Nullable String type, Fields body) {
        if (status == 200) {
            return body.value("AuthenticationResult.AccessToken") == null ? NEITHER : SUCCEEDED;
        }
        String error = type == null ? afterHash(body.value("__type")) : type;
        boolean isLocked = LOCKED.equals(body.value("message"));
        return status == 400 && WRONG.contains(error) && !isLocked ? FAILED : NEITHER;
    }

    private static String afterHash(@Nullable String type) {
        return type == null ? "" : type.substring(type.indexOf('#') + 1);
    }

    /** Reads an answer of an OAuth token endpoint (RFC 6749 §5). */
    public static SignInResult ofGrant(int status, Fields body) {
        if (status == 200) {
            return body.value("access_token") == null ? NEITHER : SUCCEEDED;
        }
        boolean isRefused = status == 400 || status == 401;
        return isRefused && "invalid_grant".equals(body.value("error")) ? FAILED : NEITHER;
    }

    /**
     * Reads a page that came instead of a redirect. One that asks for a password again says that it was wrong; one that could not
     * be read to its end may do so. A form for something else does not, nor does a refusal without an input for one (4xx): a form
     * that was posted from elsewhere is refused without looking at its password.
     *
     * @param page its text; null where not all of it could be read
     */
    public static SignInResult ofPage(int status, @Nullable String page) {
        if (status == 401 || page == null) {
            return FAILED;
        }
        String text = page.toLowerCase(Locale.ROOT);
        if (asksForPassword(text)) {
            return FAILED;
        }
        return status >= 400 || text.contains("<form") ? NEITHER : FAILED;
    }

    /** Whether there is an attribute {@code type} or {@code name} with that value. */
    private static boolean asksForPassword(String page) {
        for (int at = page.indexOf(PASSWORD); at >= 0; at = page.indexOf(PASSWORD, at + 1)) {
            int before = at - 1;
            if (before > 0 && (page.charAt(before) == '"' || page.charAt(before) == '\'')) {
                before--;
            }
            before = withoutSpaces(page, before);
            if (before > 0 && page.charAt(before) == '=') {
                int end = withoutSpaces(page, before - 1) + 1;
                if (page.startsWith("type", end - 4) || page.startsWith("name", end - 4)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int withoutSpaces(String page, int from) {
        int at = from;
        while (at > 0 && Character.isWhitespace(page.charAt(at))) {
            at--;
        }
        return at;
    }
}
