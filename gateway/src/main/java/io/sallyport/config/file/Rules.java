package io.sallyport.config.file;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** The rules that go across keys, which a schema cannot say. Each speaks only about values that the schema let through. */
final class Rules {

    private static final List<Consumer<Place>> ALL = List.of(
            UrlRules::check,
            RegionRules::check,
            IssuerRules::check,
            ProviderRules::check,
            ListenerRules::check,
            Rules::failover,
            Rules::deadlines,
            Rules::validation,
            Rules::introspection,
            Rules::guard,
            Rules::proxies,
            Rules::affinity,
            RevocationRules::check,
            Rules::paths);

    private Rules() {}

    static void check(Place root) {
        ALL.forEach(rule -> rule.accept(root));
    }

    private static void failover(Place root) {
        Place failover = root.key("failover");
        notAbove(failover.key("minimumStay"), failover.key("minimumStayCap"));
        notAbove(root.key("probes").key("suspicion"), root.key("probes").key("interval"));
        steps(failover.key("steps"));
        DrillRules.check(root, failover.key("drill"));
    }

    private static void steps(Place steps) {
        long previous = 0;
        for (Place step : steps.items()) {
            OptionalLong percent = step.number();
            if (percent.isEmpty()) {
                return;
            }
            if (percent.getAsLong() <= previous) {
                step.refuse("must be more than the step before it");
                return;
            }
            previous = percent.getAsLong();
        }
        if (previous != 100 && !steps.items().isEmpty()) {
            steps.items().get(steps.items().size() - 1).refuse("the last step must be 100");
        }
    }

    private static void deadlines(Place root) {
        Place timeouts = root.key("timeouts");
        notAbove(timeouts.key("connect"), timeouts.key("attempt"));
        notAbove(timeouts.key("attempt"), timeouts.key("longAttempt"));
        notAbove(timeouts.key("longAttempt"), timeouts.key("total"));
        notAbove(root.key("limits").key("bufferedBody"), root.key("listen").key("maxBody"));
    }

    private static void validation(Place root) {
        Place validation = root.key("validation");
        notAbove(validation.key("refresh"), validation.key("maxStale"));
        policy(validation.key("default"));
        validation.key("policies").entries().forEach(Rules::policy);
    }

    /** Without either, tokens that were made for somebody else would pass. */
    private static void policy(Place policy) {
        if (policy.node().isObject()
                && policy.node().path("audiences").isEmpty()
                && policy.node().path("clients").isEmpty()) {
            policy.refuse("must name at least one of audiences or clients");
        }
    }

    private static void introspection(Place root) {
        Set<String> ids = new HashSet<>();
        for (Place client : root.key("introspection").key("clients").items()) {
            client.key("id").text().filter(id -> !ids.add(id)).ifPresent(id -> client.key("id")
                    .refuse("is the id of an earlier client"));
            client.key("policy")
                    .text()
                    .filter(name ->
                            !root.key("validation").key("policies").key(name).present())
                    .ifPresent(name -> client.key("policy").refuse("must be a name in validation.policies"));
        }
    }

    private static void guard(Place root) {
        Place lockout = root.key("guard").key("lockout");
        notAbove(lockout.key("delay"), lockout.key("maxDelay"));
        notAbove(lockout.key("maxDelay"), root.key("listen").key("idleTimeout"));
        ranges(lockout.key("trusted"));
    }

    private static void proxies(Place root) {
        ranges(root.key("trustedProxies"));
    }

    private static void ranges(Place list) {
        list.items().forEach(range -> range.text().ifPresent(text -> Addresses.cidr(text)
                .ifPresent(rule -> range.refuse("must be an address range like 10.0.0.0/8: " + rule))));
    }

    /** What one node gives, another must know again. */
    private static void affinity(Place root) {
        Place affinity = root.key("affinity");
        OptionalLong nodes = affinity.key("nodes").number();
        if (nodes.isPresent()
                && nodes.getAsLong() > 1
                && !affinity.key("keyRing").present()) {
            affinity.key("keyRing").refuse("is required with more than one node");
        }
    }

    private static void paths(Place root) {
        for (String key : List.of("directory", "keyFile")) {
            Place place = root.key("state").key(key);
            place.text().filter(text -> text.indexOf(0) >= 0).ifPresent(text -> place.refuse("must be a path"));
        }
        Place ring = root.key("affinity").key("keyRing");
        ring.text().filter(text -> text.indexOf(0) >= 0).ifPresent(text -> ring.refuse("must be a path"));
    }

    private static void notAbove(Place lesser, Place greater) {
        OptionalLong least = lesser.amount();
        OptionalLong most = greater.amount();
        if (least.isPresent() && most.isPresent() && least.getAsLong() > most.getAsLong()) {
            lesser.refuse("must not be more than " + greater.path().text() + " ("
                    + greater.node().textValue() + ")");
        }
    }
}
