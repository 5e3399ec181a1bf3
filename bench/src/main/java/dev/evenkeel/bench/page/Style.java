package dev.evenkeel.bench.page;

import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.Map;

/**
 * How a library looks in every chart: colours alone are not told apart by everybody.
 *
 * @param hue one of the page's {@value #HUES} colours
 * @param mark one of its {@value #MARKS} symbols and dashes
 */
public record Style(int hue, int mark) {
    static final int HUES = 8;
    static final int MARKS = 5;

    /** What is neither ours nor a peer: limits, single rounds. */
    public static final Style PLAIN = new Style(HUES - 1, 0);

    static final Style OURS = new Style(0, 0);

    /** The mark of libraries that this table does not know. */
    private static final int UNKNOWN = MARKS - 1;

    private static final Map<String, Style> LIBRARIES = Map.ofEntries(
            Map.entry(PeerCatalog.OURS, OURS),
            Map.entry("evenkeel-splitmix", new Style(0, 1)),
            Map.entry("openblas", new Style(1, 0)),
            Map.entry("onednn", new Style(2, 0)),
            Map.entry("onednn-matmul", new Style(2, 1)),
            Map.entry("onednn-sgemm", new Style(2, 2)),
            Map.entry("onednn-blocked", new Style(2, 3)),
            Map.entry("onemkl", new Style(5, 0)),
            Map.entry("libtorch", new Style(6, 0)),
            Map.entry("netlib-vector", new Style(4, 0)),
            Map.entry("commons-rng", new Style(4, 1)),
            Map.entry("ejml", new Style(3, 0)),
            Map.entry("jdk-xoroshiro", new Style(3, 1)),
            Map.entry("jdk-splittable", new Style(2, 2)),
            Map.entry("plain-java", PLAIN));

    /** The same on every page. */
    static Style ofLibrary(String name) {
        int hash = Math.floorMod(name.hashCode(), HUES - 1);
        return LIBRARIES.getOrDefault(name,
                PeerCatalog.isOurs(name) ? new Style(0, 2 + hash % 2) : new Style(1 + hash, UNKNOWN));
    }

    /** Of the i-th of things that are no libraries. */
    public static Style number(int i) {
        return new Style(i % HUES, i / HUES % MARKS);
    }
}
