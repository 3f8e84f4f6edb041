package io.sparkpooling.job;

/** The text of an exception for a user. */
final class Messages {
    private Messages() {}

    /** Its message; with the type's name before it where the message alone, often just a path, would say nothing. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName().replaceAll("Exception$", "");
        return message == null ? kind : message.contains(" ") ? message : kind + ": " + message;
    }
}
