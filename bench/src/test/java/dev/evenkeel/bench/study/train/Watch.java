package dev.evenkeel.bench.study.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps the lines of a training's log, and stops it after so many steps. */
public final class Watch implements TrainingRun.Monitor {
    private final List<String> lines = new ArrayList<>();
    private long left;

    /** A negative number of steps never stops it. */
    public Watch(long steps) {
        left = steps;
    }

    public List<String> lines() { return lines; }

    @Override
    public void tick(String line) {}

    @Override
    public void line(String line) { lines.add(line); }

    @Override
    public boolean mustStop() { return --left == 0; }
}
