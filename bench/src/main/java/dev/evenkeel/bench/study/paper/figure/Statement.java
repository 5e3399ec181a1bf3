package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import java.io.IOException;
import java.util.List;

/** Something that the paper says of a figure or a table, to be compared with what was logged. */
interface Statement {
    /** Of lower-case words with hyphens, for files. */
    String id();

    /** What it is about, in a few words. */
    String title();

    /** What the paper says, in our words. */
    String sentence();

    /** Where it says so. */
    String source();

    /** Networks without which there is nothing to say. */
    List<PaperNetwork> networks();

    /** What of each layer has to be in the logs. */
    List<LayerValue> values();

    /** Compares; called only if all that it needs is there. */
    Result compare(PaperTraces traces) throws IOException;

    /**
     * What came out.
     *
     * @param seen the verdict, with the rule that decides in its setup
     * @param numbers all that was drawn
     */
    record Result(Finding.Seen seen, List<Numbers> numbers, List<Section.Figure> figures) {}
}
