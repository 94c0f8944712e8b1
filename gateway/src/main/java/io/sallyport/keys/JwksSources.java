package io.sallyport.keys;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources as the network and the disk show them. Everything but {@link #load} runs on the event loop of {@link JwksKeys}. */
final class JwksSources implements IssuerKeys.Sources {

    private static final Logger LOG = LoggerFactory.getLogger(JwksSources.class);

    /** An answer of an earlier life. */
    record Stored(IssuerKeys keys, SourceUrl source, JwksDocument document, long atNanos) {}

    /** The answer that a source need not send again while it has the same tag. */
    private record Tagged(String etag, Buffer body, JwksDocument document) {}

    private final JwksFetch fetch;
    private final KeysSeams seams;
    private final Runnable onChange;
    private final Map<String, Tagged> tagged = new HashMap<>();

    JwksSources(JwksFetch fetch, KeysSeams seams, Runnable onChange) {
        this.fetch = fetch;
        this.seams = seams;
        this.onChange = onChange;
    }

    @Override
    public Future<JwksDocument.Reading> ask(IssuerSource issuer, SourceUrl source) {
        Tagged known = tagged.get(id(issuer, source));
        return fetch.get(source.url(), known == null ? null : known.etag())
                .map(answer -> read(issuer, source, answer, known));
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

    private JwksDocument.Reading read(
            IssuerSource issuer, SourceUrl source, JwksFetch.Answer answer, @Nullable Tagged known) {
        JwksDocument.Reading reading = reading(issuer, source, answer, known);
        RefreshResult result = reading instanceof JwksDocument.Bad bad ? bad.result() : RefreshResult.OK;
        seams.observer().refreshed(issuer.issuer(), source.label(), result);
        return reading;
    }

    private JwksDocument.Reading reading(
            IssuerSource issuer, SourceUrl source, JwksFetch.Answer answer, @Nullable Tagged known) {
        if (answer instanceof JwksFetch.Body body) {
            return good(issuer, source, body.bytes(), body.freshness());
        }
        if (answer instanceof JwksFetch.Unchanged unchanged && known != null) {
            // Good at this later time: its age starts anew, on disk too.
            store(issuer, source, known.body().getBytes());
            return new JwksDocument.Good(known.document(), unchanged.freshness().maxAge());
        }
        return new JwksDocument.Bad(answer instanceof JwksFetch.Failed failed ? failed.result() : RefreshResult.STATUS);
    }

    private JwksDocument.Reading good(IssuerSource issuer, SourceUrl source, Buffer body, Freshness freshness) {
        JwksDocument.Reading reading = JwksDocument.read(body.getBytes(), source.regionName());
        if (!(reading instanceof JwksDocument.Good good)) {
            return reading;
        }
        if (good.document().hadPrivateMembers()) {
            seams.observer().privateKeyPublished(issuer.issuer(), source.label());
        }
        store(issuer, source, body.getBytes());
        remember(id(issuer, source), freshness.etag(), body, good.document());
        return new JwksDocument.Good(good.document(), freshness.maxAge());
    }

    private void remember(String id, @Nullable String etag, Buffer body, JwksDocument document) {
        if (etag == null) {
            tagged.remove(id);
        } else {
            tagged.put(id, new Tagged(etag, body, document));
        }
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
        if (plausible && JwksDocument.read(stored.body(), source.regionName()) instanceof JwksDocument.Good good) {
            return Optional.of(
                    new Stored(keys, source, good.document(), seams.ticker().nanos() - age.toNanos()));
        }
        return Optional.empty();
    }

    private static String id(IssuerSource issuer, SourceUrl source) {
        return "jwks " + issuer.issuer() + ' ' + source.url();
    }
}
