package io.sallyport.keys;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources as the network and the disk show them. */
final class JwksSources implements IssuerKeys.Sources {

    private static final Logger LOG = LoggerFactory.getLogger(JwksSources.class);

    /** An answer of an earlier life. */
    record Stored(IssuerKeys keys, SourceUrl source, JwksDocument document, long atNanos) {}

    private final JwksFetch fetch;
    private final KeysSeams seams;
    private final Runnable onChange;

    JwksSources(JwksFetch fetch, KeysSeams seams, Runnable onChange) {
        this.fetch = fetch;
        this.seams = seams;
        this.onChange = onChange;
    }

    @Override
    public Future<JwksDocument.Reading> ask(IssuerSource issuer, SourceUrl source) {
        return fetch.get(source.url()).map(answer -> read(issuer, source, answer));
    }

    @Override
    public void changed() {
        onChange.run();
    }

    /** What was kept of all sources; blocks. */
    List<Stored> load(Collection<IssuerKeys> all) {
        List<Stored> stored = new ArrayList<>();
        for (IssuerKeys keys : all) {
            for (SourceUrl source : keys.source().urls()) {
                load(keys, source).ifPresent(stored::add);
            }
        }
        return stored;
    }

    private JwksDocument.Reading read(IssuerSource issuer, SourceUrl source, JwksFetch.Answer answer) {
        JwksDocument.Reading reading = answer instanceof JwksFetch.Body body
                ? good(issuer, source, body.bytes().getBytes())
                : new JwksDocument.Bad(((JwksFetch.Failed) answer).result());
        RefreshResult result = reading instanceof JwksDocument.Bad bad ? bad.result() : RefreshResult.OK;
        seams.observer().refreshed(issuer.issuer(), source.region().value(), result);
        return reading;
    }

    private JwksDocument.Reading good(IssuerSource issuer, SourceUrl source, byte[] body) {
        JwksDocument.Reading reading = JwksDocument.read(body, source.region().value());
        if (reading instanceof JwksDocument.Good good) {
            if (good.document().hadPrivateMembers()) {
                seams.observer()
                        .privateKeyPublished(issuer.issuer(), source.region().value());
            }
            store(issuer, source, body);
        }
        return reading;
    }

    private void store(IssuerSource issuer, SourceUrl source, byte[] body) {
        StoredAnswer stored = new StoredAnswer(seams.clock().instant().getEpochSecond(), body);
        seams.lastGood()
                .store(id(issuer, source), stored.encode())
                .onFailure(cause -> LOG.warn("last good keys could not be stored", cause));
    }

    private Optional<Stored> load(IssuerKeys keys, SourceUrl source) {
        try {
            return seams.lastGood()
                    .load(id(keys.source(), source))
                    .map(StoredAnswer::decode)
                    .flatMap(stored -> restored(keys, source, stored));
        } catch (RuntimeException e) {
            LOG.warn("last good keys could not be loaded", e);
            return Optional.empty();
        }
    }

    private Optional<Stored> restored(IssuerKeys keys, SourceUrl source, StoredAnswer stored) {
        Duration age = Duration.between(
                Instant.ofEpochSecond(stored.epochSecond()), seams.clock().instant());
        // From the future: the clock was set back, and nobody knows how old they are.
        boolean plausible = !age.isNegative() && age.compareTo(Duration.ofDays(365)) < 0;
        if (plausible && JwksDocument.read(stored.body(), source.region().value()) instanceof JwksDocument.Good good) {
            return Optional.of(
                    new Stored(keys, source, good.document(), seams.ticker().nanos() - age.toNanos()));
        }
        return Optional.empty();
    }

    private static String id(IssuerSource issuer, SourceUrl source) {
        return "jwks " + issuer.issuer() + ' ' + source.url();
    }
}
