package io.sallyport.oidc.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.failover.RegionName;
import io.sallyport.oidc.affinity.FlowCookies.Brought;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowCookiesTest {

    private static final RegionName WEST = new RegionName("us-west-2");
    private static final RegionName EAST = new RegionName("us-east-1");
    private static final KeyRing RING = KeyRing.create();
    private static final Brought NONE = new Brought(List.of(), List.of());
    private static final String QUERY = "client_id=web&state=one";

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final FlowCookies cookies = cookies(RING, List.of(WEST, EAST));

    private FlowCookies cookies(KeyRing ring, List<RegionName> regions) {
        return new FlowCookies(ring, regions, () -> now, URI.create("https://id.example.com"));
    }

    private static String pair(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }

    private String kept(BrowserFlow flow) {
        return pair(cookies.keep(flow, NONE).get(0));
    }

    @Test
    void aBrowserBringsBackWhatItWasGiven() {
        BrowserFlow flow = cookies.begin("id1", EAST, QUERY);

        Brought brought = cookies.read(List.of("a=b; " + kept(flow) + ";c=d"));

        assertThat(brought.flows()).containsExactly(flow);
        assertThat(brought.begunBy(QUERY)).isEqualTo(flow);
        assertThat(brought.begunBy("client_id=web&state=two")).isNull();
        assertThat(brought.of("flow=x")).isEqualTo(flow);
    }

    @Test
    void aValueMayComeInQuotes() {
        BrowserFlow flow = cookies.begin("id1", EAST, QUERY);

        String quoted = kept(flow).replaceFirst("=", "=\"") + '"';

        assertThat(cookies.read(List.of("$Version=\"1\"; " + quoted + ";$Path=\"/\""))
                        .flows())
                .containsExactly(flow);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a,__Host-sallyport-flow-id1,Path=/,Secure; SameSite=None",
        "https://a/auth,__Secure-sallyport-flow-id1,Path=/auth,Secure; SameSite=None",
        "http://a,sallyport-flow-id1,Path=/,SameSite=Lax"
    })
    void theAttributesFitTheUrl(URI url, String name, String path, String rest) {
        FlowCookies made = new FlowCookies(RING, List.of(WEST), () -> now, url);

        String line = made.keep(made.begin("id1", WEST, QUERY), NONE).get(0);

        assertThat(line).startsWith(name + "=").endsWith("; Max-Age=3600; " + path + "; HttpOnly; " + rest);
        assertThat(line.contains("Secure")).isEqualTo(url.getScheme().equals("https"));
    }

    @Test
    void aCookieThatWasAlteredRenamedOrMadeElsewhereIsNone() {
        String good = kept(cookies.begin("id1", EAST, QUERY));
        String value = good.substring(good.indexOf('=') + 1);
        FlowCookies foreign = cookies(KeyRing.create(), List.of(EAST));
        List<String> bad = List.of(
                good.substring(0, good.length() - 2) + "AA",
                good + "A",
                good.substring(0, good.length() - 9),
                "__Host-sallyport-flow-id2=" + value,
                "__Host-sallyport-flow-id1=",
                "__Host-sallyport-flow-id1=!",
                "__Host-sallyport-flow-id1=" + "A".repeat(5000),
                pair(foreign.keep(foreign.begin("id1", EAST, QUERY), NONE).get(0)));

        for (String cookie : bad) {
            assertThat(cookies.read(List.of(cookie)).flows()).as(cookie).isEmpty();
        }
        FlowCookies realm = new FlowCookies(RING, List.of(EAST), () -> now, URI.create("https://other.example.com"));
        assertThat(realm.read(List.of(good)).flows()).isEmpty();
        assertThat(cookies(RING, List.of(WEST)).read(List.of(good)).flows()).isEmpty();
        assertThat(cookies.read(List.of("sallyport-flow-id1=" + value)).flows()).isEmpty();
    }

    @Test
    void aLoginCarriesTheRequestThatBeganItAndHowOftenItBeganAnew() {
        String request = "/oauth2/authorize?" + QUERY;
        BrowserFlow flow = cookies.anew(cookies.accepted(cookies.begin("id1", EAST, QUERY), request), WEST);

        BrowserFlow back = cookies.read(List.of(kept(flow))).flows().get(0);

        assertThat(back.request()).isEqualTo(request);
        assertThat(back.region()).isEqualTo(WEST);
        assertThat(back.restarts()).isEqualTo(1);
        assertThat(cookies.read(List.of(kept(back))).begunBy(QUERY)).isEqualTo(back);
    }

    @Test
    void aRequestThatIsTooLongForABrowserIsLeftOutAndTheLoginKeepsItsRegion() {
        BrowserFlow short1 = cookies.accepted(cookies.begin("id1", EAST, QUERY), "/a?" + "x".repeat(2_000));
        BrowserFlow long1 = cookies.accepted(cookies.begin("id1", EAST, QUERY), "/a?" + "x".repeat(2_300));

        assertThat(cookies.read(List.of(kept(short1))).flows().get(0)).isEqualTo(short1);
        BrowserFlow kept = cookies.read(List.of(kept(long1))).flows().get(0);
        assertThat(kept.request()).isNull();
        assertThat(kept.region()).isEqualTo(EAST);
        assertThat(kept(short1).length()).isLessThan(FlowCookies.LONGEST + 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?b=c d", "/a?b=c\r\nX: y", "/a?b#c", "/a?\u00e9"})
    void whatIsNoPlainTargetIsNotKept(String request) {
        assertThat(cookies.accepted(cookies.begin("id1", EAST, QUERY), request).request())
                .isNull();
    }

    @Test
    void aFlowEndsWithItsTime() {
        String cookie = kept(cookies.begin("id1", EAST, QUERY));

        now = now.plus(FlowCookies.LIFETIME).minusSeconds(1);
        assertThat(cookies.read(List.of(cookie)).flows()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(cookies.read(List.of(cookie)).flows()).isEmpty();
        now = now.minus(Duration.ofHours(2));
        assertThat(cookies.read(List.of(cookie)).flows()).isEmpty();
    }

    @Test
    void theNewestOfFourIsTakenWhereNothingTellsThemApartAndTheOldestOfFiveGoes() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> {
            now = now.plusSeconds(1);
            lines.add(kept(cookies.begin("id" + i, i % 2 == 0 ? EAST : WEST, "state=" + i)));
        });
        Brought brought = cookies.read(List.of(String.join("; ", lines.subList(0, 4)), "__Host-sallyport-flow-bad=x"));

        assertThat(Objects.requireNonNull(brought.of("x=y")).id()).isEqualTo("id3");
        assertThat(Objects.requireNonNull(brought.of("x=y&state=1")).id()).isEqualTo("id1");
        assertThat(cookies.keep(cookies.begin("id4", EAST, "state=4"), brought))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("__Host-sallyport-flow-bad=; Max-Age=0"))
                .anyMatch(line -> line.startsWith("__Host-sallyport-flow-id0=; Max-Age=0"));
    }

    @Test
    void twoTabsAreToldApartByWhereTheyWereSent() {
        BrowserFlow one = cookies.next(cookies.begin("id1", EAST, "client_id=web&state=1"), EAST, "flow=aaa");
        now = now.plusSeconds(1);
        BrowserFlow two = cookies.next(cookies.begin("id2", WEST, "client_id=web&state=2"), WEST, "flow=bbb");

        Brought brought = cookies.read(List.of(kept(one) + "; " + kept(two)));

        assertThat(brought.of("flow=aaa")).isEqualTo(one);
        assertThat(brought.of("flow=bbb")).isEqualTo(two);
        assertThat(brought.of("client_id=web&state=1&x=y")).isEqualTo(one);
    }

    @Test
    void onlyWhatMarksALoginIsDigested() {
        String secrets = "&username=u&password=p&code=c&login_hint=a@b.c&id_token_hint=t&Session=s&state&=x";

        BrowserFlow flow = cookies.begin("id1", EAST, QUERY);

        assertThat(cookies.begin("id1", EAST, QUERY + secrets)).isEqualTo(flow);
        assertThat(cookies.next(flow, EAST, secrets)).isEqualTo(flow);
    }

    @Test
    void aCookieStaysSmallHoweverLongTheRequestWas() {
        String query = "state=" + "x".repeat(10_000)
                + IntStream.range(0, 500).mapToObj(i -> "&p" + i + "=" + i).reduce("", String::concat);
        BrowserFlow flow = cookies.next(cookies.begin("id1", EAST, query), EAST, query);

        assertThat(cookies.keep(flow, NONE).get(0)).hasSizeLessThan(600);
    }
}
