package io.sparkpooling.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a benchmark ran on, for those who read its numbers later. */
final class Machine {
    private Machine() {}

    /** Names and values: the processor, the JVM, and what else kept the machine busy. */
    static Map<String, Object> facts() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("processor", model + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put(
                "load of the machine",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return facts;
    }
}
