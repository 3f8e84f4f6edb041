package io.sparkpooling.report.html;

import java.util.Locale;

/** Figures of what was kept, the same in every locale. */
final class Figures {
    private Figures() {}

    /** Such as {@code 21.3 dB}; infinite where nothing was lost; a dash where it was not measured. */
    static String decibels(double psnr) {
        if (Double.isNaN(psnr)) {
            return "–";
        }
        return Double.isInfinite(psnr) ? "∞ dB" : String.format(Locale.ROOT, "%.1f dB", psnr);
    }

    /** Such as {@code 87.3 %}; a dash where there is no such share. */
    static String share(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", share * 100) : "–";
    }
}
