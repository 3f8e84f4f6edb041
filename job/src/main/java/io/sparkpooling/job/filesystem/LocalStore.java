package io.sparkpooling.job.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The local file system by the JDK. Not Hadoop's: that one turns a full disk into an {@code Error}, copies where a rename
 * fails, moves into folders that exist, passes over dangling links, starts a process for a permission, and writes
 * {@code .crc} files.
 */
final class LocalStore implements Store {

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    private static Path hadoop(java.nio.file.Path path) {
        return new Path("file", null, path.toString());
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        return Files.exists(local(path), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(entry(local(path)))
                : missing(local(path));
    }

    /** Not there; or not to be seen, which must not pass for "not there". */
    private static Optional<Entry> missing(java.nio.file.Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(entry(path));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("Not a directory")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Entry entry(java.nio.file.Path path) throws IOException {
        boolean link = Files.isSymbolicLink(path);
        if (link && !Files.exists(path)) {
            return new Entry(hadoop(path), Entry.Kind.LINK_TO_NOTHING, true, 0, 0);
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Entry.Kind kind = attributes.isRegularFile()
                ? Entry.Kind.FILE
                : attributes.isDirectory() ? Entry.Kind.FOLDER : Entry.Kind.OTHER;
        long length = kind == Entry.Kind.FILE ? attributes.size() : 0;
        return new Entry(
                hadoop(path), kind, link, length, attributes.lastModifiedTime().toMillis());
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<java.nio.file.Path> paths = Files.newDirectoryStream(local(folder))) {
            for (java.nio.file.Path path : paths) {
                addUnlessGone(entries, spelled(path));
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    /** A name can vanish while its folder is listed, where another run clears up. */
    private static void addUnlessGone(List<Entry> entries, java.nio.file.Path path) throws IOException {
        try {
            entries.add(entry(path));
        } catch (NoSuchFileException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** The path made anew from its text, as every later reader will: in a locale without UTF-8 that is another file, or none. */
    private static java.nio.file.Path spelled(java.nio.file.Path path) throws IOException {
        java.nio.file.Path spelled;
        try {
            spelled = java.nio.file.Path.of(path.toString());
        } catch (java.nio.file.InvalidPathException e) {
            throw new StorageException(notInThisLocale(path), e);
        }
        if (!spelled.equals(path)) {
            throw new StorageException(notInThisLocale(path));
        }
        return spelled;
    }

    private static String notInThisLocale(java.nio.file.Path path) {
        return "Cannot read name: %s (its bytes are no text in this process's encoding %s; set LC_ALL=C.UTF-8)"
                .formatted(HadoopPaths.printable(path.toString()), System.getProperty("sun.jnu.encoding"));
    }

    @Override
    public Path resolve(Path path) throws IOException {
        java.nio.file.Path local = local(path);
        java.nio.file.Path there = local;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return hadoop(there.toRealPath().resolve(there.relativize(local)).normalize());
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return Files.newInputStream(local(file));
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                local(file), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new DurableStream(file, Channels.newOutputStream(channel), () -> channel.force(true), channel);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        Files.createDirectories(local(folder));
    }

    /** Two system calls that cannot overwrite: a hard link for a file; a rename, which refuses a filled folder, for a folder. */
    @Override
    public void move(Path from, Path to) throws IOException {
        if (Files.exists(local(to), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (Files.isDirectory(local(from), LinkOption.NOFOLLOW_LINKS) || !linked(local(from), local(to))) {
            Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(local(from));
        }
        persistNames(local(to).getParent());
    }

    /** False on the few file systems that have no hard links; there a rename must do. */
    private static boolean linked(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
        persistNames(local(to).getParent());
    }

    /** A name is durable when its folder is. */
    private static void persistNames(java.nio.file.Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!Files.exists(local(path), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(local(path), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(java.nio.file.Path folder, IOException failure)
                    throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public boolean deleteEmptyFolder(Path folder) throws IOException {
        try {
            Files.deleteIfExists(local(folder));
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    @Override
    public boolean sameVolume(Path one, Path other) throws IOException {
        return Files.getFileStore(local(one)).equals(Files.getFileStore(local(other)));
    }
}
