package io.sallyport.serving.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The last of something, so many at most. Thread-safe; never on the path of a request. */
final class Recent<T> {

    private final int most;
    private final Deque<T> items = new ArrayDeque<>();

    Recent(int most) {
        this.most = most;
    }

    synchronized void add(T item) {
        items.addLast(item);
        if (items.size() > most) {
            items.removeFirst();
        }
    }

    /** Puts it in the place of those; without any, nothing happens, and the answer is no. */
    synchronized boolean replace(Predicate<T> which, T item) {
        List<T> all = new ArrayList<>(items);
        all.replaceAll(each -> which.test(each) ? item : each);
        boolean isReplaced = items.stream().anyMatch(which);
        items.clear();
        items.addAll(all);
        return isReplaced;
    }

    /** Puts older ones before what came meanwhile. */
    synchronized void addOlder(Collection<T> older) {
        List<T> newer = new ArrayList<>(items);
        items.clear();
        older.forEach(this::add);
        newer.forEach(this::add);
    }

    synchronized List<T> newestFirst() {
        List<T> all = new ArrayList<>(items);
        Collections.reverse(all);
        return List.copyOf(all);
    }
}
