package io.sallyport.edge;

import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.operation.Reads;
import io.sallyport.upstream.ErrorType;
import io.sallyport.upstream.Exchange;
import io.sallyport.upstream.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The access tokens by which requests read, and what regions say to them. */
final class ReadTokens {

    private static final String BEARER = "Bearer ";

    private ReadTokens() {}

    /** The token by which a request reads, or that it asks about; null where there is none, or no single one. */
    static @Nullable String of(Exchange exchange) {
        Reads reads = exchange.operation().reads();
        if (reads instanceof Reads.ByHeader header) {
            List<String> values = exchange.headers().getAll(header.name());
            String value = values.size() == 1 ? values.get(0) : "";
            // RFC 9110 §11.1: the scheme is case-insensitive.
            return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? value.substring(BEARER.length()).trim()
                    : null;
        }
        if (reads instanceof Reads.ByField field) {
            return value(exchange, field.name());
        }
        return reads instanceof Reads.About about ? value(exchange, about.name()) : null;
    }

    private static @Nullable String value(Exchange exchange, String field) {
        Fields fields = SentFields.of(exchange.body(), exchange.operation().surface());
        return fields == null ? null : fields.value(field);
    }

    /** Whether a region refuses the token. */
    static boolean isRefused(Operation operation, Outcome.Answered answer) {
        Reads reads = operation.reads();
        if (reads instanceof Reads.ByHeader) {
            return answer.status() == 401;
        }
        if (reads instanceof Reads.ByField) {
            return answer.status() == 400 && "NotAuthorizedException".equals(ErrorType.of(answer.headers()));
        }
        RegionAnswer told = RegionAnswer.of(answer);
        return reads instanceof Reads.About && told != null && !told.isActive();
    }

    /** Whether a region takes the token. */
    static boolean isTaken(Operation operation, Outcome.Answered answer) {
        if (operation.reads() instanceof Reads.About) {
            RegionAnswer told = RegionAnswer.of(answer);
            return told != null && told.isActive();
        }
        return answer.failure() == null && answer.status() / 100 == 2;
    }
}
