package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.report.Examples;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.ReportText;
import io.sparkpooling.report.html.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path report;

    @BeforeEach
    void writeReport() throws IOException {
        report = Files.createDirectories(folder.resolve("dataset/_pooling")).resolve("report.json");
        Files.writeString(report, ReportJson.write(Examples.run()));
    }

    @Test
    void printsTheReportOfADatasetOrOfAFile() {
        assertThat(run("report", folder.resolve("dataset").toString())).isZero();
        assertThat(out.toString()).isEqualTo(ReportText.of(Examples.run()));
        assertThat(run("report", report.toString())).isZero();
        assertThat(out.toString()).isEqualTo(ReportText.of(Examples.run()));
    }

    @Test
    void fitsFortyColumnsInEveryLocaleAndTimeZone() {
        assertThat(run("report", report.toString(), "--width", "40")).isZero();
        String expected = out.toString();
        assertThat(expected.lines()).allMatch(line -> line.length() <= 40);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                assertThat(run("report", report.toString(), "--width", "40")).isZero();
                assertThat(out.toString()).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void makesThePageAgainFromTheJson() throws IOException {
        Path page = folder.resolve("page.html");
        assertThat(run("report", report.toString(), "--html", page.toString())).isZero();
        assertThat(page).hasContent(HtmlReport.of(Examples.run()));
    }

    @Test
    void takesThePriceThatTheUserNames() {
        assertThat(run("report", report.toString(), "--price", "12.5")).isZero();
        assertThat(out.toString()).contains("saves USD 8.96 a month for each TB of such input (at USD 12.50 per TB");
        assertThat(run("report", report.toString(), "--price", "cheap")).isEqualTo(30);
        assertThat(err.toString())
                .contains("Invalid price: cheap (must be US dollars for a terabyte and month, such as 23 or 12.5)");
    }

    @Test
    void printsTheJson() {
        assertThat(run("report", report.toString(), "--json")).isZero();
        assertThat(out.toString()).isEqualTo(ReportJson.write(Examples.run()));
    }

    @Test
    void comparesTwoReports() throws IOException {
        Path other = folder.resolve("other.json");
        Files.writeString(
                other,
                ReportJson.write(Examples.run())
                        .replace("\"/data/pooled\"", "\"/data/other\"")
                        .replace("\"outputColumn\" : \"stage5\"", "\"outputColumn\" : \"stage6\""));
        assertThat(run("report", report.toString(), "--compare", other.toString()))
                .isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .contains(
                        "one other",
                        "dataset /data/pooled /data/other",
                        "ratio on disk 3.5 3.5",
                        "column head_small",
                        "PSNR 20.0 dB 20.0 dB",
                        "shape 2048x1x1 -",
                        "shape - 2048x1x1");
        assertThat(run("report", report.toString(), "--compare", other.toString(), "--width", "40"))
                .isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 40);
    }

    @Test
    void onlyOneFormAtATime() {
        assertThat(run("report", report.toString(), "--json", "--html", "x.html"))
                .isEqualTo(30);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "40x", "-1", "19", "99999"})
    void refusesAWidthThatIsNone(String width) {
        assertThat(run("report", report.toString(), "--width=" + width)).isEqualTo(30);
        assertThat(err.toString()).contains("Invalid width: " + width);
    }

    @Test
    void aPageThatCannotBeWrittenIsAStorageError() {
        assertThat(run(
                        "report",
                        report.toString(),
                        "--html",
                        folder.resolve("no/such/page.html").toString()))
                .isEqualTo(60);
        assertThat(err.toString()).startsWith("Cannot write ");
    }

    @Test
    void aFolderWithoutReportIsNamed() {
        assertThat(run("report", folder.toString())).isEqualTo(30);
        assertThat(err.toString()).startsWith("Cannot find report: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"schemaVersion\": 1}",
                "{\"schemaVersion\": 99}",
                "{\"schemaVersion\": 2}",
                "{\"schemaVersion\": 2, \"version\": 1e999999999}",
                "\u0000\u0001"
            })
    void jsonThatIsNoReportIsInvalid(String json) throws IOException {
        Files.writeString(report, json);
        assertThat(run("report", report.toString())).isEqualTo(30);
        assertThat(err.toString()).contains("Cannot read the report: ").doesNotContain("defect", "\tat ");
    }

    @Test
    void jsonThatWasCutShortIsInvalid() throws IOException {
        String whole = ReportJson.write(Examples.run());
        for (int length = 1; length < whole.length() - 2; length += 97) {
            Files.writeString(report, whole.substring(0, length));
            assertThat(run("report", report.toString())).isEqualTo(30);
        }
    }

    @Test
    void deepNestingIsInvalid() throws IOException {
        Files.writeString(report, "{\"schemaVersion\": 2, \"units\": " + "[".repeat(200_000));
        assertThat(run("report", report.toString())).isEqualTo(30);
        assertThat(err.toString()).contains("Cannot read the report: ");
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
