package io.sallyport.oidc.reissue;

import io.sallyport.failover.RegionName;
import io.sallyport.keys.DeniedKeys;
import io.sallyport.keys.IdTokenValidation;
import io.sallyport.metrics.TokenMeters;
import io.sallyport.oidc.affinity.KeyRing;
import io.sallyport.operation.HintKind;
import io.sallyport.operation.Operation;
import io.sallyport.token.SignatureChecker;
import io.sallyport.upstream.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to ID tokens on their way to clients and back, by the mode in which the gateway issues. Thread-safe. */
public final class IdTokens {

    private static final Logger LOG = LoggerFactory.getLogger(IdTokens.class);

    private final Regions regions;
    private final HintReader hints;
    private final TokenMeters meters;
    private final @Nullable Reissuer reissuer;
    private final @Nullable SigningPool pool;

    private IdTokens(
            Regions regions,
            HintReader hints,
            TokenMeters meters,
            @Nullable Reissuer reissuer,
            @Nullable SigningPool pool) {
        this.regions = regions;
        this.hints = hints;
        this.meters = meters;
        this.reissuer = reissuer;
        this.pool = pool;
    }

    /** They stay as the regions issued them. */
    public static IdTokens asIssued(Regions regions, IdTokenValidation validation, TokenMeters meters) {
        return new IdTokens(regions, new HintReader(regions, validation, null), meters, null, null);
    }

    /**
     * They are signed anew with the gateway's keys, and become the regions' own again where they come back.
     *
     * @param signatures checks the gateway's own
     */
    public static IdTokens reissued(
            Vertx vertx,
            Regions regions,
            IdTokenValidation validation,
            GatewayKeys keys,
            DeniedKeys denied,
            KeyRing ring,
            SignatureChecker signatures,
            TokenMeters meters) {
        SigningPool pool = new SigningPool(vertx);
        HintReader.Own own = new HintReader.Own(keys, denied, ring, signatures);
        return new IdTokens(
                regions,
                new HintReader(regions, validation, own),
                meters,
                new Reissuer(regions, validation, keys, denied, ring, pool),
                pool);
    }

    /**
     * Reads a request.
     *
     * @param target path and query, undecoded
     * @param body all of it; null where there is none
     */
    public Hinted read(Operation operation, String target, @Nullable Buffer body) {
        return operation.hints().takes().containsValue(HintKind.ID_TOKEN)
                ? new RequestTokens(hints, regions, operation).read(target, body)
                : new Hinted.Read(target, body, null);
    }

    /**
     * What the client is given of a region's answer.
     *
     * @param clients names of the client that asked, one of which the token must bear; none where they are not known
     * @return fails by a bug alone; later on the caller's own context
     */
    public Future<Given> give(
            Operation operation, RegionName region, Supplier<Set<String>> clients, Outcome.Answered answer) {
        Reissuer active = reissuer;
        if (active == null
                || answer.status() / 100 != 2
                || !operation.hints().gives().containsValue(HintKind.ID_TOKEN)) {
            return Future.succeededFuture(new Given.Passed(answer));
        }
        TokenAnswer read = TokenAnswer.of(answer);
        if (read instanceof TokenAnswer.Found found) {
            return active.reissue(region, clients.get(), found.idToken().value(), found.accessToken())
                    .map(result -> given(operation, region, answer, found, result));
        }
        return Future.succeededFuture(
                read instanceof TokenAnswer.Without
                        ? new Given.Passed(answer)
                        : withheld(operation, region, answer, "unreadable"));
    }

    private Given given(
            Operation operation,
            RegionName region,
            Outcome.Answered answer,
            TokenAnswer.Found found,
            Reissuer.Result result) {
        if (result instanceof Reissuer.Refused refused) {
            return withheld(operation, region, answer, refused.reason());
        }
        meters.idToken("reissued", "none");
        Buffer body = found.with(((Reissuer.Reissued) result).token());
        return new Given.Passed(new Outcome.Answered(answer.status(), answer.headers(), body, null, answer.failure()));
    }

    private Given withheld(Operation operation, RegionName region, Outcome.Answered answer, String reason) {
        if (answer.rest() != null) {
            answer.rest().abandon();
        }
        meters.idToken("withheld", reason);
        LOG.atWarn()
                .addKeyValue("region", region.value())
                .addKeyValue("operation", operation.name())
                .addKeyValue("reason", reason)
                .log("an ID token was withheld: it could not be signed anew");
        return new Given.Withheld();
    }

    /** Ends its threads. */
    public Future<Void> close() {
        return pool == null ? Future.succeededFuture() : pool.close();
    }
}
