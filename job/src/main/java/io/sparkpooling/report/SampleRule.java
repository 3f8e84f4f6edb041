package io.sparkpooling.report;

/**
 * Which tensors of a unit are looked at more closely: the first ones up to {@value #FIRST} elements, then as many as keep to one in
 * {@value #SHARE} elements. It counts the unit's pooled rows in their order, so it does not depend on cores, batches or retries,
 * and costs a bounded share of the work.
 */
public final class SampleRule {
    private static final long FIRST = 1 << 18;
    private static final long SHARE = 64;

    private long seen;
    private long sampled;

    /** Whether the next tensor, of that many elements, is one of them. */
    public boolean takes(int elements) {
        seen += elements;
        boolean takes = sampled < FIRST || (sampled + elements) * SHARE <= seen;
        sampled += takes ? elements : 0;
        return takes;
    }

    /** In a sentence, for the report. */
    public static String sentence() {
        return "Reconstruction, energy, stability and equal elements are of a sample: of each unit and column the first tensors up to %s elements, then one in %s elements."
                .formatted(FIRST, SHARE);
    }
}
