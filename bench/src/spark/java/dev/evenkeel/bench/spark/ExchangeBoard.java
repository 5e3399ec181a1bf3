package dev.evenkeel.bench.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;

/** On the driver: what the tasks of a round have told, until each of them knows it. */
final class ExchangeBoard implements DriverPlugin {
    private static final byte[][] NOT_YET = {};

    private final Map<Integer, Exchanged> exchanges = new HashMap<>();
    private long round;

    private static final class Exchanged {
        private final byte[][] parts;
        private int told;
        private int known;

        Exchanged(int tasks) { parts = new byte[tasks][]; }
    }

    /** All parts in the order of tasks, or none as long as one is missing. Does not wait: Spark asks in one thread. */
    @Override
    public synchronized byte[][] receive(Object message) {
        ExchangePart part = (ExchangePart) message;
        // Of an attempt that was given up, and will be told so by Spark.
        if (part.round() < round) return NOT_YET;
        if (part.round() > round) exchanges.clear();
        round = part.round();
        Exchanged exchanged = exchanges.computeIfAbsent(part.exchange(), index -> new Exchanged(part.tasks()));
        if (part.bytes() != null && exchanged.parts[part.task()] == null) {
            exchanged.parts[part.task()] = part.bytes();
            exchanged.told++;
        }
        if (exchanged.told < part.tasks()) return NOT_YET;
        exchanged.known++;
        if (exchanged.known == part.tasks()) exchanges.remove(part.exchange());
        return exchanged.parts;
    }
}
