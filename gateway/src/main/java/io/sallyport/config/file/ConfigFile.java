package io.sallyport.config.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.config.SallyportConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the configuration file: strict, and with every problem at once. Blocks on the disk; call it off the event loop. */
public final class ConfigFile {

    private static final long MAX_BYTES = 1 << 20;

    private ConfigFile() {}

    /** What became of a file. */
    public sealed interface Result permits Loaded, Rejected {}

    /**
     * The file is good.
     *
     * @param config complete and checked
     */
    public record Loaded(SallyportConfig config) implements Result {}

    /**
     * The file is not used.
     *
     * @param problems one or more, in the order of the file
     */
    public record Rejected(List<Problem> problems) implements Result {
        /** Takes a copy of the list. */
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads and checks a file. Never throws for what the file holds.
     *
     * @param file the YAML file
     * @param env the environment for <code>${NAME}</code>; null for a variable that is not set
     */
    public static Result load(Path file, Function<String, @Nullable String> env) {
        Findings findings = new Findings(file.toString());
        Optional<ObjectNode> tree = text(file, findings).flatMap(text -> tree(text, env, findings));
        if (tree.isEmpty() || findings.any()) {
            return new Rejected(findings.problems());
        }
        return new Loaded(Binding.bind(tree.get()));
    }

    private static Optional<ObjectNode> tree(String text, Function<String, @Nullable String> env, Findings findings) {
        Optional<ObjectNode> tree = new YamlTree(new Substitution(env), findings).read(text);
        tree.ifPresent(root -> {
            ConfigSchema.get().check(root, findings);
            Defaults.fill(root, ConfigSchema.get().node());
            Rules.check(new Place(YamlPath.ROOT, root, findings));
        });
        return tree;
    }

    private static Optional<String> text(Path file, Findings findings) {
        try {
            if (Files.isDirectory(file)) {
                return refused(findings, "is a directory, not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                return refused(findings, "is larger than 1 MiB");
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
        } catch (NoSuchFileException e) {
            return refused(findings, "there is no such file");
        } catch (CharacterCodingException e) {
            return refused(findings, "is not UTF-8 text");
        } catch (IOException e) {
            return refused(findings, "cannot be read");
        }
    }

    private static Optional<String> refused(Findings findings, String rule) {
        findings.add(YamlPath.ROOT, null, rule);
        return Optional.empty();
    }
}
