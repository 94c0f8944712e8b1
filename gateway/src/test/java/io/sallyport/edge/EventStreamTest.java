package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.testsupport.RawClient;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stream of events as it is on the wire. */
class EventStreamTest extends BeforeTwoRegions {

    private static final Pattern ID = Pattern.compile("\nid: ([0-9a-f]+)\n");
    private static final Pattern RETRY = Pattern.compile("retry: ([0-9]+)\n");
    private static final String PRIMARY = "data: {\"mode\":\"primary\",\"writes\":true,\"unavailable\":[]}\n\n";
    private static final String REPLICA_BEGINS = "data: {\"mode\":\"replica\",\"writes\":false,";

    private RawClient open(String headers) {
        return edge.connect().send("GET /-/events HTTP/1.1\r\nHost: id.example.com\r\n" + headers + "\r\n");
    }

    private static String id(String events) {
        Matcher id = ID.matcher(events);
        assertThat(id.find()).as(events).isTrue();
        return id.group(1);
    }

    private void restart(int streams, int perAddress, Duration idle) {
        RunningEdge.Setup setup = new RunningEdge.Setup();
        setup.streams = streams;
        setup.streamsPerAddress = perAddress;
        setup.idleTimeout = idle;
        setup.trusted = List.of(EdgeCalls.network("127.0.0.1", 32));
        restart(setup);
    }

    private double open() {
        return edge.registry.get("sallyport.event.streams").gauge().value();
    }

    @Test
    void aClientIsToldTheStateAtOnceAndEachChange() {
        try (RawClient client = open("")) {
            assertThat(client.readUntil(PRIMARY))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: text/event-stream\r\n")
                    .containsIgnoringCase("cache-control: no-store, no-transform\r\n")
                    .containsIgnoringCase("x-accel-buffering: no\r\n")
                    .containsIgnoringCase("transfer-encoding: chunked\r\n")
                    .containsIgnoringCase("access-control-allow-origin: *\r\n")
                    .contains("retry: ");

            edge.failOver();
            assertThat(client.readUntil("\n\n"))
                    .contains("id: ", REPLICA_BEGINS + "\"unavailable\":[\"sign-up\",")
                    .doesNotContain("retry: ");
        }
        await().until(() -> open() == 0);
    }

    @Test
    void whoComesBackAndKnowsTheStateIsToldOnlyWhatIsNew() {
        String known;
        try (RawClient client = open("")) {
            known = id(client.readUntil(PRIMARY));
        }

        try (RawClient client = open("Last-Event-ID: " + known + "\r\n")) {
            client.readUntil("retry: ");
            client.readUntil("\n\n");
            edge.failOver();
            assertThat(client.readUntil("\n\n")).contains(REPLICA_BEGINS);
        }
    }

    @Test
    void whoComesBackWithAnOldStateIsToldTheNewOneAtOnce() {
        for (String old : List.of("0123456789abcdef", "", "\"", "x".repeat(5000))) {
            try (RawClient client = open("Last-Event-ID: " + old + "\r\n")) {
                assertThat(client.readUntil(PRIMARY)).contains("retry: ");
            }
        }
    }

    @Test
    void clientsAreToldDifferentTimesToComeBack() {
        Set<Integer> told = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            try (RawClient client = open("")) {
                Matcher retry = RETRY.matcher(client.readUntil("\n\n"));
                assertThat(retry.find()).isTrue();
                told.add(Integer.parseInt(retry.group(1)));
            }
        }

        assertThat(told).hasSizeGreaterThan(4).allMatch(millis -> millis >= 2_000 && millis < 6_000);
    }

    @Test
    void aStreamOnWhichNothingHappensShowsThatItLives() {
        restart(10, 10, Duration.ofSeconds(1));
        try (RawClient client = open("")) {
            client.readUntil(PRIMARY);
            for (int beat = 0; beat < 4; beat++) {
                assertThat(client.readUntil(":\n\n")).doesNotContain("data");
            }
        }
    }

    @Test
    void thereIsRoomForSoManyOfAllAndOfOneAddress() {
        restart(3, 2, Duration.ofSeconds(30));
        try (RawClient one = open("X-Forwarded-For: 2001:db8:1:2::1\r\n");
                RawClient other = open("X-Forwarded-For: 2001:db8:1:2::2\r\n")) {
            one.readUntil(PRIMARY);
            other.readUntil(PRIMARY);

            assertThat(refused("2001:db8:1:2:3::")).containsIgnoringCase("access-control-allow-origin: *");
            try (RawClient third = open("X-Forwarded-For: 2001:db8:1:3::1\r\n")) {
                third.readUntil(PRIMARY);
                refused("192.0.2.1");
                assertThat(open()).isEqualTo(3);
            }
        }
        await().until(() -> open() == 0);
        assertThat(edge.count("sallyport.event.streams.ended", "reason", "source_full"))
                .isEqualTo(1);
        assertThat(edge.count("sallyport.event.streams.ended", "reason", "full"))
                .isEqualTo(1);
        try (RawClient again = open("X-Forwarded-For: 2001:db8:1:2::1\r\n")) {
            again.readUntil(PRIMARY);
        }
    }

    private String refused(String address) {
        String answer = edge.exchange("GET /-/events", "X-Forwarded-For: " + address + "\r\n", "");
        assertThat(answer).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: 1");
        return answer;
    }

    @Test
    void aStopEndsEveryStreamWithoutWaitingForItsClient() throws Exception {
        try (RawClient client = open("")) {
            client.readUntil(PRIMARY);

            Future<Void> stopped = edge.drain();

            assertThat(client.readUntil("0\r\n\r\n")).doesNotContain("data");
            stopped.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
        assertThat(edge.count("sallyport.event.streams.ended", "reason", "drain"))
                .isEqualTo(1);
        assertThat(open()).isZero();
    }
}
