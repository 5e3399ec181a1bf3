package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar that looks like one of JMH and holds programs of a test's own. */
public final class FakeJar {
    /** What the gate looks for in any jar. */
    public static final String BENCHMARK_LIST = "META-INF/BenchmarkList";

    /** What it looks for in one of ours, and in one with a variance check. */
    static final List<String> OURS =
            List.of(BENCHMARK_LIST, "dev/evenkeel/Matrix.class", "dev/evenkeel/bench/cli/VarianceCommand.class");

    private FakeJar() {}

    /**
     * Compiles and packs.
     *
     * @param sources by full name of the class
     * @param empty entries without contents
     */
    public static Path write(Path file, Map<String, String> sources, List<String> empty) throws IOException {
        Path classes = Files.createTempDirectory(file.toAbsolutePath().getParent(), "classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> units = sources.entrySet().stream().map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        if (!units.isEmpty() && !compiler
                .getTask(null, null, null, List.of("-d", classes.toString(), "-proc:none"), null, units).call()) {
            throw new IOException("the test's program does not compile");
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                var walk = Files.walk(classes)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                jar.write(Files.readAllBytes(path));
            }
            for (String name : empty) jar.putNextEntry(new JarEntry(name));
        }
        return file;
    }

    /** Makes a class of the jar one for a JDK of the far future. */
    public static void makeNewer(Path file, String name) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            byte[] bytes = Files.readAllBytes(jar.getPath(name));
            bytes[6] = 1;
            Files.write(jar.getPath(name), bytes);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
