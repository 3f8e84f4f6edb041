package io.sparkpooling.report.study;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures of a study are, in words: the same in the terminal and on the page. */
public final class StudyWords {
    private StudyWords() {}

    /** A sentence or two for each figure, in the order of the table. */
    public static Map<String, String> all(StudyReport study) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("ratio", "bytes of the tensors in memory, before to after; on disk depends on the codec too");
        words.put(
                "PSNR",
                "of the nearest-neighbour reconstruction, as in the report: 10 log10((max - min)^2 / mean squared error)");
        words.put("energy", "the reconstruction's sum of squares as a share of that before, as in the report");
        words.put(
                "shift",
                "stability 1 - |x - s(x)| / (|x| + |s(x)|), 100 %% where nothing changes; s moves the input by %s along a pooled axis, the first element repeated: the mean over the axes"
                        .formatted(study.shifts() == 1 ? "1" : "1 to " + study.shifts()));
        words.put(
                "rotation",
                "mean stability under -5 to 5 degrees about the middle of the last two pooled axes; bilinear (integers: nearest), edges repeated");
        words.put("scaling", "mean stability under 0.95 and 1.05, sampled in the same way");
        words.put(
                "cosine",
                "cosine similarity of the moved and the unmoved, mean over all of these motions and the tensors");
        words.put(
                "1 GB",
                "time of the job's kernel for 10^9 bytes, one core of this machine, in its cache; reading and writing come on top");
        return words;
    }
}
