package dev.evenkeel.internal.kernel.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plan that brings the elements of some vectors into another order, by selections from two vectors at a time. All
 * have numbers; those of given vectors are 0, 1, … in order, and each selection makes the next.
 */
public final class LaneNetwork {
    private final int lanes;
    private final List<Selection> selections = new ArrayList<>();
    private final List<int[]> contents;
    private final List<int[]> wanted = new ArrayList<>();
    private final int[] results;

    /**
     * Lane l of the new vector is lane {@code indices[l]} of {@code first}, or of {@code second}, counted behind it.
     */
    public record Selection(int first, int second, int[] indices) {}

    /**
     * Plans as many vectors as are given.
     *
     * @param given the elements of each vector, a different number each
     * @param wanted the elements that each result shall have
     */
    public LaneNetwork(int[][] given, int[][] wanted) {
        this.lanes = given[0].length;
        this.contents = new ArrayList<>(List.of(given));
        this.results = new int[wanted.length];
        this.wanted.addAll(List.of(wanted));
        plan(IntStream.range(0, given.length).boxed().toList(), 0);
    }

    /** The selections in order. */
    public List<Selection> selections() {
        return selections;
    }

    /** The vectors that were wanted, in order. */
    public int[] results() {
        return results;
    }

    /** Plans the results {@code begin … begin + vectors.size()}, whose elements these vectors have. */
    private void plan(List<Integer> vectors, int begin) {
        int half = vectors.size() / 2;
        List<Integer> pairs = 2 * half == vectors.size() && half > 1 ? pairs(vectors, begin, half) : List.of();
        if (pairs.isEmpty()) {
            for (int i = begin; i < begin + vectors.size(); i++) {
                results[i] = merge(vectors, wanted.get(i));
            }
            return;
        }
        List<Integer> lower = new ArrayList<>();
        List<Integer> upper = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            List<Integer> pair = pairs.subList(i, i + 2);
            lower.add(merge(pair, elements(pair, begin, half, true)));
            upper.add(merge(pair, elements(pair, begin, half, false)));
        }
        plan(lower, begin);
        plan(upper, begin + half);
    }

    /** Pairs of which each has a vector's elements for either half of the results; none if there are no such pairs. */
    private List<Integer> pairs(List<Integer> vectors, int begin, int half) {
        List<Integer> left = new ArrayList<>(vectors);
        List<Integer> pairs = new ArrayList<>();
        while (!left.isEmpty()) {
            int one = left.removeFirst();
            // The farther one first: a perfect shuffle has few different patterns.
            int other = -1;
            for (int i = 0; i < left.size() && other < 0; i++) {
                int k = (i + left.size() / 2) % left.size();
                if (elements(List.of(one, left.get(k)), begin, half, true).length == lanes) {
                    other = left.remove(k);
                }
            }
            if (other < 0) {
                return List.of();
            }
            pairs.add(one);
            pairs.add(other);
        }
        return pairs;
    }

    /**
     * The elements of both that belong to the first half of the results, or those that do not, in their order there.
     */
    private int[] elements(List<Integer> pair, int begin, int half, boolean first) {
        return wanted.subList(first ? begin : begin + half, first ? begin + half : begin + 2 * half).stream()
                .flatMapToInt(Arrays::stream)
                .filter(element -> pair.stream().anyMatch(vector -> lane(contents.get(vector), element) >= 0))
                .toArray();
    }

    /** Selects those elements from all vectors that have some of them. */
    private int merge(List<Integer> vectors, int[] elements) {
        int merged = -1;
        for (int vector : vectors) {
            int[] content = contents.get(vector);
            if (Arrays.stream(elements).anyMatch(element -> lane(content, element) >= 0)) {
                merged = merged < 0 ? vector : select(merged, vector, elements);
            }
        }
        return Arrays.equals(contents.get(merged), elements) ? merged : select(merged, merged, elements);
    }

    private int select(int first, int second, int[] elements) {
        int[] indices = new int[lanes];
        int[] content = new int[lanes];
        for (int i = 0; i < lanes; i++) {
            int inFirst = lane(contents.get(first), elements[i]);
            int inSecond = lane(contents.get(second), elements[i]);
            content[i] = inFirst < 0 && inSecond < 0 ? -1 : elements[i];
            indices[i] = inFirst >= 0 ? inFirst : inSecond >= 0 ? lanes + inSecond : 0;
        }
        selections.add(new Selection(first, second, indices));
        contents.add(content);
        return contents.size() - 1;
    }

    private static int lane(int[] content, int element) {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == element) {
                return i;
            }
        }
        return -1;
    }
}
