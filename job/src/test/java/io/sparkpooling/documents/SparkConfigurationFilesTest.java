package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkConfigurationFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"spark-defaults.conf", "spark-hardened.conf"})
    void everyKeyIsSparks(String file) throws IOException {
        SparkConf conf = new SparkConf(false);
        Properties properties = properties(file);
        assertThat(properties.stringPropertyNames())
                .isNotEmpty()
                .allMatch(key -> key.startsWith("spark."))
                .allSatisfy(key -> conf.set(key, properties.getProperty(key)));
        assertThat(conf.getSizeAsMb("spark.driver.memory")).isEqualTo(2048);
        assertThat(conf.getInt("spark.task.maxFailures", 0)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark-defaults.conf", "spark-hardened.conf"})
    void keysThatHoldSecretsAreRedacted(String file) throws IOException {
        String secret = ".*(" + properties(file).getProperty("spark.redaction.regex") + ").*";
        assertThat("spark.hadoop.fs.s3a.secret.key").matches(secret);
        assertThat("spark.hadoop.fs.s3a.access.key").matches(secret);
        assertThat("spark.hadoop.fs.s3a.encryption.key").matches(secret);
        assertThat("spark.hadoop.fs.azure.account.key.store.blob.core.windows.net")
                .matches(secret);
        assertThat("spark.hadoop.fs.azure.sas.container.store").matches(secret);
        assertThat("spark.hadoop.google.cloud.auth.credentials").matches(secret);
        assertThat("spark.executor.memory").doesNotMatch(secret);
        assertThat("spark.pooling.output").doesNotMatch(secret);
    }

    @Test
    void theHardenedProfileAuthenticatesEncryptsAndShowsNothing() throws IOException {
        assertThat(properties("spark-hardened.conf"))
                .containsEntry("spark.authenticate", "true")
                .containsEntry("spark.network.crypto.enabled", "true")
                .containsEntry("spark.network.crypto.cipher", "AES/GCM/NoPadding")
                .containsEntry("spark.network.crypto.saslFallback", "false")
                .containsEntry("spark.io.encryption.enabled", "true")
                .containsEntry("spark.ui.enabled", "false")
                .containsEntry("spark.ui.killEnabled", "false")
                .containsEntry("spark.master.rest.enabled", "false")
                .doesNotContainKey("spark.authenticate.secret");
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(
                GeneratedPart.repository().resolve("conf").resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
