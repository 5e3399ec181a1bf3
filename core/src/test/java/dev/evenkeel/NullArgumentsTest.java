package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.ChannelLayout;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.file.Dtype;
import dev.evenkeel.file.FileFormatException;
import dev.evenkeel.file.Safetensors;
import dev.evenkeel.file.Tensor;
import dev.evenkeel.gemm.DoubleEpilogue;
import dev.evenkeel.gemm.DoublePackedMatrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.gemm.PackedMatrix;
import dev.evenkeel.gemm.Triangle;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import dev.evenkeel.init.Lsuv;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.init.Weights;
import dev.evenkeel.loss.BinaryCrossEntropy;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.Loss;
import dev.evenkeel.loss.MeanSquaredError;
import dev.evenkeel.loss.QuadraticCost;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.Dropout;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.testing.ExportedTypes;
import dev.evenkeel.torch.TorchReplay;
import dev.evenkeel.training.Adam;
import dev.evenkeel.training.DenseLayer;
import dev.evenkeel.training.Optimizer;
import dev.evenkeel.training.RmsProp;
import dev.evenkeel.training.Sgd;
import dev.evenkeel.training.WeightDecay;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Null in the place of every argument of every public method and constructor, one at a time: the exception says which
 * it was.
 */
@Tag("once")
class NullArgumentsTest {
    /** Null means something here; as {@code type.method.parameter}. */
    private static final Set<String> OPTIONAL = Set.of(
            "BatchNorm.backward.dGamma", "BatchNorm.backward.dBeta", "BatchNorm.fold.bias",
            "BatchNormParameters.BatchNormParameters.gamma", "BatchNormParameters.BatchNormParameters.beta",
            "Fusion.Fusion.residual", "Epilogue.Epilogue.bias", "Epilogue.bias.bias",
            "Epilogue.Epilogue.rowFunction", "DoubleEpilogue.DoubleEpilogue.bias",
            "DoubleEpilogue.DoubleEpilogue.rowFunction", "Epilogue.Epilogue.preActivation",
            "Epilogue.Epilogue.backward",
            "CrossEntropy.evaluate.gradient", "CrossEntropy.evaluate.rowValues",
            "QuadraticCost.evaluate.gradient", "QuadraticCost.evaluate.rowValues",
            "MeanSquaredError.evaluate.gradient", "MeanSquaredError.evaluate.rowValues",
            "BinaryCrossEntropy.evaluate.gradient", "BinaryCrossEntropy.evaluate.rowValues",
            "DenseLayer.DenseLayer.bias", "DenseLayer.backward.dBias", "DenseLayer.backward.dx",
            "DenseLayer.descend.dx", "DenseLayer.forward.z", "DenseLayer.backward.z", "DenseLayer.descend.z");

    /**
     * Valid arguments, new ones each time: 3 × 3 matrices, 2 × 3 × 4 features, 3 channels, weights that all schemes
     * accept.
     */
    private static final Map<Class<?>, Supplier<?>> VALID = new HashMap<>();

