package io.sparkpooling.job.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The plan of what fails, for the whole process since Hadoop makes file systems by reflection. Calls are numbered from 0; a
 * first run without faults counts them, then each number is made to fail in each way.
 */
public final class Faults {

    public enum Kind {
        /** The call does nothing and fails. */
        FAIL_BEFORE,
        /** The call does its work, its answer is lost. */
        FAIL_AFTER,
        /** The process dies before the call: it and all later ones fail and do nothing. */
        KILL_BEFORE,
        /** The process dies within the call: half the bytes are written, half the files deleted; other calls do nothing. */
        KILL_WITHIN,
        /** A write writes half its bytes, then the disk is full; other calls fail before. */
        DISK_FULL;

        private boolean isKill() {
            return this == KILL_BEFORE || this == KILL_WITHIN;
        }
    }

    /** A call to storage. */
    public interface Call<T> {
        T run() throws IOException;
    }

    /** Something to do that can stop half-way. */
    public interface Part {
        void run(int amount) throws IOException;
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);
    private static volatile int failing = NEVER;
    private static volatile Kind kind = Kind.FAIL_BEFORE;

    private Faults() {}

    /** From now on nothing fails; counting begins anew. */
    public static void none() {
        at(NEVER, Kind.FAIL_BEFORE);
    }

    /** The call of this number, counted from now, fails. */
    public static void at(int call, Kind how) {
        COUNT.set(0);
        LOG.clear();
        kind = how;
        failing = call;
    }

    /** How many calls there were since the plan was made. */
    public static int calls() {
        return COUNT.get();
    }

    /** What these calls were, for messages. */
    public static String call(int number) {
        return number < LOG.size() ? LOG.get(number) : "call " + number;
    }

    /** Counts a call, and fails if its number is up; calls that it makes in turn are part of it. */
    public static <T> T around(String operation, Object path, Call<T> call) throws IOException {
        if (INSIDE.get()) {
            return call.run();
        }
        INSIDE.set(true);
        try {
            return outermost(operation, path, call);
        } finally {
            INSIDE.set(false);
        }
    }

    private static <T> T outermost(String operation, Object path, Call<T> call) throws IOException {
        int number = next(operation, path);
        boolean now = number == failing;
        boolean dead = number > failing && kind.isKill();
        if (dead || now && kind != Kind.FAIL_AFTER) {
            throw failure(operation, path);
        }
        T result = call.run();
        if (now) {
            throw failure(operation, path);
        }
        return result;
    }

    /** As {@link #around}, of a call that does half of its work where the plan says so. */
    public static void aroundParts(String operation, Object path, int amount, Part part) throws IOException {
        boolean half = kind == Kind.KILL_WITHIN || kind == Kind.DISK_FULL && operation.equals("write");
        if (COUNT.get() == failing && half) {
            part.run(amount / 2);
        }
        around(operation, path, () -> {
            part.run(amount);
            return true;
        });
    }

    private static int next(String operation, Object path) {
        synchronized (LOG) {
            LOG.add(operation + " " + path);
            return COUNT.getAndIncrement();
        }
    }

    private static IOException failure(String operation, Object path) {
        String reason = kind == Kind.DISK_FULL ? "No space left on device" : "injected";
        return new IOException("%s (%s, %s)".formatted(reason, operation.toUpperCase(Locale.ROOT), path));
    }
}
