package dev.evenkeel.bench.spark.cost;

import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.bench.spark.BoardExchange;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** Exchanges the moments of a layer so many times, and does nothing else. */
final class ExchangeTask extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>> implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final long round;
    private final int count;
    private final int units;

    ExchangeTask(long round, int count, int units) {
        this.round = round;
        this.count = count;
        this.units = units;
    }

    @Override
    public Iterator<Integer> apply(Iterator<Integer> partition) {
        BoardExchange exchange = new BoardExchange(round, TaskContext.get());
        List<Moments> own = Stream.generate(() -> new Moments(units)).limit(partition.length()).toList();
        for (int i = 0; i < count; i++) exchange.all(own);
        return CollectionConverters.asScala(List.of(own.size()).iterator());
    }
}
