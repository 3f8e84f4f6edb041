package io.sparkpooling.cli;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.tensor.ElementType;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints every operation in one line, or one of them in full. */
@Command(name = "operations", description = "Lists every pooling operation, or explains one.", sortOptions = false)
final class OperationsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "OPERATION", description = "The operation to explain.")
    private Optional<String> operation = Optional.empty();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        operation
                .map(Operations::named)
                .ifPresentOrElse(named -> out.print(explanation(named)), () -> out.print(list()));
        return ExitCode.DONE.code();
    }

    private static String list() {
        int width = Operations.all().stream()
                .mapToInt(operation -> operation.name().length())
                .max()
                .orElse(0);
        return Operations.all().stream()
                .map(operation -> ("%-" + width + "s  %s%n").formatted(operation.name(), operation.summary()))
                .collect(Collectors.joining(
                        "", "", "\n`scripts/pool operations OPERATION` shows parameters, formula and an example.\n"));
    }

    private static String explanation(Operation operation) {
        StringBuilder text = new StringBuilder();
        text.append("%s: %s%n%n".formatted(operation.name(), operation.summary()));
        text.append("Formula        %s%n".formatted(operation.formula()));
        text.append("Element types  %s%n".formatted(elementTypes(operation)));
        text.append("Example        %s%n".formatted(operation.example()));
        if (!operation.remarks().isEmpty()) {
            text.append("Remarks        %s%n".formatted(operation.remarks()));
        }
        text.append("\nParameters\n");
        operation.allParameters().forEach(parameter -> text.append(line(parameter)));
        return text.toString();
    }

    private static String line(Parameter parameter) {
        String standard =
                parameter.defaultValue().map(value -> "default " + value).orElse("required");
        return "  %-18s %-14s %s%n"
                .formatted(parameter.name(), standard, parameter.type().words());
    }

    private static String elementTypes(Operation operation) {
        return Arrays.stream(ElementType.values())
                .filter(operation.elementTypes()::contains)
                .map(ElementType::word)
                .collect(Collectors.joining(", "));
    }
}
