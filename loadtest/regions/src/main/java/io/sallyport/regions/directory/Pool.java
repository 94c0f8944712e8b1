package io.sallyport.regions.directory;

/**
 * The user pool that both regions serve.
 *
 * @param id for example {@code us-west-2_demo}
 * @param primary the name of the region that writes
 * @param replica the name of the region that follows
 */
public record Pool(String id, String primary, String replica) {

    /** The part of the identifier after the underscore. */
    public String name() {
        return id.substring(id.indexOf('_') + 1);
    }

    /** The pool's resource name in {@code region}; the account is nobody's. */
    public String arn(String region) {
        return "arn:aws:cognito-idp:%s:000000000000:userpool/%s".formatted(region, id);
    }
}
