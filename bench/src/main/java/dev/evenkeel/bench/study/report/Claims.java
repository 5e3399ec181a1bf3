package dev.evenkeel.bench.study.report;

import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.start.CostSurfaces;
import dev.evenkeel.bench.study.claim.start.FirstVariances;
import dev.evenkeel.bench.study.claim.start.Jacobians;
import dev.evenkeel.bench.study.claim.start.LinearRegime;
import dev.evenkeel.bench.study.claim.start.PeerSchemes;
import dev.evenkeel.bench.study.claim.start.StartHistograms;
import dev.evenkeel.bench.study.claim.start.TanhVariance;
import dev.evenkeel.bench.study.claim.start.WeightScale;
import dev.evenkeel.bench.study.claim.training.BatchNormRescue;
import dev.evenkeel.bench.study.claim.training.CostTraining;
import dev.evenkeel.bench.study.claim.training.DeepRelu;
import dev.evenkeel.bench.study.claim.training.ReluBias;
import dev.evenkeel.bench.study.claim.training.SigmoidTop;
import dev.evenkeel.bench.study.claim.training.SparseWeights;
import dev.evenkeel.bench.study.claim.training.UnitInputs;
import dev.evenkeel.bench.study.claim.training.ZeroWeights;
import java.util.List;

/** The claims there are, in the order of the page. */
public final class Claims {
    private static final List<Claim> ALL =
            List.of(new WeightScale(), new LinearRegime(), new FirstVariances(), new TanhVariance(),
                    new Jacobians(), new StartHistograms(), new CostSurfaces(), new ZeroWeights(), new DeepRelu(),
                    new SigmoidTop(), new CostTraining(), new SparseWeights(), new ReluBias(), new BatchNormRescue(),
                    new UnitInputs(), new PeerSchemes());

    private Claims() {}

    /** All of them. */
    public static List<Claim> all() { return ALL; }
}
