package io.sallyport.regions.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent.AttributesSet;
import io.sallyport.regions.directory.DirectoryEvent.PasswordSet;
import io.sallyport.regions.directory.DirectoryEvent.UserAdded;
import io.sallyport.regions.directory.DirectoryEvent.UserConfirmed;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.Outbox.Message;
import io.sallyport.regions.token.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Everything that changes a user by their own hand. Only a primary has one. Slow by design: call it on a worker. */
public final class Registration {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");
    private static final int PASSWORD_MIN = 8;
    private static final int PASSWORD_MAX_BYTES = 72;
    private static final String SIGN_UP = "sign-up";
    private static final String FORGOT = "forgot-password";

    private final Directory directory;
    private final Recorder recorder;
    private final Passwords passwords;
    private final Outbox outbox;
    private final Cache<String, String> codes =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).build();

    /** Records what it changes in {@code recorder}, and sends codes to {@code outbox}. */
    public Registration(Directory directory, Recorder recorder, Passwords passwords, Outbox outbox) {
        this.directory = directory;
        this.recorder = recorder;
        this.passwords = passwords;
        this.outbox = outbox;
    }

    /** Adds an unconfirmed user and sends a confirmation code. */
    public synchronized RegistrationResult signUp(String username, String password, Map<String, String> attributes) {
        if (!NAME.matcher(username).matches()) {
            return new RegistrationResult.Invalid("The username is not valid.");
        }
        Optional<RegistrationResult> weak = weakness(password);
        if (weak.isPresent()) {
            return weak.get();
        }
        if (directory.userByName(username).isPresent()) {
            return new RegistrationResult.NameTaken();
        }
        User user = new User(
                UUID.randomUUID().toString(), username, passwords.keep(username, password), attributes, null, false);
        recorder.record(new UserAdded(user));
        send(user, SIGN_UP);
        return new RegistrationResult.Done(user);
    }

    /** Adds a user whom another provider sent for the first time: confirmed, and without a password here. */
    public synchronized User arrived(String username, Map<String, String> attributes) {
        return directory.userByName(username).orElseGet(() -> {
            User user = new User(
                    UUID.randomUUID().toString(), username, new User.Password("", null), attributes, null, true);
            recorder.record(new UserAdded(user));
            return user;
        });
    }

    /** Confirms the user to whom {@code code} was sent. */
    public RegistrationResult confirmSignUp(String username, String code) {
        Optional<User> user = directory.userByName(username);
        if (user.map(User::confirmed).orElse(false)) {
            return new RegistrationResult.AlreadyConfirmed();
        }
        if (user.isEmpty() || !consume(user.get(), SIGN_UP, code)) {
            return new RegistrationResult.WrongCode();
        }
        recorder.record(new UserConfirmed(user.get().sub()));
        return new RegistrationResult.Done(user.get());
    }

    /** Sends a reset code; nobody learns whether there is such a user. */
    public void forgotPassword(String username) {
        directory
                .userByName(username)
                .filter(User::confirmed)
                .filter(user -> !user.passwordHash().isEmpty())
                .ifPresent(user -> send(user, FORGOT));
    }

    /** Sets a new password for the user to whom {@code code} was sent. */
    public RegistrationResult confirmForgotPassword(String username, String code, String password) {
        Optional<RegistrationResult> weak = weakness(password);
        if (weak.isPresent()) {
            return weak.get();
        }
        Optional<User> user = directory.userByName(username).filter(known -> consume(known, FORGOT, code));
        user.ifPresent(
                known -> recorder.record(new PasswordSet(known.sub(), passwords.keep(known.username(), password))));
        return user.<RegistrationResult>map(RegistrationResult.Done::new).orElseGet(RegistrationResult.WrongCode::new);
    }

    /** Replaces a password that the user knows. */
    public RegistrationResult changePassword(User user, String previous, String proposed) {
        Optional<RegistrationResult> weak = weakness(proposed);
        if (weak.isPresent()) {
            return weak.get();
        }
        if (user.passwordHash().isEmpty() || !passwords.matches(previous, user.passwordHash())) {
            return new RegistrationResult.WrongPassword();
        }
        recorder.record(new PasswordSet(user.sub(), passwords.keep(user.username(), proposed)));
        return new RegistrationResult.Done(user);
    }

    /** Changes some of a user's attributes; an address that changed has to be verified anew. */
    public RegistrationResult updateAttributes(User user, Map<String, String> changes) {
        if (changes.containsKey("sub") || changes.containsKey("email_verified")) {
            return new RegistrationResult.Invalid("Cannot modify an immutable attribute");
        }
        Map<String, String> attributes = new HashMap<>(user.attributes());
        attributes.putAll(changes);
        if (changes.containsKey("email")) {
            attributes.put("email_verified", "false");
        }
        recorder.record(new AttributesSet(user.sub(), attributes));
        return new RegistrationResult.Done(user);
    }

    private void send(User user, String purpose) {
        String code = Secrets.digits();
        codes.put(purpose + ' ' + user.sub(), code);
        outbox.send(new Message(user.username(), purpose, code));
    }

    private boolean consume(User user, String purpose, String code) {
        String key = purpose + ' ' + user.sub();
        String sent = codes.getIfPresent(key);
        return sent != null && Secrets.same(sent, code) && codes.asMap().remove(key, sent);
    }

    private static Optional<RegistrationResult> weakness(String password) {
        if (password.length() < PASSWORD_MIN) {
            return Optional.of(new RegistrationResult.WeakPassword("Password not long enough"));
        }
        // bcrypt reads no more, so a longer one would be weaker than it looks.
        if (password.getBytes(StandardCharsets.UTF_8).length > PASSWORD_MAX_BYTES) {
            return Optional.of(new RegistrationResult.WeakPassword("Password too long"));
        }
        return Optional.empty();
    }
}
