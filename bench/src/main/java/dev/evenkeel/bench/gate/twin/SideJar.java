package dev.evenkeel.bench.gate.twin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A jar in a class loader of its own, which sees the JDK and nothing else. */
public final class SideJar implements AutoCloseable {
    private static final String ENTRY = SideEntry.class.getName();

    private final URLClassLoader loader;
    private final UnaryOperator<Map<String, Object>> entry;
    private final String obstacle;

    private SideJar(URLClassLoader loader, UnaryOperator<Map<String, Object>> entry, String obstacle) {
        this.loader = loader;
        this.entry = entry;
        this.obstacle = obstacle;
    }

    /** Any jar; whether it can be a side is asked of each benchmark. */
    public static SideJar open(Path jar) throws IOException {
        URLClassLoader loader = new URLClassLoader(jar.getFileName().toString(), new URL[] {jar.toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        try {
            Class<?> type = loader.loadClass(ENTRY);
            int version = type.getField("VERSION").getInt(null);
            if (version != SideEntry.VERSION) {
                return new SideJar(loader, null,
                        "version " + version + " of the entry for one JVM, not " + SideEntry.VERSION);
            }
            return new SideJar(loader, entry(type), null);
        } catch (ClassNotFoundException e) {
            return new SideJar(loader, null, "no entry for one JVM");
        } catch (ReflectiveOperationException | LinkageError e) {
            return new SideJar(loader, null, "an entry that cannot be used: " + e);
        }
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<Map<String, Object>> entry(Class<?> type) throws ReflectiveOperationException {
        return (UnaryOperator<Map<String, Object>>) type.getConstructor().newInstance();
    }

    /** Why the benchmark cannot be timed beside another jar's, if so. */
    public Optional<String> obstacle(String benchmark, Map<String, String> parameters) {
        if (obstacle != null) return Optional.of(obstacle);
        try {
            return Optional.ofNullable((String) entry.apply(Map.of("benchmark", benchmark, "parameters", parameters))
                    .get("declined"));
        } catch (RuntimeException | LinkageError e) {
            return Optional.of("an entry that cannot be used: " + e);
        }
    }

    /** Starts it and checks its answer; a wrong one is an exception of the jar's own. */
    Side start(String benchmark, Map<String, String> parameters, Map<String, Object> memory) {
        Map<String, Object> answer =
                entry.apply(Map.of("benchmark", benchmark, "parameters", parameters, "memory", memory));
        return Side.of(answer);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
