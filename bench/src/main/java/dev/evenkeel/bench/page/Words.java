package dev.evenkeel.bench.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and names for people. */
public final class Words {
    private static final String THREADS = "threads";
    private static final int SHORT = 4;
    private static final Map<String, String> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("GemmBenchmark.multiply", "Matrix products");
        BENCHMARKS.put("DgemmBenchmark.compute", "Products and symmetric updates of float64");
        BENCHMARKS.put("BatchNormBenchmark.normalize", "Batch normalisation");
        BENCHMARKS.put("ActivationBenchmark.compute", "Activation functions");
        BENCHMARKS.put("LossBenchmark.compute", "Losses");
        BENCHMARKS.put("OptimizerBenchmark.compute", "Updates of weights");
        BENCHMARKS.put("StepBenchmark.train", "Steps of training");
        BENCHMARKS.put("SamplingBenchmark.fill", "Random numbers");
        BENCHMARKS.put("FirstFillBenchmark.fill", "Random numbers, first call");
        BENCHMARKS.put("InitializerBenchmark.fill", "First weights");
        BENCHMARKS.put("FirstWeightsBenchmark.fill", "First weights, first call");
        BENCHMARKS.put("TorchReplayBenchmark.draw", "PyTorch's own numbers");
    }

    private Words() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** The field's name for our own benchmarks, their name for others. */
    static String benchmark(String name) {
        return BENCHMARKS.getOrDefault(name, name);
    }

    /** Ours in the order of the page, then others as they come. */
    static List<String> inOrder(Collection<String> benchmarks) {
        List<String> order = List.copyOf(BENCHMARKS.keySet());
        return benchmarks.stream().sorted(Comparator.comparingInt(
                name -> order.contains(name) ? order.indexOf(name) : order.size())).toList();
    }

    /** Three digits. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (value == 0) return "0";
        if (!Double.isFinite(value)) return "–";
        if (size >= 1e6 || size < 1e-3) return power(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static String power(double value) {
        String[] parts = String.format(Locale.ROOT, "%.1e", value).split("e");
        return parts[0] + "·10" + superscript(Integer.parseInt(parts[1]));
    }

    private static String superscript(int number) {
        return Integer.toString(number).chars().mapToObj(digit -> digit == '-' ? "⁻"
                : "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(digit - '0', digit - '0' + 1)).collect(Collectors.joining());
    }

    /** Two digits behind the point, one from ten on. */
    static String ratio(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value) : "–";
    }

    static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.0f %%", value) : "–";
    }

    /** With its sign. */
    static String change(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share).replace('-', '−');
    }

    static String threads(Object number) {
        return number + ("1".equals(number.toString()) ? " thread" : " threads");
    }

    /** Lists some names, and says how many more there are. */
    static String list(List<String> names, int most) {
        if (names.size() <= most) return String.join(", ", names);
        return String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }

    /** A parameter's value as people write it. */
    static String value(String parameter, String value) {
        if (parameter.equals(THREADS)) return threads(value);
        if (Sizes.of(value).isPresent()) return value.replace('x', '×');
        boolean isConstant = value.length() > SHORT && value.equals(value.toUpperCase(Locale.ROOT));
        return (isConstant ? value.toLowerCase(Locale.ROOT) : value).replace('_', ' ');
    }

    /** The values of these parameters, where there are any. */
    static String values(Map<String, String> all, List<String> parameters) {
        return parameters.stream().filter(all::containsKey).map(name -> value(name, all.get(name)))
                .collect(Collectors.joining(" · "));
    }

    /** An axis for these values: by powers of ten where a straight one would hide the small ones. */
    static Chart.Axis axis(String name, double... values) {
        double[] shown = Arrays.stream(values).filter(Double::isFinite).toArray();
        double least = Arrays.stream(shown).min().orElse(0);
        double greatest = Arrays.stream(shown).max().orElse(1);
        if (least <= 0 || greatest / least < 100) return new Chart.Axis(name, Chart.Scale.LINEAR, 0.0, null, List.of());
        return new Chart.Axis(name, Chart.Scale.LOG10, least / 1.3, greatest * 1.3, List.of());
    }
}
