package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.batchnorm.FeatureData;
import dev.evenkeel.bench.batchnorm.FeatureShape;
import dev.evenkeel.bench.batchnorm.Normalization;
import dev.evenkeel.bench.batchnorm.NormalizationPeer;
import dev.evenkeel.bench.batchnorm.Pass;
import dev.evenkeel.bench.batchnorm.PreparedNormalization;
import dev.evenkeel.bench.batchnorm.Storage;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/**
 * The batch_normalization primitives of oneDNN: created once per shape, executed often. {@code onednn} works on the
 * caller's layout, {@code onednn-blocked} on nChw16c, its own; the reorders are not timed, as in a network that stays
 * in that layout. oneDNN 3.11 has no primitive for processors that adds and normalises: such passes are declined.
 */
public final class OneDnnNormalization implements NormalizationPeer {
    private static final int BLOCK = 16;

    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = dnnl.class;

    private final boolean blocked;

    /** The caller's layout; for the service loader. */
    public OneDnnNormalization() {
        this(false);
    }

    OneDnnNormalization(boolean blocked) {
        this.blocked = blocked;
    }

    @Override
    public String name() {
        return blocked ? "onednn-blocked" : "onednn";
    }

    @Override
    public boolean accepts(Normalization normalization) {
        if (normalization.pass().adds()) return false;
        return !blocked || normalization.storage() == Storage.NCHW && normalization.shape().channels() % BLOCK == 0;
    }

    @Override
    public PreparedNormalization prepare(Normalization normalization, FeatureData data) {
        OneDnnThreads.set(normalization.threads());
        return new Prepared(normalization, data, blocked);
    }

    private static final class Prepared implements PreparedNormalization {
        private final OffHeapMemory offHeap = new OffHeapMemory();
        private final engine cpu = new engine(engine.kind.cpu, 0);
        private final stream order = new stream(cpu);
        private final Normalization normalization;
        private final memory.desc caller;
        private final memory.desc used;
        private final OffHeapMemory.Floats gammaGradient;
        private final memory output;
        private final String implementation;
        private final primitive kept;
        private final dnnl_primitive handle;
        private final dnnl_stream orderHandle;
        private final dnnl_exec_arg_t arguments;
        private final int count;

        /** JavaCPP frees what Java no longer refers to, and oneDNN's arguments are not references. */
        private final List<memory> memories = new ArrayList<>();

        Prepared(Normalization normalization, FeatureData data, boolean blocked) {
            this.normalization = normalization;
            FeatureShape shape = normalization.shape();
            Pass pass = normalization.pass();
            caller = describe(shape, normalization.storage());
            used = blocked ? new memory.desc(dimensions(shape), memory.data_type.f32, memory.format_tag.nChw16c)
                    : caller;
            memory x = features(data.x());
            output = memory(used, offHeap.floats(shape.values()));
            memory.desc perChannel =
                    new memory.desc(new long[] {shape.channels()}, memory.data_type.f32, new long[] {1});
            memory gamma = memory(perChannel, offHeap.copy(data.gamma()));
            memory beta = memory(perChannel, offHeap.copy(data.beta()));
            memory mean = memory(perChannel, offHeap.copy(data.mean()));
            memory variance = memory(perChannel, offHeap.copy(data.variance()));
            gammaGradient = offHeap.floats(shape.channels());
            int flags = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift | (pass.hasRelu() ? dnnl.dnnl_fuse_norm_relu : 0)
                    | (pass.isTraining() ? 0 : dnnl.dnnl_use_global_stats);
            int kind = pass.isTraining() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference;
            var forward = new batch_normalization_forward.primitive_desc(cpu, kind, used, used,
                    (float) Normalization.EPSILON, flags);
            boolean hasWorkspace = pass.isTraining() && pass.hasRelu();
            memory workspace = hasWorkspace ? keep(new memory(forward.workspace_desc(), cpu)) : null;
            batch_normalization_forward forwardPrimitive = new batch_normalization_forward(forward);
            orderHandle = order.get();
            if (!pass.isBackward()) {
                implementation = forward.impl_info_str().getString();
                kept = forwardPrimitive;
                count = hasWorkspace ? 7 : 6;
                arguments = arguments(hasWorkspace ? workspace : null, x, output, gamma, beta, mean, variance);
            } else {
                memory y = memory(used, offHeap.floats(shape.values()));
                execute(forwardPrimitive.get(), hasWorkspace ? 7 : 6,
                        arguments(hasWorkspace ? workspace : null, x, y, gamma, beta, mean, variance));
                var backward =
                        new batch_normalization_backward.primitive_desc(cpu, dnnl.dnnl_backward, used, used, used,
                                (float) Normalization.EPSILON, flags, forward);
                implementation = backward.impl_info_str().getString();
                kept = new batch_normalization_backward(backward);
                memory dGamma = memory(perChannel, gammaGradient);
                memory dBeta = memory(perChannel, offHeap.floats(shape.channels()));
                count = hasWorkspace ? 9 : 8;
                arguments = new dnnl_exec_arg_t(count);
                set(0, dnnl.DNNL_ARG_SRC, x);
                set(1, dnnl.DNNL_ARG_MEAN, mean);
                set(2, dnnl.DNNL_ARG_VARIANCE, variance);
                set(3, dnnl.DNNL_ARG_DIFF_DST, features(data.dy()));
                set(4, dnnl.DNNL_ARG_SCALE, gamma);
                set(5, dnnl.DNNL_ARG_DIFF_SRC, output);
                set(6, dnnl.DNNL_ARG_DIFF_SCALE, dGamma);
                set(7, dnnl.DNNL_ARG_DIFF_SHIFT, dBeta);
                if (hasWorkspace) set(8, dnnl.DNNL_ARG_WORKSPACE, workspace);
            }
            handle = kept.get();
        }

