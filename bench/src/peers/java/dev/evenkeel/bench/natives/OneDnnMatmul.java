package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.gemm.GemmPeer;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/**
 * The matmul primitive of oneDNN as frameworks use it: created once per shape, memory objects kept, executed often.
 * Operands stay row-major, because a caller who owns plain matrices would have to pay for any other layout.
 */
public final class OneDnnMatmul implements GemmPeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = dnnl.class;

    /** For the service loader. */
    public OneDnnMatmul() {}

    @Override
    public String name() {
        return "onednn-matmul";
    }

    @Override
    public boolean accepts(Product product) {
        return true;
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        OneDnnThreads.set(product.threads());
        return new Prepared(product, new OffHeapOperands(operands));
    }

    private static final class Prepared implements PreparedProduct {
        private static final int ARGUMENTS = 3;

        private final OffHeapOperands operands;
        private final engine cpu = new engine(engine.kind.cpu, 0);
        private final stream order = new stream(cpu);
        private final memory a;
        private final memory b;
        private final memory c;
        private final matmul.primitive_desc description;
        private final matmul primitive;
        private final dnnl_primitive handle;
        private final dnnl_stream orderHandle;
        private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(ARGUMENTS);

        Prepared(Product product, OffHeapOperands operands) {
            this.operands = operands;
            memory.desc descriptionOfA =
                    matrix(product.m(), product.k(), product.lda(), product.transposition().transposesA());
            memory.desc descriptionOfB =
                    matrix(product.k(), product.n(), product.ldb(), product.transposition().transposesB());
            memory.desc descriptionOfC = matrix(product.m(), product.n(), product.ldc(), false);
            description = new matmul.primitive_desc(cpu, descriptionOfA, descriptionOfB, descriptionOfC,
                    scaling(product), false);
            primitive = new matmul(description);
            a = new memory(descriptionOfA, cpu, operands.a());
            b = new memory(descriptionOfB, cpu, operands.b());
            c = new memory(descriptionOfC, cpu, operands.c());
            arguments.getPointer(0).arg(dnnl.DNNL_ARG_SRC).memory(a.get());
            arguments.getPointer(1).arg(dnnl.DNNL_ARG_WEIGHTS).memory(b.get());
            arguments.getPointer(2).arg(dnnl.DNNL_ARG_DST).memory(c.get());
            handle = primitive.get();
            orderHandle = order.get();
        }

        private static memory.desc matrix(long rows, long columns, long stride, boolean transposed) {
            return new memory.desc(new long[] {rows, columns}, memory.data_type.f32,
                    transposed ? new long[] {1, stride} : new long[] {stride, 1});
        }

        private static primitive_attr scaling(Product product) {
            post_ops after = new post_ops();
            if (product.alpha() != 1) after.append_eltwise(dnnl.algorithm.eltwise_linear, product.alpha(), 0);
            if (product.beta() != 0) after.append_sum(product.beta(), 0, memory.data_type.f32);
            primitive_attr attributes = new primitive_attr();
            attributes.set_post_ops(after);
            return attributes;
        }

        /**
         * The C call costs less than the C++ one, which takes a map. On a processor's stream it returns when C is
         * complete.
         */
        @Override
        public void multiply() {
            int status = dnnl.dnnl_primitive_execute(handle, orderHandle, ARGUMENTS, arguments);
            if (status != dnnl.dnnl_success)
                throw new IllegalStateException("dnnl_primitive_execute returned status " + status);
        }

        @Override
        public float[] result() {
            return operands.result();
        }

        @Override
        public String codePath() {
            return OneDnnThreads.describe() + " matmul " + description.impl_info_str().getString();
        }

        @Override
        public void close() {
            arguments.close();
            a.close();
            b.close();
            c.close();
            primitive.close();
            description.close();
            order.close();
            cpu.close();
            operands.close();
        }
    }
}
