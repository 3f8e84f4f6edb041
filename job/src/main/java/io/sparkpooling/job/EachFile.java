package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads a little of each of many files, several at a time, since most of it is waiting for the storage. */
public final class EachFile {
    private static final int AT_ONCE = 16;

    private EachFile() {}

    /** What is read of a file. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(InputFile file) throws IOException;
    }

    /** Reads the files and hands on what was read in the order of the files, as soon as it is there. */
    public static <T> void read(List<InputFile> files, Reading<T> reading, Consumer<T> taker) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, EachFile::daemon);
        try {
            List<Future<T>> readings = new ArrayList<>();
            for (InputFile file : files) {
                readings.add(threads.submit(() -> reading.of(file)));
            }
            for (Future<T> one : readings) {
                taker.accept(one.get());
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot read the footers of the input: interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static IOException unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException defect) {
            throw defect;
        }
        return failure.getCause() instanceof IOException io ? io : new IOException(failure.getCause());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "footer");
        thread.setDaemon(true);
        return thread;
    }
}
