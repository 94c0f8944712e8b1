package io.sallyport.regions.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.regions.directory.Directory;
import io.sallyport.regions.directory.Group;
import io.sallyport.regions.directory.Pool;
import io.sallyport.regions.directory.ReplicaStatus;
import io.sallyport.regions.directory.User;
import io.sallyport.regions.signin.ReplicaLife;
import io.sallyport.regions.token.Sessions;

/**
 * What administrators do in either region: look at the pool, its users, groups and replicas, sign a user out, activate
 * the replica. Signatures of AWS credentials are not checked: whoever reaches the port is an administrator.
 */
final class PoolOperations {

    private static final int MOST = 60;

    private final Directory directory;
    private final Sessions sessions;
    private final ReplicaLife life;

    PoolOperations(Directory directory, Sessions sessions, ReplicaLife life) {
        this.directory = directory;
        this.sessions = sessions;
        this.life = life;
    }

    ObjectNode describeUserPool(Input input) throws CognitoException {
        Pool pool = pool(input);
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        answer.putObject("UserPool")
                .put("Id", pool.id())
                .put("Name", pool.name())
                .put("Arn", pool.arn(pool.primary()))
                .put("EstimatedNumberOfUsers", directory.userCount());
        return answer;
    }

    ObjectNode adminGetUser(Input input) throws CognitoException {
        User user = user(input);
        ObjectNode answer = described(user, CognitoError.JSON.createObjectNode());
        SignedInOperations.attributes(user, answer.putArray("UserAttributes"));
        return answer;
    }

    ObjectNode listUsers(Input input) throws CognitoException {
        pool(input);
        int limit = Math.max(0, Math.min(MOST, input.number("Limit", MOST)));
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        ArrayNode users = answer.putArray("Users");
        for (User user : directory.users(limit)) {
            SignedInOperations.attributes(
                    user, described(user, users.addObject()).putArray("Attributes"));
        }
        return answer;
    }

    ObjectNode listGroups(Input input) throws CognitoException {
        pool(input);
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        ArrayNode groups = answer.putArray("Groups");
        directory.groups().forEach(group -> described(group, groups.addObject()));
        return answer;
    }

    ObjectNode getGroup(Input input) throws CognitoException {
        pool(input);
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        described(group(input), answer.putObject("Group"));
        return answer;
    }

    ObjectNode adminListGroupsForUser(Input input) throws CognitoException {
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        ArrayNode groups = answer.putArray("Groups");
        user(input).groups().stream()
                .sorted()
                .flatMap(name -> directory.group(name).stream())
                .forEach(group -> described(group, groups.addObject()));
        return answer;
    }

    ObjectNode adminUserGlobalSignOut(Input input) throws CognitoException {
        sessions.signOutEverywhere(user(input).sub());
        return CognitoError.JSON.createObjectNode();
    }

    ObjectNode listUserPoolReplicas(Input input) throws CognitoException {
        Pool pool = pool(input);
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        ArrayNode replicas = answer.putArray("UserPoolReplicas");
        replica(pool, pool.primary(), replicas.addObject());
        replica(pool, pool.replica(), replicas.addObject());
        return answer;
    }

    ObjectNode updateUserPoolReplica(Input input) throws CognitoException {
        Pool pool = pool(input);
        if (!input.required("RegionName").equals(pool.replica())) {
            throw new CognitoException("ResourceNotFoundException", "The pool has no replica in that region.");
        }
        life.set(
                switch (input.required("Status")) {
                    case "ACTIVE" -> ReplicaStatus.ACTIVE;
                    case "INACTIVE" -> ReplicaStatus.INACTIVE;
                    default -> throw CognitoException.invalidParameter("Status is one of ACTIVE, INACTIVE");
                });
        ObjectNode answer = CognitoError.JSON.createObjectNode();
        replica(pool, pool.replica(), answer.putObject("UserPoolReplica"));
        return answer;
    }

    /** The pool, if the request names it. */
    Pool pool(Input input) throws CognitoException {
        Pool pool = life.pool();
        if (!input.required("UserPoolId").equals(pool.id())) {
            throw new CognitoException("ResourceNotFoundException", "That user pool does not exist.");
        }
        return pool;
    }

    /** The user that an administrator's request names: by the name, or as the service has it by the subject. */
    User user(Input input) throws CognitoException {
        pool(input);
        String named = input.required("Username");
        return directory
                .userByName(named)
                .or(() -> directory.user(named))
                .orElseThrow(() -> new CognitoException("UserNotFoundException", "User does not exist."));
    }

    /** The group that a request names. */
    Group group(Input input) throws CognitoException {
        return directory
                .group(input.required("GroupName"))
                .orElseThrow(() -> new CognitoException("ResourceNotFoundException", "Group not found."));
    }

    private void replica(Pool pool, String region, ObjectNode into) {
        boolean primary = region.equals(pool.primary());
        into.put("RegionName", region)
                .put("Role", primary ? "PRIMARY" : "SECONDARY")
                .put("Status", primary ? "ACTIVE" : life.status().name())
                .put("UserPoolArn", pool.arn(region));
    }

    private static ObjectNode described(User user, ObjectNode into) {
        return into.put("Username", user.username())
                .put("Enabled", user.enabled())
                .put("UserStatus", user.confirmed() ? "CONFIRMED" : "UNCONFIRMED");
    }

    ObjectNode described(Group group, ObjectNode into) {
        return into.put("GroupName", group.name())
                .put("Description", group.description())
                .put("UserPoolId", life.pool().id());
    }
}
