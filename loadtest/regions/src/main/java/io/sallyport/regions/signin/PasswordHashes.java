package io.sallyport.regions.signin;

import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;

/** Hashes and checks passwords with bcrypt. Slow by design: call it on a worker. */
public final class PasswordHashes {

    private final BcryptFunction bcrypt;
    private final String nobodysHash;

    /**
     * New hashes take 2^{@code cost} rounds.
     *
     * @param cost 4 to 31; 10 takes about a twentieth of a second here
     */
    public PasswordHashes(int cost) {
        this.bcrypt = BcryptFunction.getInstance(Bcrypt.B, cost);
        this.nobodysHash = hash("nobody has this password");
    }

    /** A new salted hash. */
    public String hash(String password) {
        return Password.hash(password).with(bcrypt).getResult();
    }

    /** Whether {@code hash} was made from {@code password}. */
    public boolean matches(String password, String hash) {
        return Password.check(password, hash).with(BcryptFunction.getInstanceFromHash(hash));
    }

    /** Takes as long as a check, so that an unknown name cannot be told by the time that the answer took. */
    void checkInVain(String password) {
        Password.check(password, nobodysHash).with(bcrypt);
    }
}
