package io.sallyport.serving.replay;

/** The AWS SDK for Java, which is not part of the gateway's jar: whoever needs it puts it beside. */
public final class AwsSdk {

    private static final String PROBE =
            "software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient";

    private AwsSdk() {}

    /** Whether it is on the class path. Without it {@link CognitoAdministrator} must not be touched. */
    public static boolean isThere() {
        return isThere(AwsSdk.class.getClassLoader());
    }

    static boolean isThere(ClassLoader loader) {
        try {
            Class.forName(PROBE, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
