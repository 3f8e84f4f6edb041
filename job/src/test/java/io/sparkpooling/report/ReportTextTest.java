package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final String EXPECTED = """
            column      type     shape                  logical  ->     pooled   on disk  ->     pooled  ratio
            head_small  float32  24x57x56 -> 24x28x28  28.6 MiB  ->    7.0 MiB  19.1 MiB  ->    5.2 MiB    3.6
            stage5      float32  2048x7x7 -> 2048x1x1  37.5 MiB  ->  784.0 KiB  28.6 MiB  ->  683.6 KiB   42.9
            all files                                  66.2 MiB  ->    7.8 MiB  57.2 MiB  ->   16.2 MiB    3.5

            values              min    max    mean  std dev   zeros  NaN, Inf
            head_small  before    0  7.250  0.4000   0.5831  50.0 %         2
                        after     0  7.250  0.4000   0.5831  50.0 %         2
            stage5      before    0  7.250  0.4000   0.5831  50.0 %         2
                        after     0  7.250  0.4000   0.5831  50.0 %         2

            kept (sample)     PSNR  energy   equal  stability  ->  pooled
            head_small     20.0 dB  75.0 %  40.0 %     75.0 %  ->  90.0 %
            stage5               -       -       -          -  ->       -

            pooling  max_pool2d(head, kernel_size=2) AS head_small
                     no window covers 1 element at the borders of H
            pooling  adaptive_avg_pool2d(stage5, output_size=1)
            rows     100 read = 98 pooled (3 with a bad tensor as null) + 2 rejected + 0 in rejected files
                     rejected 2 rows: column head: wrong number of values
            files    2 pooled into 2, 1 rejected, 1 empty, 1 hidden, 0 ignored
                     rejected broken.parquet: truncated
                     empty empty.parquet: no rows
                     hidden _SUCCESS: its name begins with _
            time     12.5 s, 5.3 MiB/s of tensors, 2 units
            cost     saves USD 16.48 a month for each TB of such input (at USD 23.00 per TB and month)
            note     The file metadata 'pandas' was rewritten.
            dataset  /data/pooled
            report   /data/pooled/_pooling/report.json
            """;

    @Test
    void isShortAndAligned() {
        assertThat(ReportText.of(Examples.run())).isEqualTo(EXPECTED);
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(ReportText.of(Examples.run())).isEqualTo(EXPECTED);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNarrowTerminalGetsListsThatFit() {
        String text = ReportText.of(Examples.run(), 40);
        assertThat(text.lines()).allMatch(line -> line.length() <= 40);
        assertThat(text).startsWith("""
                head_small
                  pooling max_pool2d(head,
                          kernel_size=2) AS head_small
                  shape   24x57x56 -> 24x28x28
                  type    float32 -> float32
                  on disk 19.1 MiB -> 5.2 MiB (3.6)
                  memory  28.6 MiB -> 7.0 MiB (4.1)
                  range   0..7.250 -> 0..7.250
                  mean    0.4000 -> 0.4000
                  zeros   50.0 % -> 50.0 %
                  PSNR    20.0 dB
                  energy  75.0 %
                  stable  75.0 % -> 90.0 %
                """);
    }

    @Test
    void listsTheFirstFilesThatWereLeftOutAndCountsTheOthers() {
        List<FileEntry> hidden = IntStream.range(0, 12)
                .mapToObj(i -> FileEntry.leftOut("_%02d".formatted(i), 0, "", FileStatus.HIDDEN, "hidden", 0))
                .toList();
        assertThat(ReportText.of(Examples.withLeftOutFiles(hidden)))
                .contains("hidden _09: ", "and 2 more, in files.parquet")
                .doesNotContain("_10");
    }

    @Test
    void controlCharactersInNamesDoNotReachTheTerminal() {
        FileEntry file = FileEntry.leftOut("a\u001b[2J\nb", 0, "", FileStatus.IGNORED, "no data", 0);
        assertThat(ReportText.of(Examples.withLeftOutFiles(List.of(file))))
                .contains("ignored a\\u001b[2J\\u000ab: no data");
    }
}
