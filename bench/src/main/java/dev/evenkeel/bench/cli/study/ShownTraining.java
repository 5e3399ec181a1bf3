package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.launch.StopRequest;
import dev.evenkeel.bench.study.train.TrainingRun;

/** A training on the screen, until somebody stops it. */
record ShownTraining(Screen screen, StopRequest stop) implements TrainingRun.Monitor {
    @Override
    public void tick(String line) { screen.tick(line); }

    @Override
    public void line(String line) { screen.println(line); }

    @Override
    public boolean mustStop() { return stop.hasCome(); }
}
