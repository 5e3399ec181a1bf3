package dev.evenkeel.bench.spark;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** Lets tasks ask the driver. Spark makes one in each JVM, by its name. */
public final class ExchangePlugin implements SparkPlugin {
    private static volatile PluginContext context;

    /** For Spark. */
    public ExchangePlugin() {}

    @Override
    public DriverPlugin driverPlugin() {
        return new ExchangeBoard();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext own, Map<String, String> settings) {
                context = own;
            }
        };
    }

    /** What the board of the driver answers. */
    static byte[][] ask(ExchangePart part) {
        try {
            return (byte[][]) context.ask(part);
        } catch (Exception e) {
            throw new IllegalStateException("the driver does not answer: " + e.getMessage(), e);
        }
    }
}
