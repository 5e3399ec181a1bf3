package dev.evenkeel.bench.peers;

import dev.evenkeel.bench.product.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Every library on the class path by name: ours first, then pure Java, then native ones. */
public final class PeerCatalog {
    /** The name of our own library. */
    public static final String OURS = "evenkeel";

    /** Plain loops reach 8 GFLOP/s: half a minute for a 4096³ that nobody would give them. */
    static final Shape LARGEST_FOR_SLOW = Shape.square(512);

    private final Map<String, MatrixMultiplyPeer> peers = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private PeerCatalog() {
        for (MatrixMultiplyPeer peer : new MatrixMultiplyPeer[] {new Evenkeel(), new NetlibVector(), new Ejml(),
            new PlainJava()}) {
            peers.put(peer.name(), peer);
        }
        addNatives(ServiceLoader.load(MatrixMultiplyPeer.class).iterator());
    }

    /** An earlier build may have left the names or the classes of peers whose libraries this class path lacks. */
    private void addNatives(Iterator<MatrixMultiplyPeer> found) {
        boolean more = true;
        while (more) {
            try {
                more = found.hasNext();
                if (more) {
                    MatrixMultiplyPeer peer = found.next();
                    peers.put(peer.name(), peer);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                leftOut.add(e.getMessage());
            }
        }
    }

    /** Looks at the class path once. */
    public static PeerCatalog load() { return new PeerCatalog(); }

    /** In the order in which they are measured. */
    public Map<String, MatrixMultiplyPeer> byName() {
        return Collections.unmodifiableMap(peers);
    }

    /** Why peers that the build once knew are not here, one sentence each. */
    public List<String> leftOut() {
        return Collections.unmodifiableList(leftOut);
    }

    /**
     * The library of this name.
     *
     * @throws IllegalArgumentException if the class path has none; the message lists those it has
     */
    public MatrixMultiplyPeer get(String name) {
        MatrixMultiplyPeer peer = peers.get(name);
        if (peer == null) throw new IllegalArgumentException(
                "library '" + name + "' is not on the class path; there are " + peers.keySet());
        return peer;
    }
}
