package io.sallyport.upstream;

import io.sallyport.failure.FailureKind;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** How one attempt at a region ended. Whether it may be retried and what it says about the region follow from this alone. */
public sealed interface Outcome {

    /** What went wrong; null where the answer is the region's own and speaks for it. */
    @Nullable
    FailureKind failure();

    /** The region saw nothing of the request. */
    record NotSent(FailureKind failure) implements Outcome {}

    /** The request may have reached the region; there is no complete answer. */
    record LostAfterSending(FailureKind failure) implements Outcome {}

    /**
     * The region answered.
     *
     * @param failure what the answer itself says against the region: {@code SERVER_ERROR}, {@code FOREIGN},
     *     {@code OVERLOAD}; null for any other answer, a refusal of the client included
     * @param body the whole body, or its beginning where {@code rest} follows
     * @param rest what follows {@code body}, to be piped or abandoned; null where {@code body} is everything
     */
    record Answered(
            int status,
            MultiMap headers,
            Buffer body,
            @Nullable AnswerRest rest,
            @Nullable FailureKind failure) implements Outcome {}
}
