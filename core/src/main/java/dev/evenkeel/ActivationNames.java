package dev.evenkeel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What activations are called, here and in other libraries. */
final class ActivationNames {
    private static final Pattern NAME = Pattern.compile("\\s*([^()]*?)\\s*(?:\\(\\s*([^()\\s]+)\\s*\\)\\s*)?");

    private ActivationNames() {}

    static Activation find(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw unknown(name);
        }
        String key = matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (matcher.group(2) != null) {
            return withParameter(key, matcher.group(2), name);
        }
        return switch (key) {
            case "identity", "linear", "none" -> Activation.IDENTITY;
            case "relu" -> Activation.RELU;
            case "leakyrelu" -> Activation.leakyRelu(0.01f);
            case "elu" -> Activation.ELU;
            case "selu" -> Activation.SELU;
            case "softplus" -> Activation.SOFTPLUS;
            case "tanh" -> Activation.TANH;
            case "sigmoid", "logistic" -> Activation.SIGMOID;
            case "softsign" -> Activation.SOFTSIGN;
            case "silu", "swish" -> Activation.SILU;
            case "gelu" -> Activation.GELU;
            case "gelutanh", "gelupytorchtanh", "gelunew" -> Activation.GELU_TANH;
            default -> throw unknown(name);
        };
    }

    private static Activation withParameter(String key, String parameter, String name) {
        float value;
        try {
            value = Float.parseFloat(parameter);
        } catch (NumberFormatException e) {
            throw unknown(name);
        }
        return switch (key) {
            case "leakyrelu" -> Activation.leakyRelu(value);
            case "elu" -> Activation.elu(value);
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("name must be one of identity, relu, leakyRelu, leakyRelu(slope), elu, "
                + "elu(alpha), selu, softplus, tanh, sigmoid, softsign, silu, gelu, geluTanh, was \"" + name + "\"");
    }
}
