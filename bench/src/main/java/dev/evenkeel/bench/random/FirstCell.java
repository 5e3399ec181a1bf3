package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.random.peers.PreparedFill;

/** What fills memory, and can be the first call of a JVM: it is checked afterwards then. */
public interface FirstCell extends Cell {
    /** Whether it is the first call of a JVM. */
    boolean isCold();

    /** Not run and not checked. */
    PreparedFill prepare(String library, Buffers buffers);

    /** The same in memory of its own. */
    default PreparedFill prepare(String library) {
        return prepare(library, Buffers.own());
    }

    @Override
    default Trial start(String library, Buffers buffers) {
        PreparedFill fill = prepare(library, buffers);
        if (isCold()) return fill;
        try {
            runAndCheck(library, fill);
            return fill;
        } catch (WrongAnswerException e) {
            fill.close();
            throw e;
        }
    }

    /**
     * Runs as often as it takes to judge, and looks at what was written.
     *
     * @throws WrongAnswerException if its moments are wrong
     */
    void runAndCheck(String library, PreparedFill fill);

    /**
     * Looks at what one run wrote.
     *
     * @throws WrongAnswerException if its moments are wrong
     */
    void check(String library, PreparedFill fill);
}
