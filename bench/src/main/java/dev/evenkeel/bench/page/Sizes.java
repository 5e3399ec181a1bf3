package dev.evenkeel.bench.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parameters that say how large the work is. */
final class Sizes {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}[KMG]?");
    private static final Set<String> NO_SIZES = Set.of("threads", "seed");

    /** Fewer points are no curve. */
    private static final int LEAST_POINTS = 3;

    private Sizes() {}

    /** The number, or the product of numbers with an x between them; nothing if the text is neither. */
    static OptionalDouble of(String text) {
        String[] factors = text.split("x", -1);
        if (!Arrays.stream(factors).allMatch(factor -> NUMBER.matcher(factor).matches())) return OptionalDouble.empty();
        return OptionalDouble.of(Arrays.stream(factors).mapToDouble(Sizes::factor).reduce(1, (a, b) -> a * b));
    }

    /** The text if it is one number greater than 0. */
    static OptionalDouble single(String text) {
        return text == null || text.contains("x") ? OptionalDouble.empty()
                : of(text).stream().filter(size -> size > 0).findFirst();
    }

    private static double factor(String text) {
        int last = text.length() - 1;
        int unit = "KMG".indexOf(text.charAt(last)) + 1;
        return unit == 0 ? Double.parseDouble(text) : Double.parseDouble(text.substring(0, last)) * (1L << 10 * unit);
    }

    /** The parameter that has the most values and only sizes or products of sizes as values; null if there is none. */
    static String parameter(Collection<Map<String, String>> cells) {
        Set<String> names = cells.stream().flatMap(cell -> cell.keySet().stream())
                .filter(name -> !NO_SIZES.contains(name)).collect(Collectors.toCollection(LinkedHashSet::new));
        String found = null;
        long most = 1;
        for (String name : names) {
            List<String> values = new ArrayList<>();
            for (Map<String, String> cell : cells) values.add(cell.getOrDefault(name, ""));
            long distinct = values.stream().distinct().count();
            if (distinct > most && values.stream().allMatch(value -> of(value).isPresent())) {
                most = distinct;
                found = name;
            }
        }
        return found;
    }

    /** An axis of sizes: by powers of ten if they are, by doublings otherwise. */
    static Chart.Axis axis(String name, Collection<String> sizes) {
        boolean areTens = sizes.stream().allMatch(size -> size.matches("10*"));
        return new Chart.Axis(name, areTens ? Chart.Scale.LOG10 : Chart.Scale.LOG2);
    }

    /** Whether a curve can be drawn through cells of these sizes. */
    static boolean makeACurve(Collection<String> sizes) {
        return sizes.stream().distinct().filter(size -> single(size).isPresent()).count() >= LEAST_POINTS;
    }
}
