package dev.evenkeel.bench.step;

/**
 * A batch and the network that it trains, written {@code 32:1024-1000x5-9}.
 *
 * @param batch examples of a step, at least 2, so that there are statistics of a batch
 * @param network what is trained
 */
public record StepShape(int batch, Network network) {
    /** Rejects a batch of less than 2. */
    public StepShape {
        if (batch < 2) throw new IllegalArgumentException("batch = " + batch + ": expected at least 2 examples");
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no batch and network
     */
    public static StepShape parse(String text) {
        if (!text.matches("[1-9]\\d{0,5}:.+")) throw new IllegalArgumentException(
                "shape '" + text + "': expected a batch and a network such as 32:784-4096x2-10");
        int colon = text.indexOf(':');
        return new StepShape(Integer.parseInt(text.substring(0, colon)), Network.parse(text.substring(colon + 1)));
    }

    @Override
    public String toString() { return batch + ":" + network; }
}
