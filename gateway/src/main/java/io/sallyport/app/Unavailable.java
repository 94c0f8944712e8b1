package io.sallyport.app;

import io.sallyport.config.SallyportConfig;
import io.sallyport.config.file.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a configuration may ask for and this version does not have. The one place that says so. */
final class Unavailable {

    private Unavailable() {}

    /**
     * What is asked for in vain.
     *
     * @param file the configuration, as it was named
     */
    static List<Problem> in(SallyportConfig config, String file) {
        List<Problem> problems = new ArrayList<>();
        if (!Dialects.has(config.dialect())) {
            String name = config.dialect().name().toLowerCase(Locale.ROOT);
            problems.add(problem(file, "dialect", name, "is not available in this version; use cognito"));
        }
        return problems;
    }

    /**
     * Refuses a configuration that asks for any of it.
     *
     * @throws StartRefused with a line a problem
     */
    static void refuse(SallyportConfig config) {
        List<Problem> problems = in(config, "configuration");
        if (!problems.isEmpty()) {
            throw new StartRefused(
                    problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private static Problem problem(String file, String path, String value, String rule) {
        return new Problem(file, 0, path, '"' + value + '"', rule);
    }
}