        private memory memory(memory.desc description, OffHeapMemory.Floats values) {
            return keep(new memory(description, cpu, values));
        }

        private memory keep(memory kept) {
            memories.add(kept);
            return kept;
        }

        private void set(int index, int name, memory value) {
            arguments.getPointer(index).arg(name).memory(value.get());
        }

        private static dnnl_exec_arg_t arguments(
                memory workspace, memory x, memory y, memory gamma, memory beta, memory mean, memory variance) {
            memory[] values = {x, y, gamma, beta, mean, variance, workspace};
            int[] names = {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_SCALE, dnnl.DNNL_ARG_SHIFT,
                dnnl.DNNL_ARG_MEAN, dnnl.DNNL_ARG_VARIANCE,
                dnnl.DNNL_ARG_WORKSPACE};
            int count = workspace == null ? 6 : 7;
            dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(count);
            for (int i = 0; i < count; i++) arguments.getPointer(i).arg(names[i]).memory(values[i].get());
            return arguments;
        }

        private static long[] dimensions(FeatureShape shape) {
            return new long[] {shape.samples(), shape.channels(), 1, shape.positions()};
        }

        private static memory.desc describe(FeatureShape shape, Storage storage) {
            long channels = shape.channels();
            long positions = shape.positions();
            return switch (storage) {
                case NC -> new memory.desc(new long[] {shape.samples(), channels}, memory.data_type.f32,
                        new long[] {channels, 1});
                case NCHW -> new memory.desc(dimensions(shape), memory.data_type.f32,
                        new long[] {channels * positions, positions, positions, 1});
                case NHWC -> new memory.desc(dimensions(shape), memory.data_type.f32,
                        new long[] {channels * positions, 1, channels * positions, channels});
            };
        }

        /** In the layout that is used. */
        private memory features(float[] values) {
            memory stored = memory(caller, offHeap.copy(values));
            if (used == caller) return stored;
            memory reordered = memory(used, offHeap.floats(values.length));
            reorder(stored, reordered);
            return reordered;
        }

        private void reorder(memory from, memory to) {
            new reorder(from, to).execute(order, from, to);
            order._wait();
        }

        private void execute(dnnl_primitive primitive, int count, dnnl_exec_arg_t arguments) {
            int status = dnnl.dnnl_primitive_execute(primitive, orderHandle, count, arguments);
            if (status != dnnl.dnnl_success)
                throw new IllegalStateException("dnnl_primitive_execute returned status " + status);
        }

        @Override
        public void run() {
            execute(handle, count, arguments);
        }

        @Override
        public float[] output() {
            OffHeapMemory.Floats plain = offHeap.floats(normalization.shape().values());
            reorder(output, memory(caller, plain));
            return plain.toArray();
        }

        @Override
        public float[] gammaGradient() {
            return normalization.pass().isBackward() ? gammaGradient.toArray() : new float[0];
        }

        @Override
        public String codePath() {
            return OneDnnThreads.describe() + " batch_normalization " + implementation;
        }

        @Override
        public void close() {
            arguments.close();
            kept.close();
            memories.forEach(memory::close);
            order.close();
            cpu.close();
            offHeap.close();
        }
    }
}
