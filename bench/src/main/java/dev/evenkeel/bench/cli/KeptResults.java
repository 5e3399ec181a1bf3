package dev.evenkeel.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.launch.Stopping;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ResultFiles;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.RunFolder;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run has measured so far, in a folder of its own after every cell. A run that is stopped or fails says where.
 */
final class KeptResults implements AutoCloseable {
    private final RunFolder folder;
    private final RunDescription run;
    private final MachineDescription machine;
    private final int chosen;
    private final PrintWriter err;
    private final Thread hook = new Thread(this::stop, "keep-results");
    private int kept;
    private boolean complete;

    /**
     * Makes the folder.
     *
     * @param results of all runs
     * @param chosen number of cells
     * @throws IllegalArgumentException if nothing can be written there
     */
    KeptResults(Path results, RunDescription run, MachineDescription machine, int chosen, PrintWriter err) {
        this.folder = create(results, run);
        this.run = run;
        this.machine = machine;
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

    /** Stores all results so far. That the disk is full ends no run, but the last call of {@link #complete} fails. */
    synchronized void keep(Roofline roofline, List<CellResult> results, ArrayNode jmh) {
        try {
            write(roofline, results, jmh);
        } catch (IOException e) {
            err.println("WARNING: figures could not be stored in " + path() + ": " + Failure.reason(e));
        }
    }

    /** Stores the results of a run that ends well. */
    synchronized void complete(Roofline roofline, List<CellResult> results, ArrayNode jmh) {
        try {
            write(roofline, results, jmh);
            complete = true;
        } catch (IOException e) {
            throw new MeasurementException("figures could not be stored: " + Failure.reason(e), e);
        }
    }

    private void write(Roofline roofline, List<CellResult> results, ArrayNode jmh) throws IOException {
        ResultFiles files = new ResultFiles(path());
        if (!jmh.isEmpty()) files.writeJmh(jmh);
        files.writeSummary(run, machine, roofline, results, chosen);
        if (kept == 0 && !results.isEmpty()) folder.becomeLatest();
        kept = results.size();
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
