package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "s3a://AKIA:geheim@bucket/a, s3a://***@bucket/a",
        "hdfs://ann@host/a, hdfs://ann@host/a",
        "abfss://maps@account.example/a, abfss://maps@account.example/a",
        "https://x/a?sig=abc%3D&v=1, https://x/a?sig=***&v=1",
        "https://x/a?X-Amz-Signature=abc, https://x/a?X-Amz-Signature=***",
        "/data/a:b@c, /data/a:b@c"
    })
    void hidesWhatOpensDoorsAndLeavesNamesAlone(String text, String hidden) {
        assertThat(Secrets.hidden(text)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource({"fs.s3a.secret.key, ***", "db.Password, ***", "fs.s3a.access.key, ***", "compression, zstd:1"})
    void hidesValuesOfNamesThatSaySo(String name, String shown) {
        assertThat(Secrets.hidden(name, "zstd:1")).isEqualTo(shown);
    }
}
