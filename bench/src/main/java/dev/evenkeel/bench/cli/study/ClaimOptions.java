package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.report.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which claims are examined. */
final class ClaimOptions {
    private ClaimOptions() {}

    /**
     * Those with these ids, in the order of the page; all of them if there are none.
     *
     * @throws IllegalArgumentException if an id is no claim's; the message lists the ids
     */
    static List<Claim> chosen(List<String> ids) {
        for (String id : ids) {
            if (Claims.all().stream().noneMatch(claim -> claim.id().equals(id)))
                throw new IllegalArgumentException("--only " + id + ": expected one of "
                        + Claims.all().stream().map(Claim::id).collect(Collectors.joining(", ")));
        }
        List<Claim> chosen = new ArrayList<>(Claims.all());
        if (!ids.isEmpty()) chosen.removeIf(claim -> !ids.contains(claim.id()));
        return chosen;
    }
}
