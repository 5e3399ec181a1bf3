package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.launch.Stopping;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The folder of a run that is filled step by step. A run that is stopped or fails says what is kept and where. */
final class KeptFolder implements AutoCloseable {
    private final RunFolder folder;
    private final int chosen;
    private final PrintWriter err;
    private final Thread hook = new Thread(this::stop, "keep-results");
    private int kept;
    private boolean complete;

    /** Writes files. */
    interface Files {
        /** Writes them into the folder. */
        void write(RunFolder folder) throws IOException;
    }

    /**
     * Makes the folder.
     *
     * @param results of all runs
     * @param chosen number of cells
     * @throws IllegalArgumentException if nothing can be written there
     */
    KeptFolder(Path results, RunDescription run, int chosen, PrintWriter err) {
        this.folder = create(results, run);
        this.chosen = chosen;
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A folder for a run, or an exception that names the option. */
    static RunFolder create(Path results, RunDescription run) {
        try {
            return RunFolder.create(results, run);
        } catch (IOException e) {
            throw new IllegalArgumentException("--results: " + results + " cannot be written to (" + Failure.reason(e)
                    + "); expected a folder, or a place for one", e);
        }
    }

    Path path() {
        return folder.path();
    }

    /** Writes what there is of so many cells. */
    synchronized void write(int cells, Files files) throws IOException {
        files.write(folder);
        kept = cells;
    }

    /** Of how many cells there is something. */
    synchronized int kept() {
        return kept;
    }

    /** Says that the run has ended well. */
    synchronized void complete() {
        complete = true;
    }

    /** On a signal. */
    private synchronized void stop() {
        Stopping.stopChildren();
        tell("stopped");
    }

    private void tell(String what) {
        if (kept > 0) {
            err.printf("%s: the results of %d of %d cells are kept in %s%n", what, kept, chosen, path());
        } else {
            err.printf("%s: nothing was measured%n", what);
            try {
                folder.deleteIfEmpty();
            } catch (IOException e) {
                err.println(path() + " remains: " + e.getMessage());
            }
        }
        err.flush();
    }

    /** Says what is kept unless the run is complete. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            return;
        }
        if (!complete) tell("failed");
    }
}
