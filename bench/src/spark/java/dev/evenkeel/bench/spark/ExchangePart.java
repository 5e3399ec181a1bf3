package dev.evenkeel.bench.spark;

import java.io.Serial;
import java.io.Serializable;

/**
 * What a task tells the driver in an exchange, which it asks for what the others have told.
 *
 * @param round a number of its own for each attempt to compute a round, later ones greater
 * @param exchange 0, 1, … in the round
 * @param task 0, 1, …
 * @param tasks how many there are
 * @param bytes null where they were told before
 */
record ExchangePart(long round, int exchange, int task, int tasks, byte[] bytes) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;
}
