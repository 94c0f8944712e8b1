package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A good configuration on free ports, with its state in a directory of the test's own. */
final class Sample {

    private static final String YAML = """
            publicUrl: http://127.0.0.1:8080
            dialect: cognito
            pool: us-west-2_demo
            issuer: {mode: shared}
            listen: {port: 0}
            admin: {port: 0}
            regions:
              - name: us-west-2
                role: primary
                oidc: http://127.0.0.1:PRIMARY
                api: http://127.0.0.1:PRIMARY
                issuers: [http://127.0.0.1:8080]
              - name: us-east-1
                role: replica
                activation: active
                oidc: http://127.0.0.1:REPLICA
                api: http://127.0.0.1:REPLICA
                issuers: [http://127.0.0.1:8080]
            probes: {clientId: demo-web}
            validation:
              default: {clients: [demo-web]}
            state:
              directory: DIRECTORY
              keyFile: DIRECTORY.key
            """;

    private final Path directory;

    Sample(Path directory) {
        this.directory = directory;
    }

    /** The text, with parts replaced. */
    String yaml(Map<String, String> changes) {
        String text = YAML;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IllegalArgumentException(change.getKey());
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        return text.replace("DIRECTORY", directory.resolve("state").toString())
                .replace("PRIMARY", "1")
                .replace("REPLICA", "2");
    }

    /** Written to a file. */
    Path file(Map<String, String> changes) throws IOException {
        return Files.writeString(directory.resolve("sallyport.yaml"), yaml(changes));
    }

    SallyportConfig config(Map<String, String> changes) throws IOException {
        ConfigFile.Result result = ConfigFile.load(file(changes), name -> null);
        if (result instanceof ConfigFile.Loaded loaded) {
            return loaded.config();
        }
        throw new IllegalArgumentException(
                ((ConfigFile.Rejected) result).problems().toString());
    }

    Path state() {
        return directory.resolve("state");
    }

    Path key() {
        return directory.resolve("state.key");
    }
}