    static {
        VALID.put(int.class, () -> 1);
        VALID.put(long.class, () -> 1L);
        VALID.put(float.class, () -> 1f);
        VALID.put(double.class, () -> 1d);
        VALID.put(int[].class, () -> new int[] {3});
        VALID.put(long[].class, () -> new long[3]);
        VALID.put(float[].class, () -> new float[3]);
        VALID.put(double[].class, () -> new double[3]);
        VALID.put(Path.class, () -> Path.of("nowhere/file"));
        VALID.put(Arena.class, Arena::global);
        VALID.put(Map.class, Map::of);
        VALID.put(Dtype.class, () -> Dtype.F64);
        VALID.put(Tensor.class, () -> Tensor.of(new float[9], 3, 3));
        VALID.put(Safetensors.class, NullArgumentsTest::emptyFile);
        VALID.put(String.class, () -> "name");
        VALID.put(MemorySegment.class, () -> MemorySegment.ofArray(new double[9]));
        VALID.put(ExecutorService.class, ForkJoinPool::commonPool);
        VALID.put(Execution.class, Execution::sequential);
        VALID.put(Matrix.class, () -> Matrix.of(new float[9], 3, 3));
        VALID.put(MatrixBatch.class, () -> MatrixBatch.of(Matrix.of(new float[18], 3, 3), 2, 9));
        VALID.put(DoubleMatrix.class, () -> DoubleMatrix.of(new double[9], 3, 3));
        VALID.put(DoubleMatrixBatch.class, () -> DoubleMatrixBatch.of(DoubleMatrix.of(new double[18], 3, 3), 2, 9));
        VALID.put(DoublePackedMatrix.class,
                () -> Gemm.pack(DoubleMatrix.of(new double[9], 3, 3), Execution.sequential()));
        VALID.put(DoubleEpilogue.class, DoubleEpilogue::none);
        VALID.put(DoubleEpilogue.RowFunction.class,
                () -> (DoubleEpilogue.RowFunction) (c, offset, count, row, col) -> {});
        VALID.put(MatrixView.class, VALID.get(Matrix.class));
        VALID.put(MatrixSequence.class, VALID.get(MatrixBatch.class));
        VALID.put(Object.class, VALID.get(float[].class));
        VALID.put(PackedMatrix.class, () -> Gemm.pack(Matrix.of(new float[9], 3, 3), Execution.sequential()));
        VALID.put(Triangle.class, () -> Triangle.LOWER);
        VALID.put(Epilogue.class, Epilogue::none);
        VALID.put(Activation.class, () -> Activation.RELU);
        VALID.put(Features.class, () -> Features.channelsFirst(new float[24], 2, 3, 4));
        VALID.put(ChannelLayout.class, () -> ChannelLayout.CHANNELS_FIRST);
        VALID.put(BatchNormParameters.class, () -> BatchNormParameters.none(1));
        VALID.put(Moments.class, () -> new Moments(8, new double[3], new double[3]));
        VALID.put(RunningStatistics.class, () -> new RunningStatistics(3));
        VALID.put(GradientSums.class, () -> new GradientSums(3));
        VALID.put(Fusion.class, Fusion::none);
        VALID.put(ReluGate.class, ReluGate::relu);
        VALID.put(VarianceKind.class, () -> VarianceKind.BIASED);
        VALID.put(Distribution.class, () -> Distribution.normal(0, 1));
        VALID.put(RandomStream.Seed.class, () -> RandomStream.philox(1));
        VALID.put(RandomStream.class, () -> RandomStream.philox(1).stream(1));
        VALID.put(TorchReplay.class, () -> TorchReplay.manualSeed(1));
        VALID.put(Fans.class, () -> Fans.dense(3, 3));
        VALID.put(FanMode.class, () -> FanMode.IN);
        VALID.put(DistributionFamily.class, () -> DistributionFamily.NORMAL);
        VALID.put(Weights.class, () -> Weights.outputsByInputs(Matrix.of(new float[36 * 36], 36, 36)));
        VALID.put(Weights.Units.class, () -> Weights.Units.ROWS);
        VALID.put(Lsuv.class, () -> new Lsuv(0.1, 1));
        VALID.put(DoubleSupplier.class, () -> (DoubleSupplier) () -> 1);
        VALID.put(List.class, () -> List.of(3, 3));
        VALID.put(Epilogue.RowFunction.class, () -> (Epilogue.RowFunction) (c, offset, count, row, col) -> {});
        VALID.put(Epilogue.Backward.class,
                () -> new Epilogue.Backward(Activation.RELU, Matrix.of(new float[9], 3, 3), true));
        VALID.put(boolean.class, () -> true);
        VALID.put(Initializer.class, () -> VarianceScaling.HE_NORMAL);
        VALID.put(Loss.class, MeanSquaredError::mean);
        VALID.put(ClassificationLoss.class, CrossEntropy::mean);
        VALID.put(CrossEntropy.class, CrossEntropy::mean);
        VALID.put(QuadraticCost.class, QuadraticCost::mean);
        VALID.put(MeanSquaredError.class, MeanSquaredError::mean);
        VALID.put(BinaryCrossEntropy.class, BinaryCrossEntropy::mean);
        VALID.put(DenseLayer.class,
                () -> new DenseLayer(Matrix.of(new float[9], 3, 3), new float[3], Activation.RELU));
        VALID.put(Dropout.class, () -> new Dropout(0.5));
        VALID.put(WeightDecay.class, WeightDecay::none);
        VALID.put(Optimizer.class, () -> new Sgd(0.1));
        VALID.put(Sgd.class, () -> new Sgd(0.1));
        VALID.put(RmsProp.class, () -> new RmsProp(0.1));
        VALID.put(Adam.class, () -> new Adam(0.1));
        Initializers.all().forEach(scheme -> VALID.put(scheme.getClass(), () -> scheme));
    }

