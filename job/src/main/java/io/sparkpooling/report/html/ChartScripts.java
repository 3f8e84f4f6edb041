package io.sparkpooling.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The two scripts of a page: the chart library as it was published, and ours, which gives it the options that stand beside each chart.
 * The page's policy names them by their SHA-256, so that a browser runs these and nothing else that might have come in.
 */
final class ChartScripts {
    private static final Properties LIBRARY = properties("library.properties");
    private static final List<String> ALL = List.of(text(LIBRARY.getProperty("script")), text("charts.js"));

    private ChartScripts() {}

    /** Such as {@code Apache ECharts 5.3.1}. */
    static String library() {
        return LIBRARY.getProperty("name") + " " + LIBRARY.getProperty("version");
    }

    /** What the policy allows to run. */
    static String sources() {
        return ALL.stream().map(ChartScripts::source).collect(Collectors.joining(" "));
    }

    /** Writes them; the charts stand before. */
    static void write(Markup page) {
        ALL.forEach(script -> page.script(script).line());
    }

    static String source(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash a script: this JDK has no SHA-256", e);
        }
    }

    /** A resource of ours as text. */
    static String text(String name) {
        try (InputStream in = ChartScripts.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(String name) {
        try (InputStream in = ChartScripts.class.getResourceAsStream(name)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
