package dev.evenkeel.bench.torch;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;

/** One call of a session, again and again: the numbers go on, as in PyTorch. */
public final class ReplayTrial implements Trial {
    private static final long SEED = 42;

    private final ReplaySession session;
    private final ReplayCall call;
    private final int length;

    private ReplayTrial(ReplaySession session, ReplayCall call, int length) {
        this.session = session;
        this.call = call;
        this.length = length;
    }

    /**
     * A trial that was run twice and gave the bits of {@link ReplayPeers#specification()}.
     *
     * @throws WrongAnswerException if it did not
     */
    public static ReplayTrial start(ReplayPeer peer, ReplayCall call, int length) {
        return start(peer, call, length, Buffers.own());
    }

    static ReplayTrial start(ReplayPeer peer, ReplayCall call, int length, Buffers buffers) {
        ReplayTrial trial = new ReplayTrial(peer.start(SEED, length, buffers), call, length);
        try (ReplaySession expected = ReplayPeers.specification().start(SEED, length)) {
            for (int run = 0; run < 2; run++) {
                trial.run();
                call.draw(expected, length);
                trial.check(peer.name(), expected.result(length));
            }
            return trial;
        } catch (WrongAnswerException e) {
            trial.close();
            throw e;
        }
    }

    private void check(String library, float[] expected) {
        float[] result = session.result(length);
        for (int i = 0; i < length; i++) {
            if (Float.floatToRawIntBits(result[i]) != Float.floatToRawIntBits(expected[i])) {
                throw new WrongAnswerException("%s, %s of %d: element %d is %s, expected %s".formatted(library, call,
                        length, i, result[i], expected[i]));
            }
        }
    }

    @Override
    public void run() { call.draw(session, length); }

    @Override
    public String codePath() { return session.codePath(); }

    @Override
    public void close() { session.close(); }
}
