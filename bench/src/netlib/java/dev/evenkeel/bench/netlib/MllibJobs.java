package dev.evenkeel.bench.netlib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.PCAModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark MLlib on generated data, in two partitions on two threads. */
final class MllibJobs {
    private static final int PARTITIONS = 2;
    private static final long SEED = 1979;

    private MllibJobs() {}

    /** The one of this JVM. */
    private static SparkSession session() {
        SparkSession session = SparkSession.builder().master("local[" + PARTITIONS + "]").appName("netlib")
                .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", PARTITIONS)
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    static List<Job> all() {
        return List.of(multiply(1000), perceptron(4000, 784, 300, 10, 10), perceptron(2000, 1024, 1000, 9, 6),
                pca(4000, 300), als(1500, 800, 100, 3));
    }

    private static Job multiply(int n) {
        return new Job("DenseMatrix.multiply " + n, 1e-12, () -> {
            DenseMatrix a = DenseMatrix.rand(n, n, new Random(1));
            DenseMatrix b = DenseMatrix.rand(n, n, new Random(2));
            return work(() -> {
                a.multiply(b);
                return 1;
            }, () -> a.multiply(b).values());
        });
    }

    /** Layers inputs – hidden – 100 – classes, full batches by L-BFGS: one pass or more per iteration. */
    private static Job perceptron(int examples, int inputs, int hidden, int classes, int iterations) {
        String name = "MultilayerPerceptronClassifier " + inputs + "–" + hidden + "–100–" + classes;
        return new Job(name, 1e-6, () -> {
            SplittableRandom random = new SplittableRandom(SEED);
            double[][] centres = new double[classes][];
            Arrays.setAll(centres, i -> random.doubles(inputs, -1, 1).toArray());
            Dataset<Row> data = table(IntStream.range(0, examples).mapToObj(i -> {
                double[] example = random.doubles(inputs, -2, 2).toArray();
                for (int j = 0; j < inputs; j++) example[j] += .5 * centres[i % classes][j];
                return RowFactory.create((double) (i % classes), Vectors.dense(example));
            }).toList(), field("label", DataTypes.DoubleType), field("features", SQLDataTypes.VectorType()));
            MultilayerPerceptronClassifier classifier = new MultilayerPerceptronClassifier()
                    .setLayers(new int[] {inputs, hidden, 100, classes}).setBlockSize(128).setSeed(SEED)
                    .setMaxIter(iterations).setTol(0);
            MultilayerPerceptronClassificationModel[] model = new MultilayerPerceptronClassificationModel[1];
            return work(() -> {
                model[0] = classifier.fit(data);
                return Math.max(1, model[0].summary().totalIterations());
            }, () -> model[0].summary().objectiveHistory());
        });
    }

    private static Job pca(int examples, int features) {
        return new Job("PCA " + features + " features", 1e-9, () -> {
            SplittableRandom random = new SplittableRandom(SEED);
            Dataset<Row> data = table(IntStream.range(0, examples).mapToObj(i -> {
                double[] example = random.doubles(features, -1, 1).toArray();
                for (int j = 0; j < features; j++) example[j] *= 1.0 / (1 + j % 17);
                return RowFactory.create(Vectors.dense(example));
            }).toList(), field("features", SQLDataTypes.VectorType()));
            PCA pca = new PCA().setInputCol("features").setOutputCol("components").setK(5);
            PCAModel[] model = new PCAModel[1];
            return work(() -> {
                model[0] = pca.fit(data);
                return 1;
            }, () -> model[0].explainedVariance().values());
        });
    }

    private static Job als(int users, int items, int rank, int iterations) {
        return new Job("ALS rank " + rank, 1e-4, () -> {
            SplittableRandom random = new SplittableRandom(SEED);
            List<Row> ratings = new ArrayList<>();
            for (int user = 0; user < users; user++) for (int item = 0; item < items; item++) {
                if (random.nextInt(20) == 0) ratings.add(RowFactory.create(user, item, 1 + 4 * random.nextFloat()));
            }
            Dataset<Row> data = table(ratings, field("user", DataTypes.IntegerType),
                    field("item", DataTypes.IntegerType), field("rating", DataTypes.FloatType));
            ALS als = new ALS().setRank(rank).setMaxIter(iterations).setNumBlocks(PARTITIONS).setSeed(SEED);
            ALSModel[] model = new ALSModel[1];
            return work(() -> {
                model[0] = als.fit(data);
                model[0].userFactors().count();
                return iterations;
            }, () -> model[0].transform(data.orderBy("user", "item").limit(100))
                    .orderBy("user", "item").select("prediction").collectAsList().stream()
                    .mapToDouble(row -> row.getFloat(0)).toArray());
        });
    }

    private static Dataset<Row> table(List<Row> rows, StructField... fields) {
        Dataset<Row> data = session().createDataFrame(rows, new StructType(fields)).repartition(PARTITIONS).cache();
        data.count();
        return data;
    }

    private static StructField field(String name, DataType type) {
        return new StructField(name, type, false, Metadata.empty());
    }

    private static Job.Work work(IntSupplier run, Supplier<double[]> answer) {
        return new Job.Work() {
            @Override
            public int run() {
                return run.getAsInt();
            }

            @Override
            public double[] answer() {
                return answer.get();
            }
        };
    }
}
