package dev.evenkeel.netlib;

import dev.ludovic.netlib.blas.BLAS;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The routines of one precision, called by the name that both share, with operands in float64. */
enum Precision {
    SINGLE("s", 0x1p-24) {
        @Override
        double round(double value) {
            return (float) value;
        }

        @Override
        Object passed(Object argument, Map<double[], float[]> arrays) {
            return switch (argument) {
                case Double number -> number.floatValue();
                case double[] array -> arrays.computeIfAbsent(array, Precision::narrowed);
                default -> argument;
            };
        }
    },
    DOUBLE("d", 0x1p-53) {
        @Override
        double round(double value) {
            return value;
        }

        @Override
        Object passed(Object argument, Map<double[], float[]> arrays) {
            return argument;
        }
    };

    private static final BLAS BLAS_UNDER_TEST = BLAS.getInstance();
    private static final Map<String, Method> ROUTINES = new HashMap<>();

    static {
        for (Method method : BLAS.class.getMethods()) {
            ROUTINES.put(method.getName() + "/" + method.getParameterCount(), method);
        }
    }

    private final String letter;

    /** Half of a unit in the last place of 1. */
    private final double epsilon;

    Precision(String letter, double epsilon) {
        this.letter = letter;
        this.epsilon = epsilon;
    }

    abstract double round(double value);

    abstract Object passed(Object argument, Map<double[], float[]> arrays);

    double epsilon() { return epsilon; }

    /** The routine's name in this precision. */
    String name(String routine) {
        return routine.equals("iamax") ? "i" + letter + "amax" : letter + routine;
    }

    /** Calls a routine and brings back what it wrote. */
    double call(String routine, Object... arguments) {
        return call(BLAS_UNDER_TEST, routine, arguments);
    }

    /** The same of another implementation. */
    double call(BLAS blas, String routine, Object... arguments) {
        Method method = ROUTINES.get(name(routine) + "/" + arguments.length);
        Map<double[], float[]> arrays = new IdentityHashMap<>();
        Object[] passed = Arrays.stream(arguments).map(argument -> passed(argument, arrays)).toArray();
        try {
            Object result = method.invoke(blas, passed);
            arrays.forEach((wide, narrow) -> Arrays.setAll(wide, i -> narrow[i]));
            return result instanceof Number number ? number.doubleValue() : 0;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static float[] narrowed(double[] wide) {
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }
}
