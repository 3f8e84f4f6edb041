package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.Float16;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Float16 and bfloat16 to float32 and back, as {@link Float16} and {@link BFloat16} define it. */
final class VectorHalves {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> HALVES =
            VectorSpecies.of(short.class, VectorShape.forBitSize(BITS.vectorBitSize() / 2));
    private static final int LANES = BITS.length();
    private static final int SIGN = Integer.MIN_VALUE;
    private static final int INFINITY = 0x7f800000;

    private VectorHalves() {}

    /**
     * The fields of a float16 are those of a float32 2^112 times as large, also of one below its smallest normal number; infinity and NaN
     * need the rest of the exponent.
     */
    static void readFloat16(short[] source, int from, float[] values, int count) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            IntVector bits =
                    (IntVector) ShortVector.fromArray(HALVES, source, from + i).convertShape(S2I, BITS, 0);
            IntVector magnitude = bits.and(0x7fff);
            IntVector exponent =
                    magnitude.lanewise(XOR, -1).add(0x7c00).lanewise(ASHR, 31).and(INFINITY - 0x47800000);
            magnitude
                    .lanewise(LSHL, 13)
                    .reinterpretAsFloats()
                    .mul(0x1p112f)
                    .reinterpretAsInts()
                    .or(exponent)
                    .or(bits.and(SIGN))
                    .reinterpretAsFloats()
                    .intoArray(values, i);
        }
        for (; i < count; i++) {
            values[i] = Float16.toFloat(source[from + i]);
        }
    }

    static void readBFloat16(short[] source, int from, float[] values, int count) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            ((IntVector) ShortVector.fromArray(HALVES, source, from + i).convertShape(S2I, BITS, 0))
                    .lanewise(LSHL, 16)
                    .reinterpretAsFloats()
                    .intoArray(values, i);
        }
        for (; i < count; i++) {
            values[i] = BFloat16.toFloat(source[from + i]);
        }
    }

    /** Below the smallest normal number the addition of 0.5 rounds: its last place is that of such numbers. */
    static void writeFloat16(float[] values, int count, short[] destination, int to) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector magnitude = bits.and(Integer.MAX_VALUE);
            IntVector odd = magnitude.lanewise(LSHR, 13).and(1);
            IntVector normal = magnitude.add(0xfff - (112 << 23)).add(odd).lanewise(LSHR, 13);
            IntVector small = magnitude
                    .reinterpretAsFloats()
                    .add(0.5f)
                    .reinterpretAsInts()
                    .sub(Float.floatToRawIntBits(0.5f));
            IntVector notANumber = magnitude.lanewise(LSHR, 13).and(0x3ff).or(0x7e00);
            IntVector rounded = normal.blend(small, magnitude.compare(LT, Float.floatToRawIntBits(0x1p-14f)))
                    .blend(0x7c00, magnitude.compare(GE, Float.floatToRawIntBits(65520f)))
                    .blend(notANumber, magnitude.compare(GT, INFINITY))
                    .or(bits.and(SIGN).lanewise(LSHR, 16));
            ((ShortVector) rounded.convertShape(I2S, HALVES, 0)).intoArray(destination, to + i);
        }
        for (; i < count; i++) {
            destination[to + i] = Float16.fromFloat(values[i]);
        }
    }

    static void writeBFloat16(float[] values, int count, short[] destination, int to) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector rounded = bits.add(0x7fff)
                    .add(bits.lanewise(LSHR, 16).and(1))
                    .blend(bits.or(0x40 << 16), bits.and(Integer.MAX_VALUE).compare(GT, INFINITY))
                    .lanewise(LSHR, 16);
            ((ShortVector) rounded.convertShape(I2S, HALVES, 0)).intoArray(destination, to + i);
        }
        for (; i < count; i++) {
            destination[to + i] = BFloat16.fromFloat(values[i]);
        }
    }
}
