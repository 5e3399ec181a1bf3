package dev.evenkeel.bench.gate.twin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars of other revisions, which share no class with this one. */
public final class FakeJars {
    private static final String ENTRY =
            """
                    package dev.evenkeel.bench.gate.twin;

                    import java.util.Map;
                    import java.util.function.*;

                    public final class SideEntry implements UnaryOperator<Map<String, Object>> {
                        public static final int VERSION = %d;

                        public Map<String, Object> apply(Map<String, Object> request) {
                            if (!request.get("benchmark").equals("Bench.known")) return Map.of("declined", "no such benchmark");
                            if (!request.containsKey("memory")) return Map.of();
                            %s
                            LongUnaryOperator run = calls -> {
                                long start = System.nanoTime();
                                while (System.nanoTime() - start < calls * 20_000) Thread.onSpinWait();
                                return calls * 20_000;
                            };
                            IntSupplier standIns = () -> 0;
                            Supplier<String> codePath = () -> "pretended";
                            Runnable close = () -> {};
                            return Map.of("run", run, "standIns", standIns, "codePath", codePath, "close", close);
                        }

                        static final class WrongAnswerException extends RuntimeException {
                            WrongAnswerException(String message) { super(message); }
                        }
                    }
                    """;

    private FakeJars() {}

    /** Offers {@code Bench.known}, 20 µs a call. */
    public static Path withEntry(Path folder, int version) throws IOException {
        return jar(folder.resolve("version-" + version + ".jar"), ENTRY.formatted(version, ""));
    }

    /** The same, whose answer is wrong. */
    public static Path withWrongAnswer(Path folder) throws IOException {
        return jar(folder.resolve("wrong.jar"), ENTRY.formatted(SideEntry.VERSION,
                "if (true) throw new WrongAnswerException(\"element 7 is 3, expected 4\");"));
    }

    /** Somebody else's. */
    static Path withoutEntry(Path folder) throws IOException {
        return jar(folder.resolve("foreign.jar"), "package org.other; class Bench {}");
    }

    private static Path jar(Path jar, String source) throws IOException {
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager files = new ForwardingJavaFileManager<>(
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                    javax.tools.FileObject sibling) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                classes.put(name.replace('.', '/') + ".class", bytes);
                return new SimpleJavaFileObject(URI.create("memory:/" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() { return bytes; }
                };
            }
        };
        JavaFileObject text = new SimpleJavaFileObject(
                URI.create("memory:/" + (source.contains("SideEntry") ? "SideEntry" : "Bench") + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) { return source; }
        };
        List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn"));
        if (!compiler.getTask(null, files, null, options, null, List.of(text)).call()) {
            throw new IllegalStateException("the fake does not compile");
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, ByteArrayOutputStream> entry : classes.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                entry.getValue().writeTo(out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
