package dev.evenkeel.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An object in a JSON file. What is missing or of another kind is an exception that names file, field and what was
 * expected.
 *
 * @param file where it stands
 * @param place of the object in the file, with a dot behind it; empty for the whole
 * @param node its fields
 */
record StoredObject(Path file, String place, JsonNode node) {
    static StoredObject read(Path file) throws IOException {
        try {
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            if (root.isObject()) return new StoredObject(file, "", root);
            throw new IOException(file + " is no JSON object; expected the summary.json of a run");
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    StoredObject object(String name) throws IOException {
        return child(name, field(name, "an object"), "");
    }

    List<StoredObject> objects(String name) throws IOException {
        JsonNode array = array(name);
        List<StoredObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) objects.add(child(name, array.get(i), "[" + i + "]"));
        return objects;
    }

    private StoredObject child(String name, JsonNode child, String index) throws IOException {
        if (!child.isObject()) throw wrong(name + index, child, "an object");
        return new StoredObject(file, place + name + index + ".", child);
    }

    String text(String name) throws IOException {
        JsonNode found = field(name, "a text");
        if (!found.isTextual()) throw wrong(name, found, "a text");
        return found.asText();
    }

    double number(String name) throws IOException {
        JsonNode found = field(name, "a number");
        if (!found.isNumber()) throw wrong(name, found, "a number");
        return found.asDouble();
    }

    List<String> texts(String name) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isTextual()) throw wrong(name + "[" + texts.size() + "]", item, "a text");
            texts.add(item.asText());
        }
        return texts;
    }

    double[] numbers(String name) throws IOException {
        JsonNode array = array(name);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!array.get(i).isNumber()) throw wrong(name + "[" + i + "]", array.get(i), "a number");
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private JsonNode array(String name) throws IOException {
        JsonNode found = field(name, "an array");
        if (!found.isArray()) throw wrong(name, found, "an array");
        return found;
    }

    private JsonNode field(String name, String expected) throws IOException {
        JsonNode found = node.get(name);
        if (found == null || found.isNull()) {
            throw new IOException(file + " has no field " + place + name + "; expected " + expected
                    + ", as in the summary.json of a run");
        }
        return found;
    }

    private IOException wrong(String name, JsonNode found, String expected) {
        return new IOException(file + ": " + place + name + " is " + found + "; expected " + expected);
    }
}
