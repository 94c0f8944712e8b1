package io.sallyport.regions.signin;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.User;
import java.time.InstantSource;
import java.util.Optional;

/** Checks what users type. Slow by design: call it on a worker. */
public final class Credentials {

    private final Directory directory;
    private final Passwords passwords;
    private final boolean totpOffered;
    private final Totp totp;
    private final Lockout lockout;

    /** A region that offers TOTP (a primary), or not (a replica). */
    public Credentials(Directory directory, Passwords passwords, InstantSource clock, boolean totpOffered) {
        this.directory = directory;
        this.passwords = passwords;
        this.totpOffered = totpOffered;
        this.totp = new Totp(clock);
        this.lockout = new Lockout(clock);
    }

    /** Checks a name and a password. */
    public SignInResult signIn(String username, String password) {
        if (lockout.isLocked(username)) {
            return new SignInResult.Locked();
        }
        Optional<User> user = directory.userByName(username).filter(known -> !known.passwordHash()
                .isEmpty());
        boolean right = user.isPresent()
                ? passwords.matches(password, user.get().passwordHash())
                : passwords.checkInVain(password);
        return judged(username, user.filter(known -> right));
    }

    /** Begins a proof by SRP; empty if that user has none, or is locked out. */
    public Optional<Srp.Exchange> beginSrp(String username, String clientPublic) {
        return lockout.isLocked(username)
                ? Optional.empty()
                : directory.userByName(username).flatMap(user -> beginSrp(user, clientPublic));
    }

    private Optional<Srp.Exchange> beginSrp(User user, String clientPublic) {
        return user.srp() == null ? Optional.empty() : passwords.srp().begin(user.username(), clientPublic, user.srp());
    }

    /** Ends a proof by SRP. */
    public SignInResult endSrp(Srp.Exchange exchange, String secretBlock, String timestamp, String signature) {
        boolean right = passwords.srp().proves(exchange, secretBlock, timestamp, signature);
        return judged(
                exchange.username(), directory.userByName(exchange.username()).filter(known -> right));
    }

    /** Checks a one-time code; each is good once. */
    public boolean isTotpValid(User user, String code) {
        String secret = user.totpSecret();
        return totpOffered && secret != null && totp.accept(user.sub(), secret, code);
    }

    private SignInResult judged(String username, Optional<User> proven) {
        if (proven.isEmpty()) {
            lockout.failed(username);
            return new SignInResult.Rejected();
        }
        lockout.succeeded(username);
        return afterPassword(proven.get());
    }

    private SignInResult afterPassword(User user) {
        if (!user.enabled()) {
            return new SignInResult.Disabled();
        }
        if (!user.confirmed()) {
            return new SignInResult.Unconfirmed(user);
        }
        if (user.totpSecret() == null) {
            return new SignInResult.Accepted(user);
        }
        return totpOffered ? new SignInResult.TotpRequired(user) : new SignInResult.TotpUnavailable();
    }
}
