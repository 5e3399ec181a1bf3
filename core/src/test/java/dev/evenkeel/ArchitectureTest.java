package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.testing.ExportedTypes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's jdeps reads it from the byte code: arrows between packages go down, and nothing internal shows outside. */
@Tag("once")
class ArchitectureTest {
    private static final String ROOT = "dev.evenkeel";

    /**
     * Packages from top to bottom, relative to the root. Each may use those in lines below its own, none in its own
     * line.
     */
    private static final List<Set<String>> ORDER = List.of(
            Set.of("torch"),
            Set.of("init", "training"),
            Set.of("gemm", "random", "batchnorm", "loss", "file"),
            Set.of("internal.sweep", "internal.rows", "internal.packing"),
            Set.of("internal.memory"),
            Set.of(""),
            Set.of("internal.exec"),
            Set.of("internal.kernel"),
            Set.of("internal.kernel.dgemm"),
            Set.of("internal.kernel.gemm", "internal.kernel.random", "internal.kernel.torch",
                    "internal.kernel.batchnorm", "internal.kernel.activation", "internal.kernel.loss",
                    "internal.kernel.training"),
            Set.of("internal.kernel.math"),
            Set.of("internal.kernel.simd"));

    /** Arrows that go down and are not allowed all the same: capabilities do not know each other. */
    private static final Map<String, Set<String>> FORBIDDEN =
            Map.of("torch", Set.of("gemm", "batchnorm", "loss", "training"), "init",
                    Set.of("gemm", "batchnorm", "loss"),
                    "training", Set.of("batchnorm", "loss"));

    /** Arrows that go up, by name: what stands behind an interface implements it; a function walks over matrices. */
    private static final Map<String, Set<String>> ALLOWED =
            Map.of("dev.evenkeel.internal.exec.Engine", Set.of("dev.evenkeel.Execution"),
                    "dev.evenkeel.ActivationPass", Set.of("dev.evenkeel.internal.memory.ElementSweep"));

    private static final int MOST_FILES_OF_A_FOLDER = 20;

    private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+.*");

    /** A class that uses another one. */
    private record Arrow(String from, String to) {}

    @Test
    void arrowsBetweenPackagesGoDown() throws Exception {
        assertThat(violations(arrows(ExportedTypes.classes()))).isEmpty();
    }

