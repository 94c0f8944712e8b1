package io.sallyport.config.file;

/**
 * One thing wrong with a configuration file; {@link #toString} is the line that a person reads.
 *
 * @param file the file, as it was named
 * @param line from 1; 0 where there is none
 * @param path the key, like {@code regions[0].oidc}; empty for the whole file
 * @param value as found, quoted and shortened, secrets redacted; empty where there is none
 * @param rule what it must be
 */
public record Problem(String file, int line, String path, String value, String rule) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        if (!value.isEmpty()) {
            text.append(value).append(": ");
        }
        return text.append(rule).toString();
    }
}
