package io.sallyport.oidc.reissue;

import io.sallyport.oidc.text.FormText;
import io.sallyport.operation.Flow;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.operation.OperationClass;
import io.sallyport.proxy.Binding;
import io.sallyport.proxy.Binding.Tie;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ID tokens of one request, in its query and its form: read once, those of the gateway exchanged for their originals. */
final class RequestTokens {

    private final HintReader reader;
    private final Regions regions;
    private final Operation operation;
    private final Set<Hint.Home> homes = new HashSet<>();
    private boolean isForged;

    RequestTokens(HintReader reader, Regions regions, Operation operation) {
        this.reader = reader;
        this.regions = regions;
        this.operation = operation;
    }

    Hinted read(String target, @Nullable Buffer body) {
        Set<String> names = operation.hints().takes().entrySet().stream()
                .filter(field -> field.getValue() == HintKind.ID_TOKEN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        int query = target.indexOf('?') + 1;
        String there = query == 0 || names.isEmpty()
                ? target
                : target.substring(0, query) + edited(target.substring(query), names);
        Buffer then = body == null || names.isEmpty() ? body : edited(body, names);
        return isForged || homes.size() > 1 ? new Hinted.Forged() : new Hinted.Read(there, then, binding());
    }

    private Buffer edited(Buffer body, Set<String> names) {
        String form = body.toString(StandardCharsets.ISO_8859_1);
        String edited = edited(form, names);
        return form.equals(edited) ? body : Buffer.buffer(edited.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String edited(String parameters, Set<String> names) {
        return new FormText(parameters).edited(names, this::original);
    }

    private @Nullable String original(String name, String value) {
        Hint hint = reader.read(value);
        if (hint instanceof Hint.Reissued reissued) {
            homes.add(reissued.home());
            return reissued.original();
        }
        if (hint instanceof Hint.AsIssued issued && issued.home() != null) {
            homes.add(issued.home());
        }
        isForged |= hint instanceof Hint.Forged;
        return null;
    }

    /**
     * A login begins where new logins do, whoever it is for. What the primary knows, its replicas do; but a session ends where
     * it is, as far as no other region can be expected to know it.
     */
    private @Nullable Binding binding() {
        Hint.Home home = homes.isEmpty() ? null : homes.iterator().next();
        if (home == null
                || operation.flow() == Flow.BEGINS
                || !regions.askable().contains(home.region())) {
            return null;
        }
        boolean isSignOut = operation.operationClass() == OperationClass.SESSION;
        return regions.isPrimary(home.region()) && !isSignOut
                ? null
                : new Binding(home.region(), home.isAlone() ? Tie.ALONE : Tie.BETTER);
    }
}
