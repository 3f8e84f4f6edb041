package io.sparkpooling.cli;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.tensor.ElementType;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
        int width = width(Operations.all(), Operation::name);
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
        text.append(parameters(operation.allParameters()));
        return text.toString();
    }

    private static String parameters(List<Parameter> parameters) {
        int nameWidth = width(parameters, Parameter::name);
        int standardWidth = width(parameters, OperationsCommand::standard);
        String line = "  %-" + nameWidth + "s  %-" + standardWidth + "s  %s%n";
        return parameters.stream()
                .map(parameter -> line.formatted(
                        parameter.name(), standard(parameter), parameter.type().words()))
                .collect(Collectors.joining());
    }

    private static String standard(Parameter parameter) {
        return parameter.defaultValue().map(value -> "default " + value).orElse("required");
    }

    private static <T> int width(List<T> rows, Function<T, String> cell) {
        return rows.stream().map(cell).mapToInt(String::length).max().orElse(1);
    }

    private static String elementTypes(Operation operation) {
        return Arrays.stream(ElementType.values())
                .filter(operation.elementTypes()::contains)
                .map(ElementType::word)
                .collect(Collectors.joining(", "));
    }
}
