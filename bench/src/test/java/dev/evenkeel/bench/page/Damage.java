package dev.evenkeel.bench.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Changes one value of a JSON text. */
final class Damage {
    /** What is in an array is alike. */
    private static final int FIRST_OF_AN_ARRAY = 1;

    private Damage() {}

    private record Place(JsonNode parent, Object key) {}

    private static List<Place> all(JsonNode node) {
        List<Place> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                places.add(new Place(node, entry.getKey()));
                places.addAll(all(entry.getValue()));
            });
        } else {
            for (int i = 0; i < Math.min(node.size(), FIRST_OF_AN_ARRAY); i++) {
                places.add(new Place(node, i));
                places.addAll(all(node.get(i)));
            }
        }
        return places;
    }

    /** How many values can be changed. */
    static int places(JsonNode root) {
        return all(root).size();
    }

    /** The same text with another value at this place. */
    static JsonNode at(JsonNode root, int place, JsonNode value) {
        Place changed = all(root).get(place);
        if (changed.parent instanceof ObjectNode object) object.set((String) changed.key, value);
        else((ArrayNode) changed.parent).set((int) changed.key, value);
        return root;
    }
}
