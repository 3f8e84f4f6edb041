package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.ParameterType;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutCommandTheHelpIsPrinted() {
        assertThat(run()).isZero();
        assertThat(out.toString()).startsWith("""
                        Usage: pool [--help] [--verbose] [--version] COMMAND
                        Shrinks datasets of neural-network feature maps on Apache Spark.
                              --help      Prints this help.
                              --version   Prints the version.
                              --verbose   Shows Spark's own messages, and where an error was thrown.
                        Commands:
                        """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyCommandExplainsItselfWithoutAPercentSignOutOfPlace() {
        for (String command : Main.commands()) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(out.toString()).doesNotContain("%n", "${");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).isEqualTo("spark-pooling 0.1.0\n");
    }

    @Test
    void operationsListsEveryOperation() {
        assertThat(run("operations")).isZero();
        assertThat(out.toString().lines())
                .hasSize(Operations.all().size() + 2)
                .anyMatch(line -> line.matches("max_pool2d +The largest element of each window\\."));
    }

    @Test
    void oneOperationIsExplainedWithItsParameters() {
        for (Operation operation : Operations.all()) {
            out.getBuffer().setLength(0);
            assertThat(run("operations", operation.name())).isZero();
            assertThat(out.toString())
                    .startsWith(operation.name() + ": " + operation.summary())
                    .contains(operation.formula(), operation.example());
        }
        assertThat(out.toString().lines())
                .contains("  axes            default null       " + ParameterType.AXES.words());
    }

    @Test
    void anUnknownOperationIsInvalid() {
        assertThat(run("operations", "maxpool2d")).isEqualTo(30);
        assertThat(err.toString())
                .isEqualTo("Unknown operation: maxpool2d (did you mean max_pool2d? see `scripts/pool operations`)\n");
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        assertThat(run("operatins")).isEqualTo(30);
        assertThat(err.toString())
                .startsWith("Unknown command: operatins (did you mean operations? known: ")
                .endsWith("See `scripts/pool --help`\n");
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertThat(run("--hepl")).isEqualTo(30);
        assertThat(err.toString()).isEqualTo("""
                        Unknown option: --hepl (did you mean --help? known: --help, --version, --verbose)
                        See `scripts/pool --help`
                        """);
    }

    @Test
    void anUnknownOptionAfterOneWithSeveralValuesIsNoValue() {
        assertThat(run("run", "--input", "a", "--outptu", "out")).isEqualTo(30);
        assertThat(err.toString())
                .startsWith("Unknown option: --outptu (did you mean --output? known: ")
                .endsWith("See `scripts/pool run --help`\n");
    }

    @Test
    void aMissingValueIsNamed() {
        assertThat(run("run", "--output")).isEqualTo(30);
        assertThat(err.toString()).isEqualTo("""
                        Missing required parameter for option '--output' (FOLDER)
                        See `scripts/pool run --help`
                        """);
    }

    @Test
    void whatIsMissingIsNamedWithEveryWayToSayIt() {
        assertThat(run("run", "--output", "out")).isEqualTo(30);
        assertThat(err.toString())
                .isEqualTo("Missing input: give --input PATH, spark.pooling.input or input in the YAML file\n");
    }

    @Test
    void anArgumentTooManyIsNamed() {
        assertThat(run("operations", "max_pool2d", "@b")).isEqualTo(30);
        assertThat(err.toString()).isEqualTo("""
                        Unexpected argument: @b
                        See `scripts/pool operations --help`
                        """);
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
