package io.sallyport.guard;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What of an account's name tells it from others. Providers differ in which spellings they take for one account: who could go on
 * under another spelling would begin to be counted anew, so all that any of them may take for one are one here. That two people
 * share a count is the lesser harm.
 */
final class AccountName {

    private AccountName() {}

    /**
     * The name without its case, without spaces and what cannot be seen, and with characters that are only drawn otherwise (wide
     * letters, ligatures, accents apart from their letters) in their usual form (Unicode NFKC, UAX #15). Letters that only look
     * alike stay what they are: no provider takes them for the same.
     */
    static String folded(String name) {
        StringBuilder visible = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(AccountName::isSeen)
                .forEach(visible::appendCodePoint);
        // Up first: what has more than one lower case has one upper.
        return visible.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean isSeen(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT;
    }
}
