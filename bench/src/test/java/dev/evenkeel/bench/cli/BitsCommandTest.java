package dev.evenkeel.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bytes are the words of the streams, in order. */
class BitsCommandTest {
    private static final int WORDS = 100_001;

    private static int[] words(List<RandomStream> streams, int count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BitsCommand.write(out, streams, count);
        int[] words = new int[out.size() / Integer.BYTES];
        ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }

    @Test
    void oneStreamIsWrittenInElementOrder() throws IOException {
        int[] words = words(List.of(RandomStream.splitMix(5).stream(0)), WORDS);
        assertThat(words).hasSize(WORDS);
        SplittableRandom jdk = new SplittableRandom(5).split();
        for (int i = 0; i + 1 < WORDS; i += 2) {
            long both = jdk.nextLong();
            assertThat(words[i]).isEqualTo((int) both);
            assertThat(words[i + 1]).isEqualTo((int) (both >>> 32));
        }
    }

    @Test
    void streamsTakeTurns() throws IOException {
        int count = 3;
        List<RandomStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) streams.add(RandomStream.philox(5).stream(i));
        int[] together = words(streams, WORDS);
        for (int stream = 0; stream < count; stream++) {
            int[] alone = words(List.of(streams.get(stream)), WORDS / count);
            for (int i = 0; i < alone.length; i++) assertThat(together[i * count + stream]).isEqualTo(alone[i]);
        }
    }

    @Test
    void wrongUsageEndsWithThree() {
        for (String line : List.of("bits --generator dice", "bits --streams 0", "bits --count -1",
                "bits --stream -1 --count 1"))
            assertThat(Main.commandLine().execute(line.split(" "))).as(line).isEqualTo(ExitCode.UNUSABLE);
    }
}
