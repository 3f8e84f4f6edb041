package io.sparkpooling.job.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sparkpooling.job.s3.S3Objects.S3Object;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** An S3 that can be told what becomes of its next requests. */
public final class S3Server implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");

    private final S3Objects objects = new S3Objects();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Weather weather = (method, name) -> Fate.DONE;
    private volatile boolean conditions = true;

    /** What becomes of a request. */
    public enum Fate {
        DONE,
        /** Carried out, and answered as if it were not allowed. */
        ANSWER_LOST,
        /** Not carried out. */
        REFUSED
    }

    /** Decides about each request, by its method and the {@code bucket/key} that it names. */
    public interface Weather {
        Fate of(String method, String name);
    }

    private S3Server(HttpServer server) {
        this.server = server;
    }

    /** Without delay: else each answer of two packets waits 40 ms for the first to be acknowledged. */
    public static S3Server start() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            S3Server server = new S3Server(http);
            http.createContext("/", server::serve);
            http.setExecutor(server.threads);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Makes {@code s3a://} lead here. */
    public void configure(Configuration conf) {
        conf.set("fs.s3a.endpoint", endpoint());
        conf.set("fs.s3a.endpoint.region", "us-east-1");
        conf.set("fs.s3a.path.style.access", "true");
        conf.set("fs.s3a.access.key", "test");
        conf.set("fs.s3a.secret.key", "test");
        conf.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        conf.set("fs.s3a.attempts.maximum", "1");
        conf.set("fs.s3a.retry.limit", "1");
        conf.set("fs.s3a.retry.interval", "1ms");
    }

    /** From now on. */
    public void weather(Weather now) {
        weather = now;
    }

    /** As some stores do that are like S3. */
    public void ignoreConditions() {
        conditions = false;
    }

    public void keepConditions() {
        conditions = true;
    }

    /** The names below {@code bucket/prefix}, without the markers of folders. */
    public List<String> names(String prefix) {
        return objects.startingWith(prefix).keySet().stream()
                .filter(name -> !name.endsWith("/"))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    public byte[] content(String name) {
        return objects.find(name).orElseThrow().content();
    }

    public void put(String name, byte[] content) {
        objects.put(name, content, false);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            S3Request request = S3Request.of(exchange);
            Fate fate = weather.of(request.method(), request.name());
            if (fate == Fate.REFUSED) {
                answer(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
                return;
            }
            Answer answer = answer(request);
            if (fate == Fate.ANSWER_LOST) {
                answer(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
            } else {
                answer.send();
            }
        }
    }

    private interface Answer {
        void send() throws IOException;
    }

    private Answer answer(S3Request request) {
        return switch (request.method()) {
            case "HEAD", "GET" -> request.isOfBucket() ? listing(request) : object(request);
            case "PUT" -> put(request);
            case "POST" -> post(request);
            case "DELETE" -> {
                objects.delete(request.name());
                yield text(request, 204, "");
            }
            default -> text(request, 405, "");
        };
    }

    private static Answer text(S3Request request, int status, String text) {
        return () -> answer(request.exchange(), status, text);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 || status == 204 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer listing(S3Request request) {
        return text(request, 200, S3Listing.of(request, objects));
    }

    private Answer object(S3Request request) {
        Optional<S3Object> found = objects.find(request.name());
        if (found.isEmpty()) {
            boolean head = request.method().equals("HEAD");
            return text(request, 404, head ? "" : "<Error><Code>NoSuchKey</Code></Error>");
        }
        return () -> send(request, found.get());
    }

    private static void send(S3Request request, S3Object object) throws IOException {
        HttpExchange exchange = request.exchange();
        describe(exchange, object);
        if (request.method().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.content().length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        Matcher range = RANGE.matcher(request.header("Range").orElse("bytes=0-"));
        int length = object.content().length;
        int begin = range.matches() ? Math.min(length, Integer.parseInt(range.group(1))) : 0;
        int end = range.group(2).isEmpty() ? length : Math.min(length, Integer.parseInt(range.group(2)) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(begin, end - 1, length));
        exchange.sendResponseHeaders(request.header("Range").isPresent() ? 206 : 200, end == begin ? -1 : end - begin);
        exchange.getResponseBody().write(Arrays.copyOfRange(object.content(), begin, end));
    }

    private static void describe(HttpExchange exchange, S3Object object) {
        exchange.getResponseHeaders().set("ETag", object.etag());
        exchange.getResponseHeaders()
                .set(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                object.modified().atOffset(ZoneOffset.UTC)));
    }

    private Answer put(S3Request request) {
        Optional<String> source = request.header("x-amz-copy-source");
        if (source.isPresent()) {
            String from = source.get().startsWith("/") ? source.get().substring(1) : source.get();
            objects.put(request.name(), content(from), false);
            return text(
                    request,
                    200,
                    "<CopyObjectResult><ETag>%s</ETag></CopyObjectResult>"
                            .formatted(
                                    objects.find(request.name()).orElseThrow().etag()));
        }
        if (request.parameter("uploadId").isPresent()) {
            objects.putPart(
                    request.parameters().get("uploadId"),
                    Integer.parseInt(request.parameters().get("partNumber")),
                    request.content());
            return etag(request, new S3Object(request.content(), java.time.Instant.EPOCH));
        }
        return put(request, request.content(), "");
    }

    /** An object that is put whole, or the last step of an upload: here a condition counts. */
    private Answer put(S3Request request, byte[] content, String text) {
        boolean put = objects.put(
                request.name(),
                content,
                conditions && request.header("If-None-Match").isPresent());
        return put
                ? etag(request, objects.find(request.name()).orElseThrow(), text)
                : text(request, 412, "<Error><Code>PreconditionFailed</Code></Error>");
    }

    private static Answer etag(S3Request request, S3Object object) {
        return etag(request, object, "");
    }

    private static Answer etag(S3Request request, S3Object object, String text) {
        return () -> {
            request.exchange().getResponseHeaders().set("ETag", object.etag());
            answer(request.exchange(), 200, text);
        };
    }

    private Answer post(S3Request request) {
        if (request.parameter("delete").isPresent()) {
            Matcher keys = KEY.matcher(new String(request.content(), StandardCharsets.UTF_8));
            keys.results().forEach(key -> objects.delete(request.name() + key.group(1)));
            return text(request, 200, "<DeleteResult></DeleteResult>");
        }
        if (request.parameter("uploads").isPresent()) {
            return text(
                    request,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
                            .formatted(objects.beginUpload()));
        }
        byte[] joined = objects.joined(request.parameters().get("uploadId"));
        String etag = new S3Object(joined, java.time.Instant.EPOCH).etag();
        return put(
                request,
                joined,
                "<CompleteMultipartUploadResult><ETag>%s</ETag></CompleteMultipartUploadResult>".formatted(etag));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
