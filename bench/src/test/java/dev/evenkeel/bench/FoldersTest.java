package dev.evenkeel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static final int MOST_FILES = 20;

    @Test
    void noFolderHoldsMoreFilesThanAReaderSeesAtOnce() throws Exception {
        Path sources = Path.of("src");
        try (Stream<Path> files = Files.walk(sources)) {
            Map<Path, Long> counts = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(file -> sources.relativize(file.getParent()),
                            Collectors.counting()));
            assertThat(counts).hasSizeGreaterThan(1)
                    .allSatisfy((folder, count) -> assertThat(count)
                            .as("files in %s", folder).isLessThanOrEqualTo(MOST_FILES));
        }
    }
}
