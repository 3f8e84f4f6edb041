package io.sparkpooling.job.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request: its method, the {@code bucket/key} that it names, its parameters and its bytes.
 *
 * @param name ends in a slash where a bucket alone is named
 */
record S3Request(String method, String name, Map<String, String> parameters, HttpExchange exchange, byte[] content) {

    static S3Request of(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        return new S3Request(
                exchange.getRequestMethod(),
                name.contains("/") ? name : name + "/",
                parameters(Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .orElse("")),
                exchange,
                content(exchange));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** The SDK may wrap the bytes in signed chunks, each behind a line with its length. */
    private static byte[] content(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length")) {
            return sent;
        }
        ByteArrayInputStream in = new ByteArrayInputStream(sent);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int length = chunkLength(in); length > 0; length = chunkLength(in)) {
            content.writeBytes(in.readNBytes(length));
            in.skipNBytes(2);
        }
        return content.toByteArray();
    }

    private static int chunkLength(ByteArrayInputStream in) {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return Integer.parseInt(line.toString().strip().split(";")[0], 16);
    }

    Optional<String> header(String header) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(header));
    }

    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }

    boolean isOfBucket() {
        return name.indexOf('/') == name.length() - 1;
    }
}
