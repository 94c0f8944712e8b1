package io.sallyport.regions.signin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The messages that users would find in their mailbox; the control port shows them. Keeps the latest ones only. */
public final class Outbox {

    private static final int KEPT = 1_000;

    private final Deque<Message> messages = new ArrayDeque<>();

    /** A message to {@code username}: what it is for and the code in it. */
    public record Message(String username, String purpose, String code) {}

    synchronized void send(Message message) {
        if (messages.size() == KEPT) {
            messages.removeFirst();
        }
        messages.addLast(message);
    }

    /** What was sent, oldest first. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }
}
