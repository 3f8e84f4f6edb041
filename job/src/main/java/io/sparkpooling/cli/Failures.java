package io.sparkpooling.cli;

import io.sparkpooling.job.Failure;
import io.sparkpooling.job.JobFailedException;
import io.sparkpooling.job.listing.NoSuchInputException;
import io.sparkpooling.job.publish.ConflictException;
import io.sparkpooling.job.publish.UnknownOutcomeException;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is printed about a failure, and the exit code it ends with. Spark wraps what happens in a task, so the first failure in
 * the chain of causes that means something to the user decides; where none does, it is a defect of ours.
 */
final class Failures {
    private static final Pattern CLASS = Pattern.compile("(?!io/sparkpooling/)[A-Za-z0-9_$/]+");
    private static final Pattern QUOTED = Pattern.compile("'(.*?)'");
    private static final Pattern USER_OF_URI = Pattern.compile("://[^/@\\s]*:[^/@\\s]*@");

    private final PrintWriter err;
    private final boolean verbose;

    Failures(PrintWriter err, boolean verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    /** Prints what the user needs to know. */
    ExitCode report(Throwable failure) {
        Known known = causes(failure)
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElse(defect(failure.toString()));
        err.println(withoutSecrets(printable(known.message())));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return known.exitCode();
    }

    private record Known(ExitCode exitCode, String message) {}

    private static Optional<Known> known(Throwable failure) {
        if (failure instanceof InvalidArgumentException || failure instanceof NoSuchInputException) {
            return Optional.of(new Known(ExitCode.INVALID, failure.getMessage()));
        }
        if (failure instanceof ConflictException) {
            return Optional.of(new Known(ExitCode.CONFLICT, failure.getMessage()));
        }
        if (failure instanceof UnknownOutcomeException) {
            return Optional.of(new Known(ExitCode.UNKNOWN_OUTCOME, failure.getMessage()));
        }
        if (failure instanceof ParameterException parameters) {
            return Optional.of(new Known(ExitCode.INVALID, argumentMessage(parameters)));
        }
        if (failure instanceof JobFailedException job) {
            return Optional.of(
                    job.failure() == Failure.DEFECT
                            ? defect(failure.getMessage())
                            : new Known(exitCode(job.failure()), failure.getMessage()));
        }
        if (failure instanceof IOException) {
            return Optional.of(new Known(ExitCode.STORAGE, storageMessage(failure)));
        }
        if (failure instanceof OutOfMemoryError) {
            return Optional.of(new Known(
                    ExitCode.STORAGE,
                    "Cannot go on: out of memory (%s); give more with --driver-memory, on a cluster with --executor-memory"
                            .formatted(failure.getMessage())));
        }
        return failure instanceof NoClassDefFoundError ? missingClass(failure.getMessage()) : Optional.empty();
    }

    /** A connector without the libraries that it needs; where the class is ours, the defect is. */
    private static Optional<Known> missingClass(String name) {
        return Optional.ofNullable(name)
                .filter(CLASS.asMatchPredicate())
                .map(missing -> new Known(
                        ExitCode.STORAGE,
                        "Cannot go on: class %s is not on the class path; add its jar with --packages or --jars"
                                .formatted(missing.replace('/', '.'))));
    }

    private static ExitCode exitCode(Failure failure) {
        return switch (failure) {
            case REJECTS -> ExitCode.TOO_MANY_REJECTS;
            case INVALID -> ExitCode.INVALID;
            case CONFLICT -> ExitCode.CONFLICT;
            case STORAGE -> ExitCode.STORAGE;
            case DEFECT -> ExitCode.DEFECT;
        };
    }

    private static Known defect(String failure) {
        return new Known(ExitCode.DEFECT, """
                Unexpected error: %s
                This is a defect of spark-pooling. Please report it with the output of the same command with --verbose.""".formatted(failure));
    }

    /** Our own messages are complete; those of the JDK and of Hadoop are often nothing but a path. */
    private static String storageMessage(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Cannot ") || message.startsWith("[")
                ? message
                : "Cannot read or write: %s (%s)"
                        .formatted(message, failure.getClass().getSimpleName());
    }

    private static String argumentMessage(ParameterException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? unmatchedMessage(command, unmatched(unmatched))
                : failure.getMessage();
        return message + "\nSee `scripts/%s --help`".formatted(command.qualifiedName());
    }

    /** The argument that has no place; where it stands in the place of a value, picocli names it in the message alone. */
    private static String unmatched(UnmatchedArgumentException failure) {
        Matcher quoted = QUOTED.matcher(failure.getMessage());
        return failure.getUnmatched().stream()
                .findFirst()
                .orElseGet(() -> quoted.find() ? quoted.group(1) : failure.getMessage());
    }

    private static String unmatchedMessage(CommandSpec command, String argument) {
        if (argument.startsWith("-")) {
            List<String> options = command.options().stream()
                    .map(option -> option.longestName())
                    .toList();
            return UnknownName.of("option", argument.split("=", 2)[0], options).getMessage();
        }
        return command.subcommands().isEmpty()
                ? "Unexpected argument: " + argument
                : UnknownName.of("command", argument, command.subcommands().keySet())
                        .getMessage();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(50)
                .filter(cause -> !(cause instanceof UncheckedIOException));
    }

    /** The user part of a URI can hold a password or a key; messages end in logs that many can read. */
    private static String withoutSecrets(String text) {
        return USER_OF_URI.matcher(text).replaceAll("://***@");
    }

    /** Names in a message come from files: whatever could steer the terminal is shown, not sent. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character) && character != '\n') {
                printable.append("\\u%04x".formatted(character));
            } else {
                printable.appendCodePoint(character);
            }
        });
        return printable.toString();
    }
}
