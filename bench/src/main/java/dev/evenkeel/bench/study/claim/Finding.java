package dev.evenkeel.bench.study.claim;

import dev.evenkeel.bench.page.Section;
import java.util.List;
import java.util.Locale;

/**
 * What an experiment found.
 *
 * @param id of the claim
 * @param title of the claim
 * @param sentence of the claim
 * @param source of the claim
 * @param seen what it says of the claim
 * @param command that does it again
 * @param numbers what was measured
 * @param figures pictures of that
 * @param promise whether a promise of ours was kept; null where none was made
 */
public record Finding(String id, String title, String sentence, String source, Seen seen, String command,
        List<Numbers> numbers, List<Section.Figure> figures, Boolean promise) {
    /**
     * What was seen.
     *
     * @param verdict on the claim
     * @param reason of the verdict, with the numbers that decide
     * @param setup what was built and measured, and how errors were taken
     * @param seeds of all streams
     */
    public record Seen(Verdict verdict, String reason, String setup, List<Long> seeds) {}

    /** One of a claim. */
    public static Finding of(Claim claim, Setting setting, Seen seen, List<Numbers> numbers,
            List<Section.Figure> figures) {
        String command = "java -jar bench/target/benchmarks.jar study claims --only " + claim.id()
                + (setting.scale() == Setting.Scale.FULL ? " --full" : "")
                + (setting.digits() != null && claim.readsDigits() ? " --data mnist:FOLDER" : "")
                + (setting.seed() == Setting.SEED ? "" : " --seed " + setting.seed());
        Finding finding = new Finding(claim.id(), claim.title(), claim.sentence(), claim.source(), seen, command,
                numbers, figures, null);
        return claim.isPromise() ? finding.withPromise(claim.isKept(finding)) : finding;
    }

    private Finding withPromise(boolean kept) {
        return new Finding(id, title, sentence, source, seen, command, numbers, figures, kept);
    }

    /** On the claim. */
    public Verdict verdict() { return seen.verdict; }

    /** Of the verdict. */
    public String reason() { return seen.reason; }

    /** Whether it breaks a promise of ours. */
    public boolean breaksAPromise() {
        return promise != null && !promise;
    }

    /** For reasons: a text with numbers in it, points for decimals. */
    public static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
