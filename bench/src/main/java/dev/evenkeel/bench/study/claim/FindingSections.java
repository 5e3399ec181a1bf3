package dev.evenkeel.bench.study.claim;

import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.report.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings as parts of a page: for each what was said, what was seen, and pictures. */
public final class FindingSections {
    private FindingSections() {}

    /** How many were reproduced, and which. */
    public static List<Section.Headline> headlines(List<Finding> findings) {
        List<Section.Headline> headlines = new ArrayList<>();
        Map<Verdict, List<Finding>> byVerdict = findings.stream().collect(Collectors.groupingBy(Finding::verdict));
        for (Verdict verdict : Verdict.values()) {
            List<Finding> found = byVerdict.getOrDefault(verdict, List.of());
            if (found.isEmpty()) continue;
            headlines.add(new Section.Headline(found.size() + " of " + findings.size(),
                    Counted.of(found.size(), "claim").replaceFirst("^\\d+ ", "") + " " + verdict.words() + ": "
                            + found.stream().map(Finding::title).collect(Collectors.joining("; "))));
        }
        return headlines;
    }

    /** All that there is of one. */
    public static Section section(Finding finding) {
        String note = "Claimed: " + finding.sentence() + " (" + finding.source() + ")\n\nSeen, "
                + finding.verdict().words() + ": " + finding.reason() + "\n\nHow: " + finding.seen().setup() + " "
                + seeds(finding);
        return new Section(finding.title() + ": " + finding.verdict().words(), note, finding.figures().stream()
                .map(figure -> new Section.Figure(figure.title(), figure.note(), figure.chart(), figure.table(),
                        figure.wide(), finding.command()))
                .toList());
    }

    /** As a sentence. */
    public static String seeds(Finding finding) {
        long first = finding.seen().seeds().getFirst();
        long last = finding.seen().seeds().getLast();
        return finding.seen().seeds().size() == 1 ? "Seed " + first + "." : "Seeds " + first + " to " + last + ".";
    }
}
