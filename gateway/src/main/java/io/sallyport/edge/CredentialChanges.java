package io.sallyport.edge;

import io.sallyport.failover.RegionName;
import io.sallyport.guard.Guard;
import io.sallyport.keys.TokenValidation;
import io.sallyport.operation.Credential;
import io.sallyport.operation.Fields;
import io.sallyport.operation.Operation;
import io.sallyport.proxy.Carried;
import io.sallyport.token.Policy;
import io.sallyport.token.Verdict;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the guard of accounts whose credential was changed by a request that passed through. */
final class CredentialChanges {

    private static final AnswerGate.Found OPEN = new AnswerGate.Open(AnswerGate.OPEN);

    private final Guard guard;
    private final TokenValidation validation;

    CredentialChanges(Guard guard, TokenValidation validation) {
        this.guard = guard;
        this.validation = validation;
    }

    /** Whether {@link #find} has something to say of it. */
    boolean concern(Operation operation) {
        return guard.hasFence()
                && (operation.credential() instanceof Credential.Changed
                        || operation.credential() instanceof Credential.ChangedByHolder);
    }

    /**
     * Looks at a request that will change a credential if its region accepts it.
     *
     * @param fields of its body
     * @return never fails
     */
    Future<AnswerGate.Found> find(Operation operation, Fields fields) {
        if (operation.credential() instanceof Credential.Changed changed) {
            String name = fields.value(changed.account());
            boolean isName = name != null && name.length() <= Guard.LONGEST_NAME;
            return Future.succeededFuture(isName ? new AnswerGate.Open(new Changed(Set.of(name), false)) : OPEN);
        }
        String token = operation.credential() instanceof Credential.ChangedByHolder holder
                ? fields.value(holder.token())
                : null;
        return token == null
                ? Future.succeededFuture(OPEN)
                : validation.validate(token, Policy.ANY).map(CredentialChanges.this::byHolder);
    }

    /** Both names by which a user can sign in. Of a token that is not good here the region will hardly think better. */
    private AnswerGate.Found byHolder(Verdict verdict) {
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return OPEN;
        }
        Set<String> names = Stream.of(
                        accepted.claims().username(), accepted.claims().subject())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new AnswerGate.Open(new Changed(names, true));
    }

    /** A change on its way. */
    private final class Changed implements AnswerGate {

        private final Set<String> names;
        private final boolean isProven;

        /**
         * Of an account.
         *
         * @param names all by which it is known
         * @param isProven whether its holder has asked for it
         */
        Changed(Set<String> names, boolean isProven) {
            this.names = names;
            this.isProven = isProven;
        }

        /** What nobody knows the end of may have changed it; but anybody can ask for another's and see that no answer comes. */
        @Override
        public Future<Optional<Refusal>> settle(
                @Nullable Carried carried, RegionName asked, @Nullable RegionName home) {
            boolean isUnknown = carried == null || carried instanceof Carried.Unanswered;
            if (isAccepted(carried) || (isUnknown && isProven)) {
                names.forEach(name -> guard.changed(guard.account(name)));
            }
            return Future.succeededFuture(Optional.empty());
        }

        private static boolean isAccepted(@Nullable Carried carried) {
            return carried instanceof Carried.Delivered delivered
                    && delivered.answer().failure() == null
                    && delivered.answer().status() / 100 == 2;
        }
    }
}
