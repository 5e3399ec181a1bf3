package dev.evenkeel.internal.sweep;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;

/** A cursor for channels first, where a channel has a plane in every sample: a block per channel, a row per sample. */
public final class PlaneCursor extends FeatureCursor {
    /** Values of a plane that {@link #draw} reads. */
    static final int DRAWN = 9;

    private final int[] places = new int[DRAWN];

    /** Starts a pass over what has been bound. */
    void start() {
        for (Operand operand : operands) {
            if (operand.isBound()) {
                Matrix run = operand.view.run;
                operand.inPlace = run.array() != null && run.rowStride() == 1;
            }
        }
    }

    /** Makes a slice of planes readable, and room for the output's. */
    void read(PlaneSlice planes) {
        for (Operand operand : operands) {
            if (operand.isBound()) {
                locate(operand, planes);
            }
            if (operand.isBuffered() && operand != output) {
                transfer(operand, planes, true);
            }
        }
    }

    private static void locate(Operand operand, PlaneSlice planes) {
        FeatureView view = operand.view;
        if (operand.inPlace) {
            operand.array = view.run.array();
            operand.offset = (int) (view.run.offset() + place(view, planes, 0, 0));
            operand.stride = (int) view.sampleStride();
            operand.jump = (int) view.run.colStride();
        } else {
            operand.locateInBuffer(planes.values());
            operand.stride = planes.length();
            operand.jump = planes.valuesPerChannel();
        }
    }

    private static long place(FeatureView view, PlaneSlice planes, int sample, int channel) {
        return (planes.sample() + sample) * view.sampleStride()
                + (planes.channel() + channel) * view.run.colStride()
                + planes.position() * view.run.rowStride();
    }

    /** Brings the output that has been computed to its place. */
    void flush(PlaneSlice planes) {
        if (output.isBuffered()) {
            transfer(output, planes, false);
        }
    }

    /** Reads {@value #DRAWN} values of each plane of x, from all over it. */
    void draw(PlaneSlice planes, float[] drawn) {
        if (x.isBuffered()) {
            drawOneByOne(planes, drawn);
            return;
        }
        locate(x, planes);
        for (int i = 0; i < DRAWN; i++) {
            places[i] = x.start(0, i % planes.samples()) + i * planes.length() / DRAWN;
        }
        for (int j = 0; j < planes.channels(); j++) {
            for (int i = 0; i < DRAWN; i++) {
                drawn[j * DRAWN + i] = x.array[places[i] + j * x.jump];
            }
        }
    }

    private void drawOneByOne(PlaneSlice planes, float[] drawn) {
        for (int j = 0; j < planes.channels(); j++) {
            for (int i = 0; i < DRAWN; i++) {
                long sample = planes.sample() + i % planes.samples();
                int position = planes.position() + i * planes.length() / DRAWN;
                drawn[j * DRAWN + i] = x.view.at(sample * x.view.positions + position, planes.channel() + j);
            }
        }
    }

    private static void transfer(Operand operand, PlaneSlice planes, boolean in) {
        for (int sample = 0; sample < planes.samples(); sample++) {
            for (int channel = 0; channel < planes.channels(); channel++) {
                transferPlane(operand, place(operand.view, planes, sample, channel),
                        channel * operand.jump + sample * operand.stride, planes.length(), in);
            }
        }
    }

    private static void transferPlane(Operand operand, long start, int at, int length, boolean in) {
        Matrix run = operand.view.run;
        if (run.array() != null && run.rowStride() == 1) {
            int place = (int) (run.offset() + start);
            if (in) {
                System.arraycopy(run.array(), place, operand.buffer, at, length);
            } else {
                System.arraycopy(operand.buffer, at, run.array(), place, length);
            }
            return;
        }
        Matrix values = Views.view(run, run.offset() + start, 1, length, 0, run.rowStride());
        if (in) {
            values.copyTo(0, 0, 1, length, operand.buffer, at, length);
        } else {
            values.copyFrom(0, 0, 1, length, operand.buffer, at, length);
        }
    }
}
