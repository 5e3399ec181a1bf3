package dev.evenkeel.bench.page;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.gemm.Product;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Scale;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.page.stored.Contest;
import dev.evenkeel.bench.report.StoredRun;
import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.Level;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Products below the roof of the machine (Williams, Waterman and Patterson, Roofline, Communications of the ACM 52,
 * 2009).
 */
final class RooflineFigures {
    /** Lines nearer than this share a label. */
    private static final double CLOSE = 1.25;

    private static final double ROOM = 1.6;

    /** The names of the lines stand left of their ends and of the first point. */
    private static final double ROOM_FOR_NAMES = 4;

    private static final String THREADS = "threads";
    private static final String SHAPE = "shape";

    private RooflineFigures() {}

    /** One for each number of threads whose limits are stored; none for what is no product. */
    static List<Section.Figure> of(String benchmark, List<Contest> cells) {
        Roofline roofline = cells.getFirst().run().roofline();
        List<Section.Figure> figures = new ArrayList<>();
        if (!benchmark.equals(ProductCell.MULTIPLY) || roofline == null) return figures;
        for (int threads : new TreeMap<>(roofline.peak()).keySet()) {
            if (!(roofline.peak().get(threads) > 0)) continue;
            List<Contest> known = cells.stream()
                    .filter(cell -> String.valueOf(threads).equals(cell.parameters().get(THREADS)))
                    .filter(RooflineFigures::hasShape).toList();
            if (!known.isEmpty()) figures.add(figure(roofline, threads, known));
        }
        return figures;
    }

    private static boolean hasShape(Contest cell) {
        try {
            Shape.parse(cell.parameters().getOrDefault(SHAPE, ""));
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Operations per byte when every element is touched once. */
    private static double intensity(Contest cell) {
        Shape shape = Shape.parse(cell.parameters().get(SHAPE));
        return shape.flops() / Product.of(shape, Transposition.NN, 1).leastBytes();
    }

    private static Section.Figure figure(Roofline roofline, int threads, List<Contest> cells) {
        double least = DoubleStream.concat(cells.stream().mapToDouble(RooflineFigures::intensity),
                levels(roofline, threads).stream().mapToDouble(
                        level -> roofline.peak().get(threads) / level.gigabytesPerSecond()))
                .min().orElseThrow() / ROOM_FOR_NAMES;
        double greatest = cells.stream().mapToDouble(RooflineFigures::intensity).max().orElseThrow() * ROOM;
        List<Series> series = new ArrayList<>(roofs(roofline, threads, least, greatest));
        List<String> labels = Contest.parameters(cells, true).stream().filter(name -> !name.equals(THREADS)).toList();
        Table table = new Table("product", "library", "flop per byte", "GFLOP/s", "of its limit");
        for (String library : Contest.libraries(cells).reversed()) {
            List<Point> points = new ArrayList<>();
            for (Contest cell : cells) {
                String label = Words.values(cell.parameters(), labels.isEmpty() ? List.of(SHAPE) : labels);
                cell.figure(library).ifPresent(figure -> points.add(new Point(intensity(cell), figure.speed(),
                        library.equals(PeerCatalog.OURS) ? label : null,
                        label + "\n" + library + ": " + Words.number(figure.speed()) + " GFLOP/s at "
                                + Words.number(intensity(cell)) + " flop per byte\n"
                                + Words.percent(figure.percentOfRoof()) + " of its limit")));
                cell.figure(library).ifPresent(figure -> table.add(label, library, Words.number(intensity(cell)),
                        Words.number(figure.speed()), Words.percent(figure.percentOfRoof())));
            }
            series.add(new Series(library, Style.ofLibrary(library), Role.DOTS, points));
        }
        double lowest = DoubleStream.concat(
                cells.stream().flatMap(cell -> cell.figures().stream()).mapToDouble(StoredRun.Figure::speed),
                levels(roofline, threads).stream().mapToDouble(level -> level.gigabytesPerSecond() * least))
                .min().orElseThrow();
        return new Section.Figure(title(threads, cells),
                "Each point is a product: how fast it is, over how much arithmetic it does for each byte it must touch."
                        + " Lines: this machine's multiply-add peak, and how fast its caches and its memory are read.",
                Chart.plane(new Axis("flop per byte", Scale.LOG2, least, greatest, List.of()),
                        new Axis("GFLOP/s", Scale.LOG2, lowest / ROOM, roofline.peak().get(threads) * ROOM,
                                List.of()),
                        series),
                table, true);
    }

    private static List<Series> roofs(Roofline roofline, int threads, double least, double greatest) {
        double peak = roofline.peak().get(threads);
        List<Series> roofs = new ArrayList<>();
        List<Roofline.Bandwidth> levels = levels(roofline, threads);
        for (int i = 0; i < levels.size(); i++) {
            double rate = levels.get(i).gigabytesPerSecond();
            boolean isLabelled = i == 0 || levels.get(i - 1).gigabytesPerSecond() / rate > CLOSE;
            StringBuilder label = new StringBuilder(name(levels.get(i)));
            for (int j = i + 1; j < levels.size()
                    && levels.get(j - 1).gigabytesPerSecond() / levels.get(j).gigabytesPerSecond() <= CLOSE; j++) {
                label.append(", ").append(name(levels.get(j)));
            }
            double end = Math.min(peak / rate, greatest);
            roofs.add(new Series(levels.get(i).level() + " read", Style.PLAIN, Role.LIMIT,
                    List.of(new Point(least, rate * least, isLabelled ? label + " GB/s" : "", null),
                            new Point(end, rate * end, null, null))));
        }
        double left = levels.stream().mapToDouble(level -> peak / level.gigabytesPerSecond()).min().orElse(least);
        roofs.add(new Series("peak", Style.PLAIN, Role.LIMIT,
                List.of(new Point(Math.max(least, left), peak, "peak " + Words.number(peak) + " GFLOP/s", null),
                        new Point(greatest, peak, null, null))));
        return roofs;
    }

    private static List<Roofline.Bandwidth> levels(Roofline roofline, int threads) {
        return roofline.bandwidths().stream().filter(bandwidth -> bandwidth.threads() == threads
                && bandwidth.access() == Access.READ && bandwidth.gigabytesPerSecond() > 0).toList();
    }

    private static String name(Roofline.Bandwidth bandwidth) {
        return (bandwidth.level() == Level.DRAM ? "memory" : bandwidth.level()) + " "
                + Words.number(bandwidth.gigabytesPerSecond());
    }

    private static String title(int threads, List<Contest> cells) {
        double[] ours = cells.stream().flatMap(cell -> cell.ours().stream())
                .mapToDouble(StoredRun.Figure::percentOfRoof).toArray();
        String where = Words.threads(threads) + ": ";
        if (ours.length == 0) return where + Words.list(Contest.libraries(cells), 3) + " below the machine's roof";
        double low = DoubleStream.of(ours).min().orElseThrow();
        double high = DoubleStream.of(ours).max().orElseThrow();
        String reached = Words.percent(low).equals(Words.percent(high)) ? Words.percent(high)
                : Words.percent(low).replace(" %", "") + " to " + Words.percent(high);
        return where + "Evenkeel reaches " + reached + " of what this machine allows";
    }
}
