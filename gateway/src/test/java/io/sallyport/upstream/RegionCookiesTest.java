package io.sallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionCookiesTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");

    private static MultiMap cookies(String... lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Other", "1");
        List.of(lines).forEach(line -> headers.add("Cookie", line));
        return headers;
    }

    private static List<String> at(RegionName region, String... lines) {
        return RegionCookies.toRegion(cookies(lines), region).getAll("Cookie");
    }

    @ParameterizedTest
    @CsvSource({
        "'s=1; Path=/; HttpOnly','sallyport.us-west-2.s=1; Path=/; HttpOnly'",
        "'__Host-s=1; Path=/; Secure','__Host-sallyport.us-west-2.s=1; Path=/; Secure'",
        "'__Secure-s=; Max-Age=0','__Secure-sallyport.us-west-2.s=; Max-Age=0'",
        "'__host-s=1','__host-sallyport.us-west-2.s=1'"
    })
    void aRegionsCookieGetsANameOfItsOwnAndComesBack(String given, String shown) {
        assertThat(RegionCookies.toClient(given, WEST)).isEqualTo(shown);
        String pair = shown.split(";", -1)[0];
        assertThat(at(WEST, pair)).containsExactly(given.split(";", -1)[0]);
        assertThat(at(EAST, pair)).isEmpty();
    }

    @Test
    void noRegionSeesTheOthersCookiesOrTheGateways() {
        String line =
                "$Version=\"1\"; theme=dark; $Path=\"/\"; sallyport.us-west-2.s=w; sallyport.us-east-1.s=e; sallyport-flow-x=f; sallyport=g;"
                        + " __Host-sallyport-flow-y=f; sallyport.us-west-22.s=x";

        assertThat(at(WEST, line)).containsExactly("theme=dark; s=w");
        assertThat(at(EAST, line, "b=c")).containsExactly("theme=dark; b=c; s=e");
    }

    @Test
    void aRegionsOwnCookieTakesThePlaceOfAPlainOne() {
        assertThat(at(WEST, "s=planted; s=again; sallyport.us-west-2.s=w")).containsExactly("s=w");
        assertThat(at(EAST, "s=plain; sallyport.us-west-2.s=w")).containsExactly("s=plain");
    }

    @Test
    void cookiesOfNobodyStayAsTheyAre() {
        MultiMap headers = cookies("a=b;c=d", "e");

        assertThat(RegionCookies.toRegion(headers, WEST)).isSameAs(headers);
    }

    @Test
    void aCookieIsForgottenAtEveryPathItCanHave() {
        assertThat(RegionCookies.forget("sallyport.us-east-1.s", "/auth/logout"))
                .containsExactly(
                        "sallyport.us-east-1.s=; Max-Age=0; Path=/; HttpOnly",
                        "sallyport.us-east-1.s=; Max-Age=0; Path=/auth; HttpOnly",
                        "sallyport.us-east-1.s=; Max-Age=0; Path=/auth/; HttpOnly",
                        "sallyport.us-east-1.s=; Max-Age=0; Path=/auth/logout; HttpOnly");
        assertThat(RegionCookies.forget("__Host-sallyport.us-east-1.s", "/auth/logout"))
                .containsExactly("__Host-sallyport.us-east-1.s=; Max-Age=0; Path=/; HttpOnly; Secure");
        assertThat(RegionCookies.forget("__Secure-sallyport.us-east-1.s", "/logout"))
                .hasSize(2)
                .allMatch(line -> line.endsWith("; HttpOnly; Secure"));
    }

    @ParameterizedTest
    @CsvSource({
        "s=1; Domain=a.example; Path=/r/x; HttpOnly,s=1; Path=/p/r/x; HttpOnly",
        "s=1;DOMAIN=a;PATH = /;Secure,s=1; Path=/p/;Secure",
        "s=1; Path=; Domain,s=1; Path=",
        "s=1; Path=x,s=1; Path=x",
        "__Host-s=1; Path=/; Secure,__Host-s=1; Path=/; Secure"
    })
    void aRegionsCookieHasThePublicPathAndNoDomain(String given, String shown) {
        assertThat(CookieScope.toClient(given, path -> "/p" + path)).isEqualTo(shown);
    }

    @Test
    void aSessionIsFoundByItsRegion() {
        MultiMap headers = cookies("sallyport.us-east-1.session=1; __Host-sallyport.us-west-2.session=2; session=3");

        assertThat(RegionCookies.brought(headers, List.of("session"), EAST))
                .containsExactly("sallyport.us-east-1.session");
        assertThat(RegionCookies.brought(headers, List.of("session"), WEST))
                .containsExactly("__Host-sallyport.us-west-2.session");
        assertThat(RegionCookies.brought(headers, List.of("other"), WEST)).isEmpty();
    }
}
