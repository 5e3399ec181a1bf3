package dev.evenkeel.bench.gate.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideJarTest {
    @TempDir
    private Path folder;

    @Test
    void aJarOfAnotherRevisionIsASide() throws IOException {
        try (SideJar jar = SideJar.open(FakeJars.withEntry(folder, SideEntry.VERSION))) {
            assertThat(jar.obstacle("Bench.known", Map.of())).isEmpty();
            try (Side side = jar.start("Bench.known", Map.of(), new HashMap<>())) {
                assertThat(side.nanos(3)).isEqualTo(60_000);
                assertThat(side.isSettled()).isTrue();
                assertThat(side.codePath().get()).isEqualTo("pretended");
            }
        }
    }

    @Test
    void aBenchmarkThatItDoesNotOfferIsNone() throws IOException {
        try (SideJar jar = SideJar.open(FakeJars.withEntry(folder, SideEntry.VERSION))) {
            assertThat(jar.obstacle("Bench.other", Map.of())).contains("no such benchmark");
        }
    }

    @Test
    void neitherIsAJarWithAnotherVersionOfTheEntry() throws IOException {
        try (SideJar jar = SideJar.open(FakeJars.withEntry(folder, SideEntry.VERSION + 1))) {
            assertThat(jar.obstacle("Bench.known", Map.of()).orElseThrow()).contains(
                    "version " + (SideEntry.VERSION + 1));
        }
    }

    @Test
    void neitherIsAJarWithoutOne() throws IOException {
        try (SideJar jar = SideJar.open(FakeJars.withoutEntry(folder))) {
            assertThat(jar.obstacle("Bench.known", Map.of()).orElseThrow()).contains("no entry");
        }
    }
}
