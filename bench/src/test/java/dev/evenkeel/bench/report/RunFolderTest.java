package dev.evenkeel.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final RunDescription RUN = new RunDescription("2026-11-29T09:31:05Z", "abc1234", List.of("run"));

    @TempDir
    private Path results;

    private RunFolder measured() throws IOException {
        RunFolder folder = RunFolder.create(results, RUN);
        Files.writeString(folder.path().resolve("summary.json"), "{}");
        folder.becomeLatest();
        return folder;
    }

    @Test
    void everyRunHasAFolderOfItsOwnEvenInTheSameSecond() throws IOException {
        assertThat(RunFolder.create(results, RUN).path()).isEmptyDirectory()
                .hasFileName("2026-11-29T093105Z-abc1234");
        assertThat(RunFolder.create(results, RUN).path()).hasFileName("2026-11-29T093105Z-abc1234-2");
        assertThat(RunFolder.create(results, RUN).path()).hasFileName("2026-11-29T093105Z-abc1234-3");
    }

    @Test
    void latestIsTheLastRunThatMeasuredSomething() throws IOException {
        measured();
        RunFolder second = measured();
        RunFolder.create(results, RUN);
        assertThat(results.resolve("latest").toRealPath()).isEqualTo(second.path().toRealPath());
        assertThat(RunFolder.summary(results)).hasSameBinaryContentAs(second.path().resolve("summary.json"));
        try (Stream<Path> files = Files.list(results)) {
            assertThat(files).as("nothing is left behind").hasSize(4);
        }
    }

    @Test
    void aRunIsFoundByItsFileItsFolderThePointerOrTheFolderOfAllRuns() throws IOException {
        Path summary = measured().path().resolve("summary.json");
        for (Path given : List.of(summary, summary.getParent(), results.resolve("latest"), results)) {
            assertThat(RunFolder.summary(given).toRealPath()).as(given.toString()).isEqualTo(summary.toRealPath());
        }
    }

    @Test
    void thePointerMayBeAFileThatHoldsTheName() throws IOException {
        Path folder = measured().path();
        Path latest = results.resolve("latest");
        Files.delete(latest);
        Files.writeString(latest, folder.getFileName() + "\n");
        assertThat(RunFolder.summary(results)).isEqualTo(folder.resolve("summary.json"));
        assertThat(RunFolder.summary(latest)).isEqualTo(folder.resolve("summary.json"));
        measured().becomeLatest();
        assertThat(RunFolder.summary(results)).hasParent(latest);
        Files.delete(latest);
        for (String nothing : List.of("gone", "", "\0")) {
            Files.writeString(latest, nothing);
            assertThatThrownBy(() -> RunFolder.summary(results)).isInstanceOf(IOException.class)
                    .hasMessageContaining("latest").hasMessageContaining("expected");
        }
    }

    @Test
    void whatHoldsNoRunIsRefusedWithWhatWasExpected() {
        assertThatThrownBy(() -> RunFolder.summary(results)).isInstanceOf(IOException.class)
                .hasMessageContaining("holds neither summary.json nor latest; expected");
        assertThatThrownBy(() -> RunFolder.summary(results.resolve("gone"))).isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist; expected");
    }

    @Test
    void onlyAnEmptyFolderIsDeleted() throws IOException {
        RunFolder kept = measured();
        kept.deleteIfEmpty();
        assertThat(kept.path()).exists();
        RunFolder empty = RunFolder.create(results, RUN);
        empty.deleteIfEmpty();
        assertThat(empty.path()).doesNotExist();
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        Path file = results.resolve("new/file");
        WholeFile.write(file, new byte[] {1, 2, 3});
        WholeFile.write(file, new byte[] {4});
        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }
}
