package io.sparkpooling.pooling;

/**
 * The mixing step of the SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators"), used as a hash:
 * what is drawn from it depends on what was mixed in alone, not on what was drawn before.
 */
final class SplitMix64 {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private SplitMix64() {}

    /** All 64 bits, each depending on all of {@code bits}. */
    static long mixed(long bits) {
        long mixed = bits + GOLDEN;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** A number from 0 on, below 1, of the first 53 binary digits of a hash. */
    static double fraction(long hash) {
        return (hash >>> 11) * 0x1p-53;
    }
}
