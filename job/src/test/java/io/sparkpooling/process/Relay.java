package io.sparkpooling.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Someone on the wire who reads along: listens at a port of {@link #HERE}, passes every byte on to the same port of the other loopback
 * address and back, and remembers all of them. A Spark driver that binds there and says that it is here is spoken to through it.
 */
final class Relay implements AutoCloseable {
    /** Where it listens. */
    static final String HERE = "127.0.0.2";

    private static final String THERE = "127.0.0.1";

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();

    private Relay(ServerSocket server) {
        this.server = server;
    }

    /** At a port that is free at both addresses. */
    static Relay start() throws IOException {
        ServerSocket here = new ServerSocket(0, 50, InetAddress.getByName(HERE));
        new ServerSocket(here.getLocalPort(), 1, InetAddress.getByName(THERE)).close();
        Relay relay = new Relay(here);
        daemon(relay::accept);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The number of bytes that it has passed on. */
    long bytes() {
        return heard.stream().mapToLong(ByteArrayOutputStream::size).sum();
    }

    /** Whether a text went by as it is, in one connection and one direction. */
    boolean heard(String text) {
        return heard.stream()
                .anyMatch(bytes -> bytes.toString(StandardCharsets.ISO_8859_1).contains(text));
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            Socket far = new Socket();
            sockets.addAll(List.of(near, far));
            far.connect(new InetSocketAddress(THERE, port()));
            daemon(() -> pass(near, far));
            daemon(() -> pass(far, near));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        heard.add(memory);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                memory.write(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends with its connection: one that was closed by either side is no failure. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
