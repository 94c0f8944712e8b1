package io.sallyport.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    private static PathRoutes routes(String... paths) {
        PathRoutes routes = new PathRoutes();
        for (String path : paths) {
            routes.add(PathPattern.of(path), path, route(path));
        }
        return routes;
    }

    private static Route route(String name) {
        Operation operation = new Operation(name, OperationClass.READ, Plane.LOGIN, Surface.PAGE, Replay.SAFE);
        return new Route(List.of(new Route.Variant(Map.of(), operation)));
    }

    private static @Nullable String found(PathRoutes routes, String path) {
        Route route = routes.find(path);
        return route == null ? null : route.operation().name();
    }

    private final PathRoutes realm = routes(
            "/realms/x/broker/after-login",
            "/realms/x/broker/{alias}/endpoint",
            "/realms/x/broker/{alias}/endpoint/clients/{client}",
            "/realms/x/broker/saml/endpoint",
            "/realms/x/account/**",
            "/realms/x/account/special/{id}",
            "/resources/**");

    @ParameterizedTest
    @CsvSource({
        "/realms/x/broker/after-login,/realms/x/broker/after-login",
        "/realms/x/broker/google/endpoint,/realms/x/broker/{alias}/endpoint",
        "/realms/x/broker/saml/endpoint,/realms/x/broker/saml/endpoint",
        "/realms/x/broker/saml/endpoint/clients/c,/realms/x/broker/{alias}/endpoint/clients/{client}",
        "/realms/x/account,/realms/x/account/**",
        "/realms/x/account/,/realms/x/account/**",
        "/realms/x/account/a/b.c,/realms/x/account/**",
        "/realms/x/account/special/1,/realms/x/account/special/{id}",
        "/realms/x/account/special/1/2,/realms/x/account/**",
        "/resources/a1b2/login/keycloak.v2/css/styles.css,/resources/**",
        "/resources/a%20b/caf%C3%A9,/resources/**"
    })
    void theMostExactRowIsTaken(String path, String row) {
        assertThat(found(realm, path)).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "resources/a",
                "/resource",
                "/resourcesx/a",
                "/Resources/a",
                "/realms/x/broker//endpoint",
                "/realms/x/broker/a/b/endpoint",
                "/realms/x/broker/google/endpoint/",
                "/realms/x/broker/google",
                "/realms/y/account",
                "/realms/x/account/../../../admin/realms",
                "/resources/..",
                "/resources/.",
                "/resources/./a",
                "/resources//a",
                "//resources/a",
                "/resources/..%2fadmin",
                "/resources/%2e%2e/admin",
                "/resources/%2E./admin",
                "/resources/a%2fb",
                "/resources/a%5Cb",
                "/resources/a\\b",
                "/resources/a;x=y/b",
                "/resources/a%3Bx",
                "/resources/%",
                "/resources/%a",
                "/resources/%zz",
                "/resources/%00",
                "/resources/%0a",
                "/resources/%7f",
                "/resources/%41",
                "/resources/%7E",
                "/resources/%252e%252e/",
                "/realms/x/broker/%2e%2e/endpoint",
                "/realms/x/broker/../endpoint"
            })
    void whatCouldBeReadOtherwiseMatchesNothing(String path) {
        assertThat(found(realm, path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a/*/b", "/a/**/b", "/a*", "/a/{b", "/a/x{b}", "/a/{}", "/a/b}"})
    void whatIsNoPatternIsNoRow(String path) {
        assertThatThrownBy(() -> PathPattern.of(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoRowsForOnePathAreAMistake() {
        assertThatThrownBy(() -> routes("/a/{b}/c", "/a/{d}/c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> routes("/a/**", "/a/**")).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "..", ".", "", "%2e", "%2F", "%41", "%20", "c;d", "\\", "x.y", "~", "%")
                .list()
                .ofMaxSize(6)
                .map(segments -> segments.stream().collect(Collectors.joining("/", "/", "")));
    }

    /** As a lenient server might read it: decoded, then normalized. */
    @Property(tries = 2_000)
    void whatMatchesASubtreeStaysInItHoweverItIsRead(@ForAll("paths") String below) {
        PathRoutes routes = routes("/in/**");
        String path = "/in" + below;

        if (routes.find(path) != null) {
            String decoded = path.replace("%2e", ".")
                    .replace("%2F", "/")
                    .replace("%41", "A")
                    .replace("%20", " ");
            assertThat(decoded)
                    .doesNotContain("/../", "/./", "\\", ";")
                    .doesNotEndWith("/..")
                    .doesNotEndWith("/.");
            assertThat(Objects.requireNonNull(decoded)).startsWith("/in").doesNotContain("//");
        }
    }
}