    @Test
    void anArrowThatGoesUpIsFound(@TempDir Path directory) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        plant(source, "internal.memory", "Upwards", "dev.evenkeel.gemm.Gemm");
        plant(source, "random", "Sideways", "dev.evenkeel.batchnorm.BatchNorm");
        plant(source, "init", "Forbidden", "dev.evenkeel.gemm.Gemm");
        plant(source, "gemm", "Downwards", "dev.evenkeel.Matrix");
        Path planted = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", planted.toString(), "-cp",
                ExportedTypes.classes().toString()));
        try (Stream<Path> files = Files.list(source)) {
            files.map(Path::toString).forEach(arguments::add);
        }
        assertThat(run("javac", arguments)).isEmpty();
        assertThat(violations(arrows(planted))).extracting(Arrow::from).containsExactlyInAnyOrder(
                "dev.evenkeel.internal.memory.Upwards", "dev.evenkeel.random.Sideways",
                "dev.evenkeel.init.Forbidden");
    }

    private static void plant(Path source, String where, String name, String used) throws IOException {
        Files.writeString(source.resolve(name + ".java"),
                "package %s.%s; class %s { %s used; }".formatted(ROOT, where, name, used));
    }

    @Test
    void packagesFormNoCircleButThoseByName() throws Exception {
        Map<String, Set<String>> packages = new HashMap<>();
        for (Arrow arrow : arrows(ExportedTypes.classes())) {
            boolean isAllowed = ALLOWED.getOrDefault(outermost(arrow.from), Set.of()).contains(outermost(arrow.to));
            if (!isAllowed && !packageOf(arrow.from).equals(packageOf(arrow.to))) {
                packages.computeIfAbsent(packageOf(arrow.from), from -> new TreeSet<>()).add(packageOf(arrow.to));
            }
        }
        for (String start : packages.keySet()) {
            assertThat(reached(start, packages)).as("packages that %s uses", start).doesNotContain(start);
        }
    }

    @Test
    void exportedTypesShowNothingThatIsNotExported() throws Exception {
        Set<String> leaks = new TreeSet<>();
        for (Class<?> type : ExportedTypes.all()) {
            for (Field field : type.getFields()) {
                leak(leaks, field.toString(), field.getType());
            }
            for (Method method : type.getMethods()) {
                leak(leaks, method.toString(), method.getReturnType());
                leakParameters(leaks, method);
            }
            for (Constructor<?> constructor : type.getConstructors()) {
                leakParameters(leaks, constructor);
            }
            leak(leaks, type.toString(), type.getSuperclass());
            for (Class<?> implemented : type.getInterfaces()) {
                leak(leaks, type.toString(), implemented);
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void noFolderHoldsMoreFilesThanAReaderSeesAtOnce() throws Exception {
        Path sources = ExportedTypes.classes().getParent().getParent().resolve("src");
        try (Stream<Path> files = Files.walk(sources)) {
            Map<Path, Long> counts = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(file -> sources.relativize(file.getParent()),
                            Collectors.counting()));
            assertThat(counts).hasSizeGreaterThan(1)
                    .allSatisfy((folder, count) -> assertThat(count)
                            .as("files in %s", folder).isLessThanOrEqualTo(MOST_FILES_OF_A_FOLDER));
        }
    }

    private static void leakParameters(Set<String> leaks, Executable executable) {
        Arrays.stream(executable.getParameterTypes()).forEach(type -> leak(leaks, executable.toString(), type));
    }

    private static void leak(Set<String> leaks, String where, Class<?> type) {
        if (type != null && type.getName().contains(ROOT + ".internal.")) {
            leaks.add(where + " shows " + type.getName());
        }
    }

    private static Set<String> reached(String start, Map<String, Set<String>> packages) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(packages.get(start));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (reached.add(next)) {
                open.addAll(packages.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }

    private static List<Arrow> violations(List<Arrow> arrows) {
        return arrows.stream().filter(ArchitectureTest::isViolation).toList();
    }

    private static boolean isViolation(Arrow arrow) {
        String from = packageOf(arrow.from);
        String to = packageOf(arrow.to);
        if (from.equals(to) || ALLOWED.getOrDefault(outermost(arrow.from), Set.of()).contains(outermost(arrow.to))) {
            return false;
        }
        return line(to) <= line(from) || FORBIDDEN.getOrDefault(from, Set.of()).contains(to);
    }

    private static int line(String name) {
        for (int line = 0; line < ORDER.size(); line++) {
            if (ORDER.get(line).contains(name)) {
                return line;
            }
        }
        throw new AssertionError("the package " + name + " has no place in the order");
    }

    private static String outermost(String type) {
        return type.indexOf('$') < 0 ? type : type.substring(0, type.indexOf('$'));
    }

    private static String packageOf(String type) {
        String name = type.substring(0, type.lastIndexOf('.'));
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    /** Between types of ours. */
    private static List<Arrow> arrows(Path classes) throws Exception {
        List<Arrow> arrows = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of("-verbose:class", "-filter:none", "--ignore-missing-deps"));
        if (!classes.equals(ExportedTypes.classes())) {
            arguments.addAll(List.of("-cp", ExportedTypes.classes().toString()));
        }
        arguments.add(classes.toString());
        String printed = run("jdeps", arguments);
        for (Matcher line = LINE.matcher(printed); line.find();) {
            Arrow arrow = new Arrow(line.group(1), line.group(2));
            if (arrow.from.startsWith(ROOT + ".") && arrow.to.startsWith(ROOT + ".")) {
                arrows.add(arrow);
            }
        }
        assertThat(arrows).isNotEmpty();
        return arrows;
    }

    private static String run(String tool, List<String> arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exitCode = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        writer.flush();
        assertThat(exitCode).as(out.toString()).isZero();
        return out.toString();
    }
}