    private static Safetensors emptyFile() {
        try {
            return Safetensors.of(MemorySegment.ofArray(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'}));
        } catch (FileFormatException e) {
            throw new AssertionError("a file without tensors", e);
        }
    }

    @Test
    void everyMissingArgumentIsNamed() throws ReflectiveOperationException, IOException {
        List<String> unnamed = new ArrayList<>();
        List<Class<?>> types = ExportedTypes.all();
        assertThat(types).contains(Matrix.class, Weights.Units.class);
        for (Class<?> type : types) {
            for (Executable executable : executables(type)) {
                check(type, executable, unnamed);
            }
        }
        assertThat(unnamed).isEmpty();
    }

    private static void check(Class<?> type, Executable executable, List<String> unnamed)
            throws ReflectiveOperationException, IOException {
        Class<?>[] types = executable.getParameterTypes();
        String[] names = names(executable);
        String simple = executable instanceof Constructor ? type.getSimpleName() : executable.getName();
        for (int i = 0; i < types.length; i++) {
            String place = type.getSimpleName() + "." + simple + "." + names[i];
            if (types[i].isPrimitive() || OPTIONAL.contains(place)) {
                continue;
            }
            String found = outcome(executable, type, i);
            if (!found.equals("NullPointerException: " + names[i])) {
                unnamed.add(place + " of " + Arrays.toString(types) + ": " + found);
            }
        }
    }

    /** What a call with valid arguments but for one null ends in. */
    private static String outcome(Executable executable, Class<?> type, int missing)
            throws ReflectiveOperationException {
        Class<?>[] types = executable.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = i == missing ? null : valid(types[i]);
        }
        try {
            if (executable instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                boolean needsNone = Modifier.isStatic(executable.getModifiers());
                ((Method) executable).invoke(needsNone ? null : valid(type), arguments);
            }
            return "nothing thrown";
        } catch (InvocationTargetException thrown) {
            return thrown.getCause().getClass().getSimpleName() + ": " + thrown.getCause().getMessage();
        }
    }

    private static Object valid(Class<?> type) {
        assertThat(VALID).as("valid arguments, for a new type").containsKey(type);
        return VALID.get(type).get();
    }

    /** Those that are written down: no valueOf of enums and nothing that the compiler or a record adds. */
    private static List<Executable> executables(Class<?> type) {
        List<Executable> executables = new ArrayList<>();
        executables.addAll(List.of(type.getDeclaredConstructors()));
        executables.addAll(List.of(type.getDeclaredMethods()));
        executables.removeIf(executable -> !Modifier.isPublic(executable.getModifiers()) || executable.isSynthetic()
                || Modifier.isAbstract(executable.getModifiers()) || executable.getName().equals("equals")
                || type.isEnum() && executable.getName().equals("valueOf"));
        return executables;
    }

    /** From the table of local variables, whose first are the parameters. */
    private static String[] names(Executable executable) throws IOException {
        Class<?> type = executable.getDeclaringClass();
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        byte[] bytes;
        try (InputStream stream = type.getResourceAsStream(file)) {
            bytes = stream.readAllBytes();
        }
        String name = executable instanceof Constructor ? "<init>" : executable.getName();
        Class<?> result = executable instanceof Method method ? method.getReturnType() : void.class;
        String descriptor = MethodType.methodType(result, executable.getParameterTypes()).descriptorString();
        MethodModel model = ClassFile.of().parse(bytes).methods().stream()
                .filter(m -> m.methodName().equalsString(name) && m.methodType().equalsString(descriptor)).findFirst()
                .orElseThrow();
        Map<Integer, String> bySlot = new HashMap<>();
        model.findAttribute(Attributes.code()).orElseThrow().findAttribute(Attributes.localVariableTable())
                .ifPresent(table -> table.localVariables().stream().filter(variable -> variable.startPc() == 0)
                        .forEach(variable -> bySlot.put(variable.slot(), variable.name().stringValue())));
        Class<?>[] types = executable.getParameterTypes();
        String[] names = new String[types.length];
        int slot = Modifier.isStatic(executable.getModifiers()) ? 0 : 1;
        for (int i = 0; i < types.length; i++) {
            names[i] = bySlot.get(slot);
            slot += types[i] == long.class || types[i] == double.class ? 2 : 1;
        }
        return names;
    }
}
