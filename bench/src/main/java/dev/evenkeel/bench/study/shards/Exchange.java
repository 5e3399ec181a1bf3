package dev.evenkeel.bench.study.shards;

import java.io.Serializable;
import java.util.List;

/** How workers of one round tell each other what their shards sum up. */
public interface Exchange {
    /** Where one worker has all shards: nobody else is told. */
    Exchange NONE = new Exchange() {
        @Override
        public <T extends Serializable> List<T> all(List<T> own) {
            return own;
        }
    };

    /**
     * Waits until every worker has called it as often.
     *
     * @param own of this worker's shards, in the order of their numbers
     * @return those of all shards, in the order of their numbers, whichever worker was first
     */
    <T extends Serializable> List<T> all(List<T> own);
}
