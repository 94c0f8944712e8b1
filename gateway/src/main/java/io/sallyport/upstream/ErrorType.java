package io.sallyport.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The header {@code x-amzn-ErrorType} of Cognito's JSON API (AWS JSON 1.1 protocol, "Operation error serialization"). */
public final class ErrorType {

    private static final CharSequence HEADER = HttpHeaders.createOptimized("x-amzn-errortype");

    private ErrorType() {}

    /** The error's name, without where it is documented, which may stand behind a colon; null where there is none. */
    public static @Nullable String of(MultiMap headers) {
        String type = headers.get(HEADER);
        int colon = type == null ? -1 : type.indexOf(':');
        return colon < 0 ? type : type.substring(0, colon);
    }
}
