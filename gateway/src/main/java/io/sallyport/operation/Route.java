package io.sallyport.operation;

import java.util.List;
import java.util.Map;

/**
 * Where a method and path (or an API target) lead: one operation, or several told apart by a field of the body. The first
 * variant whose condition holds is taken; the last has none.
 */
public final class Route {

    /** An operation and the fields that select it. */
    record Variant(Map<String, String> when, Operation operation) {

        /** Stands for any value, were it given twice. */
        private static final String ANY = "*";

        Variant {
            when = Map.copyOf(when);
        }

        boolean matches(Fields fields) {
            for (Map.Entry<String, String> condition : when.entrySet()) {
                if (!holds(condition.getKey(), condition.getValue(), fields)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean holds(String name, String wanted, Fields fields) {
            return wanted.equals(ANY) ? fields.has(name) : wanted.equals(fields.value(name));
        }
    }

    private final List<Variant> variants;
    private final boolean takesHints;
    private final boolean takesForm;
    private final boolean concernsCredentials;

    Route(List<Variant> variants) {
        if (variants.isEmpty() || !variants.get(variants.size() - 1).when().isEmpty()) {
            throw new IllegalArgumentException("the last variant of a route takes every request: " + variants);
        }
        this.variants = List.copyOf(variants);
        this.takesHints = variants.stream()
                .anyMatch(each -> !each.operation().hints().takes().isEmpty());
        this.takesForm = variants.stream().anyMatch(each -> isFormEndpoint(each.operation()));
        this.concernsCredentials =
                variants.stream().anyMatch(each -> each.operation().credential() != null);
    }

    /** Of what machines call, only userinfo is none: a resource that takes a token (OpenID Connect Core §5.3). */
    private static boolean isFormEndpoint(Operation operation) {
        boolean isRead = operation.operationClass() == OperationClass.READ
                && operation.hints().takes().isEmpty();
        return operation.surface() == Surface.OAUTH && !isRead;
    }

    /** Whether {@link #operation} must be given the body's fields. */
    public boolean needsBody() {
        return variants.size() > 1;
    }

    /** Whether a request may hold a value that tells its region. */
    public boolean takesHints() {
        return takesHints;
    }

    /**
     * Whether it is an OAuth endpoint, whose parameters stand in a form body alone: the token endpoint (RFC 6749 §3.2) and
     * those made after it (RFC 7009 §2.1, RFC 7662 §2.1, RFC 8628 §3.1, RFC 9126 §2.1).
     */
    public boolean takesForm() {
        return takesForm;
    }

    /** Whether a request may try or change an account's credential. */
    public boolean concernsCredentials() {
        return concernsCredentials;
    }

    /** The operation for a body with these fields. */
    public Operation operation(Fields fields) {
        for (Variant variant : variants) {
            if (variant.matches(fields)) {
                return variant.operation();
            }
        }
        throw new IllegalStateException("a route without a last variant");
    }

    /** The operation of a request whose body is not looked at. */
    public Operation operation() {
        return variants.get(variants.size() - 1).operation();
    }

    /** Every operation that can come out of it. */
    public List<Operation> operations() {
        return variants.stream().map(Variant::operation).toList();
    }
}
