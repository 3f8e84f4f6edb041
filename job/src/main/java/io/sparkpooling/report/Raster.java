package io.sparkpooling.report;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;
import java.util.Base64;

/**
 * A small grey picture, or a strip of them.
 *
 * @param frames how many pictures, each {@code height} × {@code width}
 * @param levels a byte for each element, row-major, in Base64: 0 is the lowest value of the scale, 254 the highest, 255 no number;
 *     for labels the place of the label among those that are listed
 */
public record Raster(int frames, int height, int width, String levels) implements Serializable {
    /** The level of the highest value. */
    public static final int HIGHEST = 254;

    /** The level of what is no number. */
    public static final int NO_NUMBER = 255;

    private static final int MOST = 1 << 16;

    public Raster {
        long pixels = (long) frames * height * width;
        if (frames < 1 || height < 1 || width < 1 || frames > MOST || height > MOST || width > MOST || pixels > MOST) {
            throw new InvalidArgumentException(
                    "Invalid picture: %d x %d x %d (1 to %d elements)".formatted(frames, height, width, MOST));
        }
        if (decoded(levels).length != pixels) {
            throw new InvalidArgumentException("Invalid picture: %d levels (%d x %d x %d expected)"
                    .formatted(decoded(levels).length, frames, height, width));
        }
    }

    /** The raster of these levels. */
    static Raster of(int frames, int height, int width, byte[] levels) {
        return new Raster(frames, height, width, Base64.getEncoder().encodeToString(levels));
    }

    /** Its levels, row-major; a new array. */
    public byte[] decoded() {
        return decoded(levels);
    }

    private static byte[] decoded(String levels) {
        try {
            return Base64.getDecoder().decode(levels);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(
                    "Invalid picture: its levels are no Base64 (%s)".formatted(e.getMessage()));
        }
    }
}
