package io.sallyport.regions.signin;

import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.User;
import java.time.InstantSource;

/** Checks what users type. Slow by design: call it on a worker. */
public final class Credentials {

    private final Directory directory;
    private final PasswordHashes hashes;
    private final boolean totpOffered;
    private final Totp totp;

    /** A region that offers TOTP (a primary), or not (a replica). */
    public Credentials(Directory directory, PasswordHashes hashes, InstantSource clock, boolean totpOffered) {
        this.directory = directory;
        this.hashes = hashes;
        this.totpOffered = totpOffered;
        this.totp = new Totp(clock);
    }

    /** Checks a name and a password. */
    public SignInResult signIn(String username, String password) {
        return directory
                .userByName(username)
                .filter(user -> hashes.matches(password, user.passwordHash()))
                .map(this::afterPassword)
                .orElseGet(() -> rejected(username, password));
    }

    /** Checks a one-time code; each is good once. */
    public boolean isTotpValid(User user, String code) {
        String secret = user.totpSecret();
        return totpOffered && secret != null && totp.accept(user.sub(), secret, code);
    }

    private SignInResult afterPassword(User user) {
        if (!user.confirmed()) {
            return new SignInResult.Unconfirmed(user);
        }
        if (user.totpSecret() == null) {
            return new SignInResult.Accepted(user);
        }
        return totpOffered ? new SignInResult.TotpRequired(user) : new SignInResult.TotpUnavailable();
    }

    private SignInResult rejected(String username, String password) {
        if (directory.userByName(username).isEmpty()) {
            hashes.checkInVain(password);
        }
        return new SignInResult.Rejected();
    }
}
