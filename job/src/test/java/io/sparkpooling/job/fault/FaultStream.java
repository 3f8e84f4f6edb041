package io.sparkpooling.job.fault;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;

/** A stream whose writes, sync and close can fail. */
final class FaultStream extends OutputStream implements Syncable, StreamCapabilities {
    private final Object file;
    private final OutputStream out;

    FaultStream(Object file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Faults.aroundParts("write", file, length, count -> out.write(bytes, offset, count));
    }

    @Override
    public boolean hasCapability(String capability) {
        return StreamCapabilities.HSYNC.equals(capability);
    }

    @Override
    public void hflush() throws IOException {
        out.flush();
    }

    @Override
    public void hsync() throws IOException {
        Faults.around("sync", file, () -> {
            out.flush();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        try (out) {
            Faults.around("close", file, () -> true);
        }
    }
}
