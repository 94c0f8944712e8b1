package io.sallyport.edge;

import io.sallyport.operation.Fields;
import io.sallyport.operation.Surface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a request says, by the surface that it speaks to. */
final class SentFields {

    private SentFields() {}

    /** A page's may stand in its query as well; an OAuth endpoint has none. */
    static @Nullable Fields of(HttpServerRequest request, @Nullable Buffer body, Surface surface) {
        String query = surface == Surface.PAGE ? request.query() : null;
        if (query == null) {
            return of(body, surface);
        }
        return new FormFields(body == null ? query : query + '&' + body.toString(StandardCharsets.UTF_8));
    }

    /** The fields of a small body; null where it is not what the surface speaks. */
    static @Nullable Fields of(@Nullable Buffer body, Surface surface) {
        if (body == null) {
            return Fields.NONE;
        }
        return surface == Surface.API ? JsonFields.parse(body) : new FormFields(body.toString(StandardCharsets.UTF_8));
    }
}
