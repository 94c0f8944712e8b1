package io.sallyport.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.ErrorMessageType;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.OptionalLong;
import java.util.Set;

/** {@code "x-range": [least, most]}: bounds, both included, of a value with a unit. Texts without one are not judged. */
final class RangeKeyword extends AbstractKeyword {

    static final String NAME = "x-range";
    private static final ErrorMessageType OUT_OF_RANGE = () -> NAME;

    RangeKeyword() {
        super(NAME);
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation location,
            JsonNodePath evaluationPath,
            JsonNode bounds,
            JsonSchema parent,
            ValidationContext context) {
        return new Range(location, evaluationPath, bounds, parent, this, context);
    }

    private static final class Range extends BaseJsonValidator {
        private final long least;
        private final long most;

        Range(
                SchemaLocation location,
                JsonNodePath evaluationPath,
                JsonNode bounds,
                JsonSchema parent,
                RangeKeyword keyword,
                ValidationContext context) {
            super(location, evaluationPath, bounds, parent, OUT_OF_RANGE, keyword, context, false);
            this.least = Units.parse(bounds.path(0).asText()).orElseThrow();
            this.most = Units.parse(bounds.path(1).asText()).orElseThrow();
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext execution, JsonNode value, JsonNode root, JsonNodePath place) {
            OptionalLong amount = value.isTextual() ? Units.parse(value.textValue()) : OptionalLong.empty();
            if (amount.isEmpty() || (amount.getAsLong() >= least && amount.getAsLong() <= most)) {
                return Set.of();
            }
            return Set.of(message()
                    .instanceNode(value)
                    .instanceLocation(place)
                    .evaluationPath(getEvaluationPath())
                    .schemaLocation(getSchemaLocation())
                    .message("out of range")
                    .build());
        }
    }
}
