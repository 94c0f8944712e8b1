package io.sallyport.regions;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Where a user finds the codes that a region sent. */
final class Mailbox {

    private Mailbox() {}

    static String codeFor(Region region, String username) throws IOException, InterruptedException {
        String code = "";
        JsonNode messages = TestClient.json(new TestClient().get(TestClient.control(region, "/-/messages")));
        for (JsonNode message : messages) {
            if (username.equals(message.get("username").asText())) {
                code = message.get("code").asText();
            }
        }
        return code;
    }
}
