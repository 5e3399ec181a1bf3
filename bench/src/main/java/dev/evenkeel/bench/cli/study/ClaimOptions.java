package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.report.Claims;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Which claims are examined. */
final class ClaimOptions {
    private ClaimOptions() {}

    /** Of all claims, for the help. */
    static final class Ids implements Iterable<String> {
        Ids() {}

        @Override
        public Iterator<String> iterator() {
            return all().iterator();
        }
    }

    private static List<String> all() {
        return Claims.all().stream().map(Claim::id).toList();
    }

    /**
     * Those with these ids, in the order of the page; all of them if there are none.
     *
     * @throws IllegalArgumentException if an id is no claim's; the message lists the ids
     */
    static List<Claim> chosen(List<String> ids) {
        for (String id : ids) {
            if (!all().contains(id)) throw new IllegalArgumentException(
                    "--only '" + id + "': expected one of " + String.join(", ", all()));
        }
        List<Claim> chosen = new ArrayList<>(Claims.all());
        if (!ids.isEmpty()) chosen.removeIf(claim -> !ids.contains(claim.id()));
        return chosen;
    }
}
