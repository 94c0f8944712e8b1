package io.sallyport.journal;

/** What became of a record that was asked for. */
public sealed interface Loading permits Loading.Absent, Loading.Loaded, Loading.Unreadable {

    /** It was never saved, or was deleted. */
    record Absent() implements Loading {}

    /** It is what was saved. A class, because arrays have no value equality. */
    final class Loaded implements Loading {
        private final byte[] content;

        Loaded(byte[] content) {
            this.content = content;
        }

        /** The record; not copied. */
        public byte[] content() {
            return content;
        }
    }

    /**
     * It is there and must not be trusted: altered, cut, of another name, sealed with another key, or not legible.
     *
     * @param reason for a person
     */
    record Unreadable(String reason) implements Loading {}
}
