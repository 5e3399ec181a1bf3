package dev.evenkeel.bench.cli;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The words of random streams, for programs that test generators. */
@Command(name = "bits", mixinStandardHelpOptions = true,
        description = {
            "Writes to standard output the raw 32-bit words that fills consume, in element order, little-endian, until the reader has enough.",
            "With --streams N: word 0 of streams S … S + N − 1, word 1 of each, and so on."})
final class BitsCommand implements Callable<Integer> {
    /** Words of a stream made at a time. */
    private static final int BLOCK = 1 << 14;

    /** Generators by the names of their factory methods. */
    enum Generator {
        PHILOX,
        SPLITMIX;

        RandomStream.Seed seed(long seed) {
            return this == PHILOX ? RandomStream.philox(seed) : RandomStream.splitMix(seed);
        }
    }

    @Option(names = "--generator", defaultValue = "philox", paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Generator generator;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--stream", paramLabel = "S", defaultValue = "0",
            description = "The first stream. Default: ${DEFAULT-VALUE}.")
    private long first;

    @Option(names = "--streams", paramLabel = "N", defaultValue = "1",
            description = "How many streams to interleave. Default: ${DEFAULT-VALUE}.")
    private int streams;

    @Option(names = "--count", paramLabel = "WORDS", description = "How many words in all. Default: no end.")
    private long count = Long.MAX_VALUE;

    BitsCommand() {}

    @Override
    public Integer call() {
        if (streams < 1 || count < 0)
            throw new IllegalArgumentException("--streams must be at least 1 and --count at least 0");
        try {
            write(new FileOutputStream(FileDescriptor.out));
        } catch (IOException readerHasEnough) {
            return ExitCode.OK;
        }
        return ExitCode.OK;
    }

    private void write(OutputStream out) throws IOException {
        List<RandomStream> all = new ArrayList<>();
        for (int i = 0; i < streams; i++) all.add(generator.seed(seed).stream(first + i));
        write(out, all, count);
    }

    /** So many words of the streams in turn. */
    static void write(OutputStream out, List<RandomStream> streams, long count) throws IOException {
        int words = Math.max(2, BLOCK / streams.size() / 2 * 2);
        ByteBuffer buffer = ByteBuffer.allocate(words * streams.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        WritableByteChannel channel = Channels.newChannel(out);
        long[] block = new long[words / 2];
        long left = count;
        for (long index = 0; left > 0; index += block.length) {
            for (int stream = 0; stream < streams.size(); stream++) {
                Sampling.words(block, index, streams.get(stream), Execution.sequential());
                for (int i = 0; i < words; i++) {
                    buffer.putInt((i * streams.size() + stream) * Integer.BYTES, (int) (block[i / 2] >>> 32 * (i % 2)));
                }
            }
            int length = (int) Math.min(left, (long) words * streams.size());
            buffer.position(0).limit(length * Integer.BYTES);
            while (buffer.hasRemaining()) channel.write(buffer);
            buffer.clear();
            left -= length;
        }
    }
}
