package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.SaveMode;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConfigurationOptionsTest {
    private static final String[] REQUIRED = {
        "--input", "a", "--output", "out", "--pool", "max_pool2d(head, kernel_size=2)"
    };

    @TempDir
    Path folder;

    @Command(name = "any")
    private static final class AnyCommand implements Runnable {
        @Mixin
        private ConfigurationOptions options;

        @Override
        public void run() {}
    }

    @Test
    void everySettingIsAnOption() {
        assertThat(new CommandLine(new AnyCommand()).getCommandSpec().optionsMap())
                .containsKeys(Settings.all().stream().map(Setting::option).toArray(String[]::new));
    }

    @Test
    void valuesArriveAsTheyWereTyped() {
        JobConfiguration configuration = parse(
                "--input", "a b", "c#%*", "--input", "[x]", "--shape", "a=b=1,2", "--layout=head=HWC", "--dry-run");
        assertThat(configuration.input()).containsExactly("a", "a b", "c#%*", "[x]");
        assertThat(configuration.hints()).containsOnlyKeys("a=b", "head");
        assertThat(configuration.dryRun()).isTrue();
        assertThat(configuration.pool()).containsExactly(PoolingExpression.parse("max_pool2d(head, kernel_size=2)"));
    }

    @Test
    void aYamlFileSaysWhatTheCommandLineDoesNot() throws IOException {
        Path file = Files.writeString(folder.resolve("a job.yaml"), "input: other\nsave-mode: overwrite\n");
        JobConfiguration configuration = parse("--config", file.toString());
        assertThat(configuration.input()).containsExactly("a");
        assertThat(configuration.saveMode()).isEqualTo(SaveMode.OVERWRITE);
    }

    @Test
    void aSparkKeySaysWhatTheCommandLineDoesNot() {
        System.setProperty("spark.pooling.save-mode", "append");
        try {
            assertThat(parse().saveMode()).isEqualTo(SaveMode.APPEND);
            assertThat(parse("--save-mode", "overwrite").saveMode()).isEqualTo(SaveMode.OVERWRITE);
        } finally {
            System.clearProperty("spark.pooling.save-mode");
        }
    }

    @Test
    void anInvalidValueIsNamed() {
        assertThatThrownBy(() -> parse("--compression", "zstd:99"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid compression: zstd:99 (the level of zstd is a whole number from 1 to 22)");
    }

    private static JobConfiguration parse(String... further) {
        AnyCommand command = new AnyCommand();
        List<String> arguments =
                Stream.concat(Stream.of(REQUIRED), Stream.of(further)).toList();
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.options.configuration();
    }
}
