package io.sallyport.journal;

import java.util.regex.Pattern;

/** The names of records and logs: fixed in code, never from a request; a file's name, so nothing but plain letters. */
final class RecordName {

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private RecordName() {}

    static String checked(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("a record's name is 1 to 100 of a-z, 0-9, '.', '_' and '-': " + name);
        }
        return name;
    }
}
