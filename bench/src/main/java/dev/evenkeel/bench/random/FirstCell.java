package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.random.peers.PreparedFill;

/** What can be the first call of a JVM: it is checked afterwards. */
public interface FirstCell extends Cell {
    /** Not run and not checked. */
    PreparedFill prepare(String library);

    /**
     * Looks at what one run wrote.
     *
     * @throws dev.evenkeel.bench.campaign.WrongAnswerException if its moments are wrong
     */
    void check(String library, PreparedFill fill);
}
