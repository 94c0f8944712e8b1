package io.sallyport.config.file;

/** By which credential of its own the gateway may replay revocations. */
final class RevocationRules {

    private RevocationRules() {}

    static void check(Place root) {
        Place replay = root.key("revocation").key("replay");
        ofDialect("cognito", replay, root);
        ofDialect("keycloak", replay, root);
        cognito(replay.key("cognito"), root);
        SecretFiles.check(replay.key("keycloak").key("secretFile"));
    }

    private static void ofDialect(String dialect, Place replay, Place root) {
        boolean isOther = root.key("dialect")
                .text()
                .filter(named -> !named.equals(dialect))
                .isPresent();
        if (replay.key(dialect).present() && isOther) {
            replay.key(dialect).refuse("is only for dialect " + dialect);
        }
    }

    private static void cognito(Place cognito, Place root) {
        if (!cognito.present()) {
            return;
        }
        boolean isFile = cognito.key("credentials").is("file");
        Place file = cognito.key("file");
        if (isFile && !file.present()) {
            file.refuse("is required with credentials: file");
        } else if (!isFile && file.present()) {
            file.refuse("is only for credentials: file");
        }
        SecretFiles.check(file);
        for (Place region : root.key("regions").items()) {
            if (!region.key("api").present()) {
                region.key("api").refuse("is required with revocation.replay.cognito");
            }
        }
    }
}
