package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.roofline.Roofline;
import java.time.Duration;
import java.util.List;

/** Times libraries side by side. */
public interface CellTimer {
    /**
     * Times every library in every round.
     *
     * @return one entry per library, in the same order
     * @throws WrongAnswerException if a library's answer is wrong
     * @throws MeasurementException if a library could not be timed
     */
    List<LibraryTimes> measure(Contest contest);

    /**
     * About how long this will take: the first guess at the time left.
     *
     * @param roofline what the machine can do
     */
    Duration expected(Contest contest, Roofline roofline);
}
