package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The DAG of {@code conf/examples} in Python, where that is installed: its tasks run a {@code spark-submit} that ends with the code in
 * question. In Airflow's place stands as little as the DAG needs of it; a failure is worded as Airflow's provider for Spark words it.
 */
class AirflowExampleTest {
    private static final Path DAG = Path.of("../conf/examples/airflow_dag.py").toAbsolutePath();
    private static final Map<String, String> AIRFLOW = Map.of(
            "airflow/__init__.py", """
                    class DAG:
                        def __init__(self, **settings): pass
                        def __enter__(self): return self
                        def __exit__(self, *failure): pass
                    """,
            "airflow/exceptions.py", "class AirflowException(Exception): pass\n",
            "airflow/providers/apache/spark/operators/spark_submit.py", """
                    import logging, os, subprocess
                    from airflow.exceptions import AirflowException
                    class SparkSubmitOperator:
                        log = logging.getLogger("task")
                        def __init__(self, application, application_args, **settings):
                            self.command = ["spark-submit", application] + application_args
                        def __rshift__(self, other): return other
                        def execute(self, context):
                            code = subprocess.call(self.command)
                            if code:
                                raise AirflowException(f"Cannot execute: {' '.join(self.command)}. Error code is: {code}."
                                    + os.environ["MORE"])
                    """);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "pool, 0, '', 0, ''",
        "pool, 10, '', 0, some rows were rejected",
        "pool, 20, '', 1, Error code is: 20.",
        "pool, 1, ' Kubernetes spark exit code is: 10', 0, some rows were rejected",
        "pool, 1, ' Kubernetes spark exit code is: 100', 1, Kubernetes spark exit code is: 100",
        "pool, 20, '\nLast spark-submit output:\nexit code is: 10', 1, Error code is: 20.",
        "verify, 10, '', 1, Error code is: 10."
    })
    void tenIsDoneWithAWarning(String task, int exitCode, String more, int failed, String said) throws Exception {
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .noneMatch(place -> Files.isExecutable(Path.of(place, "python3")))) {
            System.err.println("Python is not installed: airflow_dag.py was tested by its arguments alone");
            return;
        }
        for (Map.Entry<String, String> module : AIRFLOW.entrySet()) {
            write(module.getKey(), module.getValue());
        }
        assertThat(write("spark-submit", "#!/bin/sh\nexit " + exitCode + "\n")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
        ProcessBuilder python = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import runpy, sys; runpy.run_path(sys.argv[1])[sys.argv[2]].execute({})",
                        DAG.toString(),
                        task)
                .redirectErrorStream(true);
        python.environment().put("PYTHONPATH", folder.toString());
        python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        python.environment().put("MORE", more);
        python.environment().merge("PATH", folder.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(failed);
        assertThat(output).contains(said);
        if (exitCode == 0) {
            assertThat(output).isEmpty();
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
