package io.sparkpooling.report.html;

import io.sparkpooling.report.PictureKind;

/**
 * Colours that people who cannot tell red from green can tell apart: viridis for heat maps (by its ten anchors, as matplotlib has
 * them), those of Okabe and Ito (2008) for labels.
 */
final class Palette {
    private static final int[] VIRIDIS = {
        0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
    };
    private static final int[] OKABE_ITO = {0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0xf0e442};
    private static final int OTHER = 0x999999;
    private static final int LEVELS = 255;

    private Palette() {}

    /** 256 colours, each 0xRRGGBB, by level. */
    static int[] of(PictureKind kind, int labels) {
        int[] colours = new int[LEVELS + 1];
        for (int level = 0; level < LEVELS; level++) {
            colours[level] = kind == PictureKind.LABELS ? label(level, labels) : viridis((double) level / (LEVELS - 1));
        }
        colours[LEVELS] = OTHER;
        return colours;
    }

    /** The colour of a label, the last of which stands for all others. */
    static int label(int level, int labels) {
        return level < Math.min(labels - 1, OKABE_ITO.length) ? OKABE_ITO[level] : OTHER;
    }

    /** As CSS writes it. */
    static String css(int colour) {
        return "#%06x".formatted(colour);
    }

    private static int viridis(double at) {
        double place = at * (VIRIDIS.length - 1);
        int from = Math.min((int) place, VIRIDIS.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int begin = VIRIDIS[from] >> shift & 0xff;
            int end = VIRIDIS[from + 1] >> shift & 0xff;
            colour |= (int) Math.round(begin + (end - begin) * (place - from)) << shift;
        }
        return colour;
    }
}
