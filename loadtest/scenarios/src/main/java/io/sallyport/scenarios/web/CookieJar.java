package io.sallyport.scenarios.web;

import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser's cookies for one site; paths do not matter here. */
public final class CookieJar {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Makes an empty one. */
    public CookieJar() {}

    /** Takes the cookies of an answer. */
    public void take(MultiMap headers) {
        for (String header : headers.getAll("Set-Cookie")) {
            Cookie cookie = ClientCookieDecoder.LAX.decode(header);
            if (cookie != null && cookie.maxAge() == 0) {
                values.remove(cookie.name());
            } else if (cookie != null) {
                values.put(cookie.name(), cookie.value());
            }
        }
    }

    /** The header to send; none where there are no cookies. */
    public Map<String, String> header() {
        return values.isEmpty()
                ? Map.of()
                : Map.of(
                        "Cookie",
                        values.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining("; ")));
    }
}
