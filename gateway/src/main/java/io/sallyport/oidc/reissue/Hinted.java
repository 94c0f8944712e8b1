package io.sallyport.oidc.reissue;

import io.sallyport.proxy.Binding;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a request's ID tokens make of it. */
public sealed interface Hinted {

    /**
     * It may go on.
     *
     * @param target path and query as the region is to see them
     * @param body the same of its body; null where there is none
     * @param binding the region of the session that it is about; null where nothing tells
     */
    record Read(
            String target, @Nullable Buffer body, @Nullable Binding binding) implements Hinted {}

    /** It holds one that claims to be the gateway's and is not, or two that contradict each other. */
    record Forged() implements Hinted {}
}
