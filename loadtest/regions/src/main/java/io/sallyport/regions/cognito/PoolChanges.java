package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.DirectoryEvent;
import io.sallyport.regions.directory.DirectoryEvent.ClientRegistered;
import io.sallyport.regions.directory.DirectoryEvent.GroupCreated;
import io.sallyport.regions.directory.DirectoryEvent.GroupMembershipSet;
import io.sallyport.regions.directory.DirectoryEvent.UserEnabledSet;
import io.sallyport.regions.directory.Group;
import io.sallyport.regions.directory.Recorder;
import io.sallyport.regions.directory.RegisteredClient;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.token.Secrets;
import io.sallyport.regions.token.Sessions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What administrators change: users' state, groups, clients. On a primary only. */
final class PoolChanges {

    private static final String ALLOW = "ALLOW_";

    private final PoolOperations pool;
    private final Directory directory;
    private final Recorder recorder;
    private final Sessions sessions;

    PoolChanges(PoolOperations pool, Directory directory, Recorder recorder, Sessions sessions) {
        this.pool = pool;
        this.directory = directory;
        this.recorder = recorder;
        this.sessions = sessions;
    }

    ObjectNode adminDisableUser(Input input) throws CognitoException {
        User user = pool.user(input);
        recorder.record(new UserEnabledSet(user.sub(), false));
        sessions.signOutEverywhere(user.sub());
        return CognitoError.JSON.createObjectNode();
    }

    ObjectNode adminEnableUser(Input input) throws CognitoException {
        return done(new UserEnabledSet(pool.user(input).sub(), true));
    }

    ObjectNode createGroup(Input input) throws CognitoException {
        pool.pool(input);
        String name = input.required("GroupName");
        if (directory.group(name).isPresent()) {
            throw new CognitoException("GroupExistsException", "A group with the name already exists.");
        }
        Group group = new Group(name, input.optional("Description").orElse(""));
        ObjectNode answer = done(new GroupCreated(group));
        pool.described(group, answer.putObject("Group"));
        return answer;
    }

    ObjectNode adminAddUserToGroup(Input input) throws CognitoException {
        return membership(input, true);
    }

    ObjectNode adminRemoveUserFromGroup(Input input) throws CognitoException {
        return membership(input, false);
    }

    private ObjectNode membership(Input input, boolean member) throws CognitoException {
        User user = pool.user(input);
        return done(new GroupMembershipSet(user.sub(), pool.group(input).name(), member));
    }

    ObjectNode createUserPoolClient(Input input) throws CognitoException {
        String poolId = pool.pool(input).id();
        String name = input.required("ClientName");
        String secret = input.isTrue("GenerateSecret") ? Secrets.random() : null;
        RegisteredClient client = new RegisteredClient(
                Secrets.random().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "0"),
                secret,
                input.strings("CallbackURLs"),
                input.strings("LogoutURLs"),
                Set.copyOf(input.strings("AllowedOAuthScopes")),
                grants(input.strings("AllowedOAuthFlows")),
                flows(input.strings("ExplicitAuthFlows")),
                "ENABLED"
                        .equals(input.inner("RefreshTokenRotation")
                                .optional("Feature")
                                .orElse("")));
        ObjectNode answer = done(new ClientRegistered(client));
        ObjectNode told = answer.putObject("UserPoolClient")
                .put("UserPoolId", poolId)
                .put("ClientName", name)
                .put("ClientId", client.id());
        if (secret != null) {
            told.put("ClientSecret", secret);
        }
        return answer;
    }

    private static Set<String> grants(List<String> flows) {
        Set<String> grants = new HashSet<>(flows);
        if (grants.remove("code")) {
            grants.addAll(Set.of("authorization_code", "refresh_token"));
        }
        return grants;
    }

    private static Set<String> flows(List<String> explicit) {
        return explicit.stream()
                .map(flow -> flow.startsWith(ALLOW) ? flow.substring(ALLOW.length()) : flow)
                .collect(Collectors.toUnmodifiableSet());
    }

    private ObjectNode done(DirectoryEvent event) {
        recorder.record(event);
        return CognitoError.JSON.createObjectNode();
    }
}
