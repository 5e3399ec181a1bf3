package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.timing.OtherJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Jars of other revisions that take part in a run. */
final class JarOptions {
    @Option(names = "--jar", paramLabel = "NAME=PATH",
            description = "A benchmarks.jar of another revision takes part as evenkeel@NAME, in forks beside ours. Repeatable.")
    private Map<String, Path> paths = new LinkedHashMap<>();

    private List<OtherJar> jars = List.of();

    JarOptions() {}

    /**
     * Looks into the jars.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    void check(boolean quick) {
        if (quick && !paths.isEmpty())
            throw new IllegalArgumentException("--quick starts no JVM that could hold the jars of --jar");
        jars = paths.entrySet().stream().map(jar -> OtherJar.open(jar.getKey(), jar.getValue())).toList();
    }

    List<OtherJar> jars() {
        return jars;
    }

    /** Other revisions right behind ours, wherever they have the benchmark. */
    List<Contest> complete(List<Contest> contests) {
        List<Contest> completed = new ArrayList<>();
        for (Contest contest : contests) {
            List<String> libraries = new ArrayList<>(contest.libraries());
            int behindOurs = libraries.indexOf(PeerCatalog.OURS) + 1;
            if (behindOurs > 0) libraries.addAll(behindOurs, jars.stream().filter(jar -> jar.has(contest.cell()))
                    .map(OtherJar::library).toList());
            completed.add(new Contest(contest.cell(), libraries));
        }
        for (OtherJar jar : jars) {
            if (completed.stream().noneMatch(contest -> contest.libraries().contains(jar.library()))) {
                throw new IllegalArgumentException("--jar: " + jar.path() + " has none of the benchmarks in which "
                        + PeerCatalog.OURS + " takes part; it has " + jar.benchmarks().keySet());
            }
        }
        return completed;
    }
}
