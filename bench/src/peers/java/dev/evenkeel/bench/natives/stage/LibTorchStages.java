package dev.evenkeel.bench.natives.stage;

import dev.evenkeel.bench.stage.ActivationFunction;
import dev.evenkeel.bench.stage.ActivationStage;
import dev.evenkeel.bench.stage.LossStage;
import dev.evenkeel.bench.stage.PreparedStage;
import dev.evenkeel.bench.stage.StageData;
import dev.evenkeel.bench.stage.StagePeer;
import dev.evenkeel.bench.stage.StageTask;
import dev.evenkeel.bench.stage.UpdateStage;
import org.bytedeco.pytorch.global.torch;

/**
 * Operations of libtorch, PyTorch's C++ library, each on tensors that are there already. They are what its autograd and
 * its optimizers call, without what these add to it. It has no operation for softsign.
 */
public final class LibTorchStages implements StagePeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = torch.class;

    /** For the service loader. */
    public LibTorchStages() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public boolean accepts(StageTask task) {
        return !(task.stage() instanceof ActivationStage stage && stage.function() == ActivationFunction.SOFTSIGN);
    }

    @Override
    public PreparedStage prepare(StageTask task, StageData data) {
        torch.set_num_threads(task.threads());
        return switch (task.stage()) {
            case ActivationStage stage -> new LibTorchActivation(stage, task.extent(), data);
            case LossStage stage -> new LibTorchLoss(stage, task.extent(), data);
            case UpdateStage stage -> new LibTorchUpdate(stage, task.extent(), data);
        };
    }
}
