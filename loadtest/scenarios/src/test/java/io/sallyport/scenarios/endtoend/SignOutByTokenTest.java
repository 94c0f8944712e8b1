package io.sallyport.scenarios.endtoend;

/** The gateway has no credential of its own: the token that asked for the sign-out asks for it again. */
class SignOutByTokenTest extends SignOutStory {

    SignOutByTokenTest() {
        super(new RunningDemo());
    }

    @Override
    String replay() {
        return "GlobalSignOut";
    }
}
