package io.sparkpooling.cli;

import io.sparkpooling.job.RootLocale;
import io.sparkpooling.storage.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: finds the command, runs it, ends with its {@link ExitCode}. */
@Command(
        name = "pool",
        description = "Shrinks datasets of neural-network feature maps on Apache Spark.",
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            InspectCommand.class,
            StudyCommand.class,
            VerifyCommand.class,
            OperationsCommand.class,
            ReportCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.class,
        sortOptions = false)
public final class Main implements Runnable, IVersionProvider {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Prints this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Prints the version.")
    private boolean version;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Shows Spark's own messages, and where an error was thrown.")
    private boolean verbose;

    /** Runs the command that {@code arguments} name and ends the JVM. */
    public static void main(String[] arguments) {
        RootLocale.use();
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        System.exit(run(out, err, arguments));
    }

    /** Runs the command that {@code arguments} name; the exit code is the answer. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((e, command, result) -> main.report(e, err))
                .setParameterExceptionHandler((e, given) -> main.report(e, err));
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            return main.report(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** The words of all commands. */
    static Set<String> commands() {
        return new CommandLine(new Main()).getSubcommands().keySet();
    }

    private int report(Throwable failure, PrintWriter err) {
        return new Failures(err, verbose || System.getenv("POOL_DEBUG") != null)
                .report(failure)
                .code();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Override
    public String[] getVersion() {
        return new String[] {"spark-pooling " + Version.number()};
    }

    /** UTF-8 whatever the locale says: names of files and columns are printed as they are. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
