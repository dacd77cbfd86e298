package org.dotgate.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON as it is written for machines, and read from a James. */
public final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private static final Gson WITH_NULLS = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    /**
     * An object on one line, in printable ASCII: whatever is beyond is written as an escape, for a terminal obeys control
     * characters, and values are strangers' texts.
     *
     * @param values texts, numbers and such, or lists and maps of them; what is null is left out
     */
    public static String line(Map<String, ?> values) {
        return ascii(GSON.toJson(values));
    }

    /** As {@link #line(Map)}, of what was answered elsewhere. */
    public static String line(JsonObject object) {
        return ascii(WITH_NULLS.toJson(object));
    }

    private static String ascii(String json) {
        StringBuilder line = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= ' ' && c <= '~') {
                line.append(c);
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        return line.toString();
    }

    /** The same values as an object; what is null is left out. */
    public static JsonObject tree(Map<String, ?> values) {
        return GSON.toJsonTree(values).getAsJsonObject();
    }

    /**
     * An object from elsewhere.
     *
     * @throws Failure if it is none
     */
    public static JsonObject object(String text) throws Failure {
        try {
            JsonElement element = JsonParser.parseString(text);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // told below
        }
        throw new Failure("what was answered is no JSON object");
    }

    /** The text under a name; empty if there is none, or something else. */
    public static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    /** The objects in the list under a name; empty if there is none, without what is no object. */
    public static List<JsonObject> objects(JsonObject object, String name) {
        List<JsonObject> objects = new ArrayList<>();
        JsonElement list = object.get(name);
        if (list != null && list.isJsonArray()) {
            list.getAsJsonArray().forEach(element -> {
                if (element.isJsonObject()) {
                    objects.add(element.getAsJsonObject());
                }
            });
        }
        return objects;
    }

    /** The texts in the list under a name; empty if there is none, without what is no text. */
    public static List<String> texts(JsonObject object, String name) {
        List<String> texts = new ArrayList<>();
        JsonElement list = object.get(name);
        if (list != null && list.isJsonArray()) {
            list.getAsJsonArray().forEach(element -> {
                if (element.isJsonPrimitive()) {
                    texts.add(element.getAsString());
                }
            });
        }
        return texts;
    }
}
