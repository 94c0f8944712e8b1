package io.sallyport.edge;

import io.sallyport.edge.page.Page;
import java.util.EnumMap;
import java.util.Map;

/** What a person reads in the place of a region's page: what happened, in words that need no knowledge of regions, and what to do. */
final class RefusalPage {

    private static final String START_AGAIN = "Go back to the application and start again there.";

    private record Words(String title, String text) {}

    private static final Map<Refusal, Words> WORDS = new EnumMap<>(
            Map.ofEntries(
                    words(
                            Refusal.BAD_REQUEST,
                            "This request cannot be read",
                            "It is incomplete or damaged. " + START_AGAIN),
                    words(
                            Refusal.NOT_FOUND,
                            "There is nothing here",
                            "No page has this address. If an application sent you here, "
                                    + "tell the people who run it."),
                    words(
                            Refusal.MISDIRECTED,
                            "Wrong address",
                            "This site is not served under this name. Open it from the application that you want to use."),
                    words(
                            Refusal.REQUEST_TIMEOUT,
                            "That took too long",
                            "What you sent did not arrive in time. Check your connection and try again."),
                    words(
                            Refusal.UNAVAILABLE,
                            "Sign-in is not answering",
                            "Nothing was changed. It is being looked after; you need to do nothing."),
                    words(
                            Refusal.OUTCOME_UNKNOWN,
                            "It is not known whether that worked",
                            "The answer to what you sent was lost on its way. It may have been done, or not. See whether it was "
                                    + "done before you send it again."),
                    words(
                            Refusal.FLOW_LOST,
                            "Please start again",
                            "Your sign-in was interrupted. Nothing was changed. " + START_AGAIN),
                    words(
                            Refusal.REQUEST_LOST,
                            "Please start again",
                            "This sign-in has ended, or was interrupted. " + START_AGAIN),
                    words(Refusal.FORGED, "Please start again", "This sign-in cannot be continued. " + START_AGAIN),
                    words(
                            Refusal.SIGNED_OVER,
                            "This way of signing in is not offered",
                            "The application asked for an answer that cannot be given here. Only the people who run it can "
                                    + "change that."),
                    words(Refusal.OVERLOADED, "A moment, please", "Very many people are signing in just now."),
                    words(
                            Refusal.INTERNAL,
                            "Something went wrong here",
                            "It was no mistake of yours. Try again; if it happens again, tell the people who run the application.")));

    private RefusalPage() {}

    private static Map.Entry<Refusal, Words> words(Refusal refusal, String title, String text) {
        return Map.entry(refusal, new Words(title, text));
    }

    /**
     * The page; every text in it is the gateway's own, none is the request's.
     *
     * @param retrySeconds when to come back, if the refusal is one for now
     */
    static String render(Refusal refusal, int retrySeconds) {
        Words words = WORDS.getOrDefault(refusal, new Words(refusal.title(), refusal.text()));
        Page page = new Page(words.title()).say(words.text());
        boolean isForNow = refusal.isTemporary() && refusal != Refusal.OUTCOME_UNKNOWN;
        return (isForNow ? page.say(comeBack(retrySeconds)) : page).html();
    }

    /** When, in words; an estimate is no promise, and past some minutes none is made. */
    static String comeBack(int seconds) {
        if (seconds >= 300) {
            return "Please try again later.";
        }
        if (seconds > 90) {
            return "Please try again in about " + (seconds + 30) / 60 + " minutes.";
        }
        return seconds > 30 ? "Please try again in about a minute." : "Please try again in a moment.";
    }
}
