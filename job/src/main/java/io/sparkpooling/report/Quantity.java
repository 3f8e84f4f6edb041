package io.sparkpooling.report;

import java.util.Locale;

/** Numbers as users read them: one decimal and a unit, the same in every locale. */
public final class Quantity {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** Such as {@code 28.6 MiB}; less than a KiB in bytes. */
    public static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return "-";
        }
        if (bytes < 1024) {
            return decimals(bytes, 0) + " B";
        }
        double amount = bytes / 1024;
        int unit = 0;
        while (amount >= 1023.95 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return decimals(amount, 1) + " " + UNITS[unit];
    }

    /** Such as {@code 3.5}; a dash where there is no such number. */
    public static String ratio(double ratio) {
        return decimals(ratio, 1);
    }

    /** Such as {@code 50.0 %}; a dash where there is no such share. */
    public static String share(long part, long whole) {
        return whole == 0 ? "-" : decimals(100.0 * part / whole, 1) + " %";
    }

    /** Such as {@code 50.0 %}, of a share of 1; a dash where there is no such share. */
    public static String share(double share) {
        return Double.isFinite(share) ? decimals(100 * share, 1) + " %" : "-";
    }

    /** Such as {@code 21.3 dB}; {@code no loss} where it is infinite; a dash where there is no such number. */
    public static String decibels(double decibels) {
        if (Double.isInfinite(decibels)) {
            return decibels > 0 ? "no loss" : "-";
        }
        return Double.isNaN(decibels) ? "-" : decimals(decibels, 1) + " dB";
    }

    /** Four significant digits, such as {@code 0.4005} or {@code 1.230e+09}. */
    public static String value(double value) {
        double magnitude = Math.abs(value);
        if (Double.isNaN(value)) {
            return "-";
        }
        if (value == 0) {
            return "0";
        }
        if (magnitude >= 1e-4 && magnitude < 1e6) {
            int digits = 3 - (int) Math.floor(Math.log10(magnitude));
            return decimals(value, Math.max(0, digits));
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }

    /** Such as {@code 12.5 s}, {@code 4 min 05 s} or {@code 2 h 07 min}. */
    public static String time(long millis) {
        long seconds = Math.round(millis / 1000.0);
        if (millis < 59_950) {
            return decimals(millis / 1000.0, 1) + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** Three significant digits, such as {@code 0.0123 s} or {@code 4.20 s}; a dash where there is no such number. */
    public static String seconds(double seconds) {
        int digits = seconds >= 100 || !(seconds > 0) ? 0 : 2 - (int) Math.floor(Math.log10(seconds));
        return Double.isFinite(seconds) ? decimals(seconds, Math.min(6, digits)) + " s" : "-";
    }

    /** Such as {@code 1.38}. */
    public static String dollars(double amount) {
        return decimals(amount, 2);
    }

    /** Such as {@code 1 row}, {@code 2 rows}, {@code 3 record batches}. */
    public static String count(long count, String noun) {
        String plural = noun.endsWith("ch") ? "es" : "s";
        return count + " " + noun + (count == 1 ? "" : plural);
    }

    private static String decimals(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
