package io.sallyport.keys;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
final class RecordingObserver implements KeysObserver {

    final List<String> refreshes = new CopyOnWriteArrayList<>();
    final List<String> collisions = new CopyOnWriteArrayList<>();
    final List<String> leaks = new CopyOnWriteArrayList<>();

    @Override
    public void refreshed(String issuer, String source, RefreshResult result) {
        refreshes.add(source + ' ' + result.tag());
    }

    @Override
    public void collided(String kid) {
        collisions.add(kid);
    }

    @Override
    public void privateKeyPublished(String issuer, String source) {
        leaks.add(source);
    }
}
