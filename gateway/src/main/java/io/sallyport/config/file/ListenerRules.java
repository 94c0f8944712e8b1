package io.sallyport.config.file;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/** What may listen where. */
final class ListenerRules {

    private ListenerRules() {}

    static void check(Place root) {
        Place listen = root.key("listen");
        Place admin = root.key("admin");
        Optional<URI> publicUrl = root.key("publicUrl").text().flatMap(UrlRules::parse);
        if (beyondLoopback(listen) && publicUrl.filter(UrlRules::isHttp).isPresent()) {
            listen.key("host").refuse("beyond loopback publicUrl must be https");
        }
        if (beyondLoopback(admin) && !admin.key("tokenFile").present()) {
            admin.key("host").refuse("beyond loopback admin.tokenFile is required");
        }
        OptionalLong port = listen.key("port").number();
        if (port.isPresent()
                && port.getAsLong() != 0
                && port.equals(admin.key("port").number())) {
            admin.key("port").refuse("must not be that of listen.port too");
        }
        SecretFiles.check(admin.key("tokenFile"));
    }

    private static boolean beyondLoopback(Place listener) {
        return listener.key("host")
                .text()
                .filter(host -> !Addresses.isLoopback(host))
                .isPresent();
    }
}
