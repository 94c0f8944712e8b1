package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.Problem;
import io.sallyport.oidc.EndpointPaths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a configuration's operations fit its dialect's, which the file alone does not tell. */
final class OperationsCheck {

    private OperationsCheck() {}

    /**
     * What is wrong with them; of a discovered dialect as far as can be told before its endpoints are known.
     *
     * @param file the configuration, as it was named
     */
    static List<Problem> in(SallyportConfig config, String file) {
        return fault(config)
                .map(fault -> List.of(new Problem(file, 0, "operations", "", fault)))
                .orElse(List.of());
    }

    /**
     * Refuses a configuration whose operations do not fit.
     *
     * @throws StartRefused with a sentence
     */
    static void refuse(SallyportConfig config) {
        fault(config).ifPresent(fault -> {
            throw new StartRefused("operations: " + fault);
        });
    }

    private static Optional<String> fault(SallyportConfig config) {
        try {
            Dialects.load(config, Dialects.isDiscovered(config) ? placeholders() : Map.of());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A path for each endpoint that there may be. */
    private static Map<String, String> placeholders() {
        return EndpointPaths.names().stream().collect(Collectors.toMap(Function.identity(), name -> "/" + name));
    }
}
