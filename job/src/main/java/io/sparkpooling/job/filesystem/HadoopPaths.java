package io.sparkpooling.job.filesystem;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Between what users write and Hadoop's paths. Every character stands for itself: {@code %20} is not a space, {@code *} is
 * no pattern, {@code #} begins no fragment. {@code new Path(path.toString())} gives the same path again, so the text of a
 * qualified path is what is stored and sent to tasks.
 */
public final class HadoopPaths {
    private static final Pattern URI_WITH_SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:/.*");

    /** In an address of Azure, what stands there is the container. */
    private static final Pattern USER_INFORMATION = Pattern.compile("(?<=://)(?<!\\babfss?://)[^/@]*@");

    private HadoopPaths() {}

    /** The qualified path of a path or URI that a user wrote; {@code what} names the option: {@code input}, {@code output}. */
    public static Path parse(String what, String text, Configuration conf) throws IOException {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw invalid(what, text, "must be a path or a URI", null);
        }
        try {
            Path path = URI_WITH_SCHEME.matcher(text).matches() ? new Path(text) : new Path(null, null, text);
            requireConnector(what, text, path, conf);
            return path.getFileSystem(conf).makeQualified(path);
        } catch (InvalidArgumentException e) {
            throw e;
        } catch (UnsupportedFileSystemException e) {
            throw invalid(what, text, "no file system is known for its scheme", e);
        } catch (IllegalArgumentException e) {
            throw invalid(what, text, "must be a path or a URI", e);
        }
    }

    private static void requireConnector(String what, String text, Path path, Configuration conf) throws IOException {
        Optional<String> missing = Schemes.missing(path, conf);
        if (missing.isPresent()) {
            throw invalid(what, text, missing.get(), null);
        }
    }

    private static InvalidArgumentException invalid(String what, String text, String rule, Exception cause) {
        return new InvalidArgumentException(
                "Invalid %s: %s (%s)".formatted(what, text.isEmpty() ? "''" : printable(text), rule), cause);
    }

    /** The path of a name, or of names separated by '/', in a folder; names may hold colons. */
    public static Path child(Path folder, String name) {
        return new Path(folder, new Path(null, null, name));
    }

    /** A path beside this one, its name followed by the suffix. */
    public static Path beside(Path path, String suffix) {
        Path folder = Optional.ofNullable(path.getParent())
                .orElseThrow(() -> new IllegalArgumentException("nothing lies beside " + path));
        return child(folder, path.getName() + suffix);
    }

    /** Whether a path is the folder, or lies anywhere below it; {@code /a/bc} is not inside {@code /a/b}. */
    public static boolean isInside(Path path, Path folder) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (at.equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /** The names from a folder to a path below it, separated by '/'. */
    public static String relative(Path path, Path folder) {
        String whole = path.toUri().getPath();
        String start = folder.toUri().getPath();
        return whole.substring(start.endsWith("/") ? start.length() : start.length() + 1);
    }

    /** As it can stand in a message or a log: control characters escaped, no user or password. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        USER_INFORMATION.matcher(text).replaceAll("").codePoints().forEach(c -> append(printable, c));
        return printable.toString();
    }

    private static void append(StringBuilder printable, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
            default -> printable.appendCodePoint(c);
        }
    }

    /** A path as users know it: without {@code file:}, and {@linkplain #printable(String) printable}. */
    public static String printable(Path path) {
        return printable(isLocal(path) ? path.toUri().getPath() : path.toString());
    }

    static boolean isLocal(Path path) {
        return "file".equals(path.toUri().getScheme());
    }
}
