package dev.evenkeel.fuzz;

import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Limits;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tries calls with random arguments and compares what they did, to the bit and to the last byte around the operands,
 * with plain loops.
 *
 * <p>Each case is a function of its subject and its own seed of 64 bits, which comes from the seed of the run and the
 * case's number. A failure prints the line that repeats it. Without JUnit: {@code java --add-modules
 * jdk.incubator.vector -cp core/target/classes:core/target/test-classes dev.evenkeel.fuzz.Fuzzer --seconds 600 --seed
 * 1}; with {@code --subject FILL} only that, with {@code --case FILL:0x…} only that case, again and again if seconds
 * are given, with {@code --all} on after failures, one of each sort being printed.
 */
public final class Fuzzer {
    private static final double NANOS = 1e9;
    private static final double USUAL_SECONDS = 7;
    private static final long CASE_FACTOR = 0x9e3779b97f4a7c15L;

    private final Limits limits = Limits.ofProperties();
    private final long seed;
    private final double secondsPerSubject;
    private final boolean goesOn;

    Fuzzer(long seed, double secondsPerSubject, boolean goesOn) {
        this.seed = seed;
        this.secondsPerSubject = secondsPerSubject;
        this.goesOn = goesOn;
    }

    /** One subject as the properties {@code fuzz.seconds}, {@code fuzz.seed} and {@code fuzz.case} say. */
    static void runAsAsked(Subject subject) {
        String seconds = System.getProperty("fuzz.seconds");
        String only = System.getProperty("fuzz.case");
        double each = seconds != null ? Double.parseDouble(seconds) : only != null ? 0 : USUAL_SECONDS;
        Fuzzer fuzzer = new Fuzzer(Long.getLong("fuzz.seed", 1), each / Subject.values().length, false);
        if (only == null) {
            String line = fuzzer.run(subject);
            if (seconds != null) {
                System.out.println(line);
            }
        } else if (only.startsWith(subject + ":")) {
            System.out.println(fuzzer.repeat(only));
        }
    }

    /** All subjects, or those asked for. */
    public static void main(String[] arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            boolean isFlag = arguments[i].equals("--all");
            options.put(arguments[i], isFlag ? "" : arguments[++i]);
        }
        String only = options.get("--case");
        double seconds = Double.parseDouble(options.getOrDefault("--seconds", only == null ? "60" : "0"));
        List<Subject> subjects = new ArrayList<>(List.of(Subject.values()));
        if (options.containsKey("--subject")) {
            subjects.removeIf(subject -> !options.get("--subject").contains(subject.name()));
        }
        Fuzzer fuzzer = new Fuzzer(Long.decode(options.getOrDefault("--seed", "1")),
                seconds / (only == null ? subjects.size() : 1), options.containsKey("--all"));
        try {
            if (only != null) {
                System.out.println(fuzzer.repeat(only));
            } else {
                subjects.forEach(subject -> System.out.println(fuzzer.run(subject)));
            }
        } catch (AssertionError failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private String run(Subject subject) {
        long start = System.nanoTime();
        Map<String, Integer> failures = new LinkedHashMap<>();
        long calls = 0;
        do {
            long caseSeed = mix(mix(seed) + calls * CASE_FACTOR);
            calls++;
            try {
                attempt(subject, caseSeed);
            } catch (AssertionError failure) {
                if (!goesOn) {
                    throw failure;
                }
                note(failure, failures, (System.nanoTime() - start) / NANOS);
            }
        } while (System.nanoTime() - start < secondsPerSubject * NANOS);
        return String.format(Locale.ROOT, "fuzz %s: %d calls in %.1f s, seed %d%s", subject, calls,
                (System.nanoTime() - start) / NANOS, seed, failures.isEmpty() ? "" : ", FAILED " + failures.values());
    }

    /** Failures are of one sort where they arise in the same lines. */
    private static void note(AssertionError failure, Map<String, Integer> failures, double seconds) {
        Throwable cause = failure.getCause();
        StringBuilder sort =
                new StringBuilder(cause.toString().replaceAll("[-+.x\\p{XDigit}]*[0-9][-+.x\\p{XDigit}]*", "#"));
        StackTraceElement[] trace = cause.getStackTrace();
        for (int i = 0; i < Math.min(3, trace.length); i++) {
            sort.append(trace[i]);
        }
        if (failures.merge(sort.toString(), 1, Integer::sum) == 1) {
            System.out.printf(Locale.ROOT, "after %.2f s: ", seconds);
            failure.printStackTrace(System.out);
        }
    }

    private String repeat(String name) {
        int colon = name.indexOf(':');
        Subject subject = Subject.valueOf(name.substring(0, colon));
        long caseSeed = Long.parseUnsignedLong(name.substring(colon + 3), 16);
        long start = System.nanoTime();
        long calls = 0;
        do {
            attempt(subject, caseSeed);
            calls++;
        } while (System.nanoTime() - start < secondsPerSubject * NANOS);
        return "fuzz " + name + ": passed " + calls + " times";
    }

    private void attempt(Subject subject, long caseSeed) {
        Draws draws = new Draws(caseSeed, limits);
        try {
            subject.run(draws);
        } catch (Throwable failure) {
            String message = failure + System.lineSeparator() + repeatLine(subject, caseSeed) + System.lineSeparator()
                    + "case: " + draws.notes();
            throw new AssertionError(message, failure);
        }
    }

    /** Under Maven its line, otherwise Java's. */
    private String repeatLine(Subject subject, long caseSeed) {
        StringBuilder flags = new StringBuilder();
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            flags.append(argument.startsWith("-XX:") ? argument + " " : "");
        }
        StringBuilder options = new StringBuilder();
        for (String property : List.of("evenkeel.kernels", "evenkeel.vectorBits", "evenkeel.registers",
                "evenkeel.tileForm")) {
            String value = System.getProperty(property);
            options.append(value == null ? "" : "-D" + property + "=" + value + " ");
        }
        if (limits.terms() != Limits.USUAL) {
            options.append("-Dfuzz.maxSize=").append(limits.terms()).append(' ');
        }
        String name = String.format("%s:0x%016x", subject, caseSeed);
        if (System.getProperty("surefire.test.class.path") != null) {
            return (flags.isEmpty() ? "" : "JDK_JAVA_OPTIONS='" + flags.toString().strip() + "' ")
                    + "mvn -pl core test -Dwidths.skip=true -Dtest=FuzzTest " + options + "-Dfuzz.case=" + name;
        }
        boolean hasModule = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return "java " + flags + (hasModule ? "--add-modules jdk.incubator.vector " : "") + options
                + "-cp core/target/classes:core/target/test-classes " + Fuzzer.class.getName() + " --case " + name;
    }

    private static long mix(long z) {
        long mixed = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
