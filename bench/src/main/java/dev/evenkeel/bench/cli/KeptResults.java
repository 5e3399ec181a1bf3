package dev.evenkeel.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ResultFiles;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What a run has measured so far, in a folder of its own after every cell. */
final class KeptResults implements AutoCloseable {
    private final KeptFolder folder;
    private final RunDescription run;
    private final MachineDescription machine;
    private final int chosen;
    private final PrintWriter err;

    /**
     * Makes the folder.
     *
     * @param results of all runs
     * @param chosen number of cells
     * @throws IllegalArgumentException if nothing can be written there
     */
    KeptResults(Path results, RunDescription run, MachineDescription machine, int chosen, PrintWriter err) {
        this.folder = new KeptFolder(results, run, chosen, err);
        this.run = run;
        this.machine = machine;
        this.chosen = chosen;
        this.err = err;
    }

    Path path() {
        return folder.path();
    }

    /** Stores all results so far. That the disk is full ends no run, but the last call of {@link #complete} fails. */
    void keep(Roofline roofline, List<CellResult> results, ArrayNode jmh) {
        try {
            write(roofline, results, jmh);
        } catch (IOException e) {
            err.println("WARNING: figures could not be stored in " + path() + ": " + Failure.reason(e));
        }
    }

    /** Stores the results of a run that ends well. */
    void complete(Roofline roofline, List<CellResult> results, ArrayNode jmh) {
        try {
            write(roofline, results, jmh);
            folder.complete();
        } catch (IOException e) {
            throw new MeasurementException("figures could not be stored: " + Failure.reason(e), e);
        }
    }

    private void write(Roofline roofline, List<CellResult> results, ArrayNode jmh) throws IOException {
        boolean isFirst = folder.kept() == 0 && !results.isEmpty();
        folder.write(results.size(), place -> {
            ResultFiles files = new ResultFiles(place.path());
            if (!jmh.isEmpty()) files.writeJmh(jmh);
            files.writeSummary(run, machine, roofline, results, chosen);
            if (isFirst) place.becomeLatest();
        });
    }

    /** Says what is kept unless the run is complete. */
    @Override
    public void close() {
        folder.close();
    }
}
