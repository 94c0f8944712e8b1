package io.sallyport.regions.signin;

import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;
import io.sallyport.regions.directory.User;

/** Hashes and checks passwords with bcrypt, and prepares them for SRP. Slow by design: call it on a worker. */
public final class Passwords {

    private final BcryptFunction bcrypt;
    private final Srp srp;
    private final String nobodysHash;

    /**
     * New hashes take 2^{@code cost} rounds.
     *
     * @param cost 4 to 31; 10 takes about a twentieth of a second here
     */
    public Passwords(int cost, Srp srp) {
        this.bcrypt = BcryptFunction.getInstance(Bcrypt.B, cost);
        this.srp = srp;
        this.nobodysHash = hash("nobody has this password");
    }

    /** What the pool keeps of a user's password. */
    public User.Password keep(String username, String password) {
        return new User.Password(hash(password), srp.verifier(username, password));
    }

    /** As {@link #keep}, in a fraction of the time; the user cannot sign in by SRP until the password changes. */
    public User.Password keepWithoutSrp(String password) {
        return new User.Password(hash(password), null);
    }

    Srp srp() {
        return srp;
    }

    private String hash(String password) {
        return Password.hash(password).with(bcrypt).getResult();
    }

    /** Whether {@code hash} was made from {@code password}. */
    public boolean matches(String password, String hash) {
        return Password.check(password, hash).with(BcryptFunction.getInstanceFromHash(hash));
    }

    /** False, in the time of a check, so that an unknown name cannot be told by the time that the answer took. */
    boolean checkInVain(String password) {
        return Password.check(password, nobodysHash).with(bcrypt) && nobodysHash.isEmpty();
    }
}
