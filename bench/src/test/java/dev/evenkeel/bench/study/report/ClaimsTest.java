package dev.evenkeel.bench.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each claim at the smallest scale. What its verdict is there says nothing: promises are kept at any scale. */
class ClaimsTest {
    /** SHA-256 of the tables of all claims at the smallest scale with the default seed. */
    private static final String GOLDEN = "32fb0e40f32902945be904a41bcb60960d9a99729506c88575cb731b828ddaaf";

    static Stream<Claim> all() {
        return Claims.all().stream();
    }

    private static Finding small(Claim claim, Execution execution) {
        return claim.examine(new Setting(Setting.Scale.SMALL, Setting.SEED, execution));
    }

    @Test
    void idsAreWordsForACommandLineAndDiffer() {
        List<String> ids = all().map(Claim::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFindingHasNumbersPicturesAndAReason(Claim claim) {
        Finding finding = small(claim, Execution.sequential());
        assertThat(finding.numbers()).isNotEmpty().allSatisfy(numbers -> assertThat(numbers.rows()).isNotEmpty());
        assertThat(finding.figures()).isNotEmpty();
        assertThat(finding.reason()).isNotBlank().doesNotContain("null", "NaN");
        assertThat(finding.seen().seeds()).isNotEmpty();
        assertThat(finding.command()).endsWith("study claims --only " + claim.id());
        assertThat(finding.promise() != null).isEqualTo(claim.isPromise());
        assertThat(finding.breaksAPromise()).isFalse();
    }

    /** On any machine, vector width and number of threads: the tag is core's for its forced configurations. */
    @Test
    @Tag("emulated")
    void numbersAreTheSameOnOneThreadAndOnTwoAndEverywhere() throws Exception {
        assertThat(hash(Execution.sequential())).isEqualTo(GOLDEN);
        try (OwnExecution two = new OwnExecution(2)) {
            assertThat(hash(two.get())).isEqualTo(GOLDEN);
        }
    }

    private static String hash(Execution execution) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Claim claim : Claims.all()) {
            for (Numbers numbers : small(claim, execution).numbers())
                digest.update(numbers.csv().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
