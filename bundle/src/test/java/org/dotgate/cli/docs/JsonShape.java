package org.dotgate.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/** Whether an answer has the fields of the one that is documented, with values of the same types. */
final class JsonShape {
    private JsonShape() {}

    /**
     * Fails if not. What is null in one of the two may be anything in the other; a list that is documented with an element has
     * at least one like it.
     */
    static void check(JsonElement documented, JsonElement answer, String path) {
        if (documented.isJsonNull() || answer.isJsonNull()) {
            return;
        }
        if (documented.isJsonObject()) {
            assertThat(answer.isJsonObject()).as("%s is an object: %s", path, answer).isTrue();
            JsonObject fields = answer.getAsJsonObject();
            assertThat(fields.keySet()).as(path).isEqualTo(documented.getAsJsonObject().keySet());
            for (Map.Entry<String, JsonElement> field : documented.getAsJsonObject().entrySet()) {
                check(field.getValue(), fields.get(field.getKey()), path + "." + field.getKey());
            }
        } else if (documented.isJsonArray()) {
            assertThat(answer.isJsonArray()).as("%s is a list: %s", path, answer).isTrue();
            if (!documented.getAsJsonArray().isEmpty()) {
                assertThat(answer.getAsJsonArray()).as(path)
                        .anySatisfy(one -> check(documented.getAsJsonArray().get(0), one, path + "[]"));
            }
        } else {
            assertThat(type(answer)).as("%s: %s", path, answer).isEqualTo(type(documented));
        }
    }

    private static String type(JsonElement value) {
        if (value instanceof JsonNull || !value.isJsonPrimitive()) {
            return value.getClass().getSimpleName();
        }
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        return primitive.isString() ? "text" : primitive.isNumber() ? "number" : "switch";
    }
}
