package io.sparkpooling.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The script that one would write without us, with pyarrow and torch: {@code scripts/lib/rival.py} as a process, by the Python
 * that the variable {@code PYTHON} names, else {@code python3}.
 *
 * @param threads of the script, on as many cores; 0 for as many as the libraries like
 */
record PythonRival(int threads) {
    private static final String SCRIPT = "scripts/lib/rival.py";
    private static final String PYTHON = System.getenv().getOrDefault("PYTHON", "python3");

    /** What the script says of itself: from the first file to the last, and from its first line until its libraries are there. */
    record Times(double seconds, double processor, double start, String versions) {}

    /** Why this machine cannot run it and what to do about it; empty where it can. */
    static Optional<String> refusal() throws IOException, InterruptedException {
        String why;
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", "import pyarrow, torch")
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() == 0) {
                return Optional.empty();
            }
            why = printed.substring(printed.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            why = e.getMessage();
        }
        return Optional.of(
                "No pyarrow + torch beside us: %s cannot import them (%s). Install them with `python3 -m venv VENV && VENV/bin/pip install pyarrow torch` and give PYTHON=VENV/bin/python."
                        .formatted(PYTHON, why));
    }

    /** Pools {@code input} into {@code output}, a process from its start to its exit. */
    Times pool(List<Path> input, Path output) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("pool", "--output", output.toString(), "--threads", Integer.toString(threads)));
        input.forEach(file -> words.add(file.toString()));
        JsonNode said = new ObjectMapper().readTree(run(words));
        return new Times(
                said.get("seconds").doubleValue(),
                said.get("processor").doubleValue(),
                said.get("start").doubleValue(),
                "Python %s, pyarrow %s, torch %s"
                        .formatted(
                                said.get("python").textValue(),
                                said.get("pyarrow").textValue(),
                                said.get("torch").textValue()));
    }

    /** Fails unless both datasets have the same rows, bit by bit; says how many. */
    static String compare(Path theirs, Path ours) throws IOException, InterruptedException {
        return run(List.of("compare", theirs.toString(), ours.toString())).strip();
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, SCRIPT));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("%s %s ended with exit code %d".formatted(SCRIPT, words.get(0), code));
        }
        return printed;
    }

    @Override
    public String toString() {
        return threads == 0 ? "pyarrow + torch, all cores" : "pyarrow + torch, %d core".formatted(threads);
    }
}
