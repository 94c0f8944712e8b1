package io.sallyport.scenarios.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.regions.Region;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;

/** A region as a test governs and watches it: by its own URL and its control port, never through the gateway. */
public record RegionUnderTest(Region region) {

    /** A path of the region itself. */
    public URI url(String path) {
        return region.baseUrl().resolve(path);
    }

    /** Its name. */
    public String name() {
        return region.name();
    }

    /** Puts a fault in force on every plane. */
    public void fault(String mode) throws IOException, InterruptedException {
        set("{\"mode\":\"%s\"}".formatted(mode));
    }

    /** Puts a fault in force on one plane. */
    void fault(String mode, String plane) throws IOException, InterruptedException {
        set("{\"mode\":\"%s\",\"planes\":[\"%s\"]}".formatted(mode, plane));
    }

    private void set(String fault) throws IOException, InterruptedException {
        HttpResponse<String> answer = new Client().post(control("/-/fault"), "application/json", fault);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** Follows the primary this much later from now on. */
    void lag(int millis) throws IOException, InterruptedException {
        set("{\"lagMs\":%d}".formatted(millis));
    }

    /** Ends any fault. */
    public void heal() throws IOException, InterruptedException {
        fault("none");
    }

    /** Signs with the next key from now on. */
    void rotate() throws IOException, InterruptedException {
        keys("{\"action\":\"rotate\"}");
    }

    /** Publishes a key no more. */
    void withdraw(String kid) throws IOException, InterruptedException {
        keys("{\"action\":\"withdraw\",\"kid\":\"%s\"}".formatted(kid));
    }

    private void keys(String request) throws IOException, InterruptedException {
        HttpResponse<String> answer = new Client().post(control("/-/keys"), "application/json", request);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** How many requests of an operation (a path, or a name of the JSON API) have reached the region; probes count too. */
    public long requests(String operation) throws IOException, InterruptedException {
        JsonNode report = Client.json(new Client().get(control("/-/requests")));
        return StreamSupport.stream(report.get("requests").spliterator(), false)
                .filter(request -> request.get("operation").asText().equals(operation))
                .count();
    }

    private URI control(String path) {
        return URI.create("http://127.0.0.1:" + region.faultPort() + path);
    }
}
