package dev.evenkeel.bench.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every library on the class path by name: ours first, then pure Java, then native ones.
 *
 * @param <P> for one kind of work
 */
public final class PeerCatalog<P extends Peer> {
    /** The name of our own library; its variants begin with it. */
    public static final String OURS = "evenkeel";

    /** Between our name and that of another revision of our library. */
    private static final String VERSION = OURS + "@";

    private final Map<String, P> peers = new LinkedHashMap<>();
    private final List<String> leftOut;

    private PeerCatalog(List<P> own, PresentServices<P> others) {
        for (P peer : own) peers.put(peer.name(), peer);
        for (P peer : others.services()) peers.put(peer.name(), peer);
        leftOut = others.leftOut();
    }

    /**
     * Looks at the class path once.
     *
     * @param own those of the default build
     */
    public static <P extends Peer> PeerCatalog<P> load(Class<P> type, List<P> own) {
        return new PeerCatalog<>(own, PresentServices.load(type));
    }

    /** Whether this is a name of our own code. */
    public static boolean isOurs(String name) {
        return name.startsWith(OURS);
    }

    /** The name of our library out of a jar of another revision. */
    public static String version(String name) {
        return VERSION + name;
    }

    /** Whether this is such a name. */
    public static boolean isVersion(String library) {
        return library.startsWith(VERSION);
    }

    /** In the order in which they are measured. */
    public Map<String, P> byName() {
        return Collections.unmodifiableMap(peers);
    }

    /** Why peers that the build once knew are not here, one sentence each. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * The library of this name.
     *
     * @throws IllegalArgumentException if the class path has none; the message lists those it has
     */
    public P get(String name) {
        P peer = peers.get(name);
        if (peer == null) throw new IllegalArgumentException(
                "library '" + name + "' is not on the class path; there are " + peers.keySet());
        return peer;
    }
}
