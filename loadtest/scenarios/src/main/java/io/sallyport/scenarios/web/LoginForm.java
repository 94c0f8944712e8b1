package io.sallyport.scenarios.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a login page.
 *
 * @param action where it is posted to, as the page says it
 * @param hidden the values that it brings along
 */
public record LoginForm(String action, Map<String, String> hidden) {

    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    /** Copies. */
    public LoginForm {
        hidden = Map.copyOf(hidden);
    }

    /** The form that asks for a password, where the answer is a page with one. */
    public static Optional<LoginForm> in(Answer answer) {
        if (!answer.isOk()) {
            return Optional.empty();
        }
        String page = answer.body().toString();
        Matcher action = ACTION.matcher(page);
        if (!action.find() || !page.contains("name=\"password\"")) {
            return Optional.empty();
        }
        Map<String, String> hidden = new HashMap<>();
        Matcher input = HIDDEN.matcher(page);
        while (input.find()) {
            hidden.put(input.group(1), input.group(2));
        }
        return Optional.of(new LoginForm(action.group(1).replace("&amp;", "&"), hidden));
    }

    /** What is posted by someone who knows a password. */
    public Map<String, String> filledIn(String username, String password) {
        Map<String, String> inputs = new HashMap<>(hidden);
        inputs.put("username", username);
        inputs.put("password", password);
        return inputs;
    }
}
