package io.sallyport.scenarios.drill.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sessions and access tokens that the load works with. Changed on the event loop, read from any thread. */
final class Sessions {

    /** As many as many services hold at a time; all are verified before, as most are. */
    private static final int TOKENS = 50;

    private final List<Session> veterans = new ArrayList<>();
    private final List<Session> born = new CopyOnWriteArrayList<>();
    private final List<Session> bornAtReplica = new ArrayList<>();
    private final List<String> accessTokens = new ArrayList<>();
    private int nextToken;
    private int nextRefresh;

    /** A login ended in it. */
    void add(Session session) {
        born.add(session);
        if (session.bornAt() == Side.REPLICA) {
            bornAtReplica.add(session);
        }
    }

    /** A token was issued; the oldest one goes. */
    void addAccessToken(String token) {
        if (accessTokens.size() < TOKENS) {
            accessTokens.add(token);
        } else {
            accessTokens.set(nextToken++ % TOKENS, token);
        }
    }

    /** The first call keeps what there is, for the refreshes of the whole run. */
    void beginDrill() {
        if (veterans.isEmpty()) {
            veterans.addAll(born);
        }
        born.clear();
        bornAtReplica.clear();
    }

    /** The next one to refresh: an old one and one that this drill's replica opened in turn. */
    Session toRefresh() {
        int turn = nextRefresh++;
        List<Session> old = veterans.isEmpty() ? born : veterans;
        List<Session> from = turn % 2 == 1 && !bornAtReplica.isEmpty() ? bornAtReplica : old;
        return from.get(turn / 2 % from.size());
    }

    /** The token to check at this slot. */
    String toValidate(long slot) {
        return accessTokens.get((int) (slot % accessTokens.size()));
    }

    /** Those that this drill's logins ended in, and the old ones. */
    List<Session> known() {
        List<Session> known = new ArrayList<>(veterans);
        known.addAll(born);
        return known;
    }
}
