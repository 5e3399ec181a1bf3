package dev.evenkeel.bench.firstseconds;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.launch.JavaProcess;
import dev.evenkeel.bench.launch.Stopping;
import dev.evenkeel.bench.timing.FailedFork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts fresh JVMs one after the other, ours and plain Java in turns.
 *
 * @param settings how each is measured
 * @param folder for the log of a JVM that fails
 */
public record FirstSeconds(Settings settings, Path folder) {
    /** What a JVM needs beside its measurement, about. */
    private static final Duration START = Duration.ofMillis(600);

    /**
     * What holds for all.
     *
     * @param forks JVMs for each product and library
     * @param slice least length of a time slice
     * @param longest when a JVM ends that is still getting faster
     * @param busy processes that keep a processor busy each meanwhile
     * @param jvmArguments of each JVM that is looked at
     * @param aot whether each starts from an AOT cache that one more JVM was trained for with the same work
     */
    public record Settings(int forks, Duration slice, Duration longest, int busy, List<String> jvmArguments,
            boolean aot) {
        /** Copies its argument. */
        public Settings {
            jvmArguments = List.copyOf(jvmArguments);
        }
    }

    /** At most how long so many products take. */
    public Duration expected(int cells) {
        return settings.longest.plus(START).multipliedBy(
                (long) cells * (settings.forks + (settings.aot ? 1 : 0)) * Library.values().length);
    }

    /**
     * Measures a product.
     *
     * @param started told which JVM starts
     * @throws dev.evenkeel.bench.campaign.WrongAnswerException if an answer is wrong
     * @throws MeasurementException if a JVM fails
     */
    public CellCourse measure(ProductCell cell, Consumer<String> started) throws InterruptedException {
        if (!settings.aot) return measure(cell, started, new EnumMap<>(Library.class));
        Map<Library, Path> caches = new EnumMap<>(Library.class);
        try {
            for (Library library : Library.values()) {
                caches.put(library, Files.createTempFile("evenkeel-first-seconds-", ".aot"));
                FreshTask task = new FreshTask(cell, library, settings.slice, settings.longest);
                started.accept(task + ", training");
                run(task, "-XX:AOTCacheOutput=" + caches.get(library));
            }
            return measure(cell, started, caches);
        } catch (IOException e) {
            throw new MeasurementException("no AOT cache could be stored: " + e.getMessage(), e);
        } finally {
            caches.values().forEach(cache -> cache.toFile().delete());
        }
    }

    private CellCourse measure(ProductCell cell, Consumer<String> started, Map<Library, Path> caches)
            throws InterruptedException {
        Map<Library, List<Series>> series = new EnumMap<>(Library.class);
        for (int fork = 0; fork < settings.forks; fork++) {
            for (Library library : Library.values()) {
                FreshTask task = new FreshTask(cell, library, settings.slice, settings.longest);
                started.accept(task.toString());
                Path cache = caches.get(library);
                series.computeIfAbsent(library, none -> new ArrayList<>())
                        .add(cache == null ? run(task) : run(task, "-XX:AOTMode=on", "-XX:AOTCache=" + cache));
            }
        }
        return new CellCourse(cell, course(series, Library.EVENKEEL), course(series, Library.PLAIN_JAVA));
    }

    private static Course course(Map<Library, List<Series>> series, Library library) {
        return new Course(library.label(), series.get(library));
    }

    private Series run(FreshTask task, String... cache) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-modules=jdk.incubator.vector");
        command.addAll(settings.jvmArguments);
        command.addAll(List.of(cache));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FreshJvm.class.getName()));
        command.addAll(task.arguments());
        try {
            JavaProcess.Ended ended = JavaProcess.run(command);
            String line = ended.printed().lines().filter(text -> text.startsWith(FreshJvm.MARK)).findFirst()
                    .orElse(null);
            if (ended.code() != 0 || line == null) {
                if (Stopping.hasBegun()) throw new MeasurementException(task + ": stopped", null);
                throw FailedFork.of(task.toString(), ended.printed(), "the JVM ended with " + ended.code(), folder);
            }
            return new ObjectMapper().readValue(line.substring(FreshJvm.MARK.length()), Series.class);
        } catch (IOException e) {
            throw new MeasurementException(task + ": could not be measured: " + e.getMessage(), e);
        }
    }
}
