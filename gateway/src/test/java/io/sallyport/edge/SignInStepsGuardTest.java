package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sign-ins of several steps, in which a client may name another account than that which it tries. */
class SignInStepsGuardTest extends BeforeGuard {

    private static final String SRP =
            "{'AuthFlow':'USER_SRP_AUTH','ClientId':'app','AuthParameters':{'USERNAME':'%name','SRP_A':'a'}}";
    private static final String PROOF = "{'ChallengeName':'PASSWORD_VERIFIER','ClientId':'app','ChallengeResponses':"
            + "{'USERNAME':'%name','PASSWORD_CLAIM_SECRET_BLOCK':'%block','PASSWORD_CLAIM_SIGNATURE':'s'}}";

    /** A region that never looks at the name in a proof. */
    private void srp() {
        edge.west.script(call -> {
            if (call.head().contains("InitiateAuth")) {
                call.answer(
                        200,
                        JSON,
                        "{\"ChallengeName\":\"PASSWORD_VERIFIER\",\"ChallengeParameters\":{\"SECRET_BLOCK\":\"block-"
                                + edge.west.calls().size() + "\"}}");
            } else if (call.body().contains("right")) {
                call.answer(200, JSON, TOKENS);
            } else {
                call.answer(400, JSON + "x-amzn-ErrorType: NotAuthorizedException\r\n", WRONG);
            }
        });
    }

    private String prove(String begunAs, String claimedAs, String signature) {
        String begun = call(ATTACKER, "InitiateAuth", SRP.replace("%name", begunAs));
        if (begun.startsWith("HTTP/1.1 400")) {
            return begun;
        }
        int block = begun.indexOf("block-");
        return call(
                ATTACKER,
                "RespondToAuthChallenge",
                PROOF.replace("%name", claimedAs)
                        .replace("%block", begun.substring(block, begun.indexOf('"', block)))
                        .replace("'s'", "'" + signature + "'"));
    }

    @Test
    void aProofIsTheAccountsOfWhomItWasBegunWhomeverItNames() {
        srp();
        for (int i = 0; i < 5; i++) {
            assertThat(prove("alice", "made-up-" + i, "wrong")).contains("Incorrect username or password.");
        }

        assertNeutral(prove("alice", "made-up", "wrong"));
        assertNeutral(guess(ATTACKER, "alice"));
    }

    @Test
    void aSuccessOfOnesOwnForgivesNoFailuresAtAnother() {
        srp();
        for (int i = 0; i < 4; i++) {
            prove("alice", "alice", "wrong");
        }
        assertThat(prove("mallory", "alice", "right")).startsWith("HTTP/1.1 200 ");
        assertThat(call(
                        ATTACKER,
                        "RespondToAuthChallenge",
                        PROOF.replace("%name", "alice").replace("'s'", "'right'")))
                .startsWith("HTTP/1.1 200 ");

        assertThat(prove("alice", "alice", "wrong")).contains("Incorrect username or password.");

        assertNeutral(prove("alice", "alice", "wrong"));
    }

    @Test
    void aSuccessBySrpForgives() {
        srp();
        for (int i = 0; i < 4; i++) {
            prove("alice", "alice", "wrong");
        }
        prove("alice", "internal-id", "right");
        for (int i = 0; i < 4; i++) {
            prove("alice", "alice", "wrong");
        }

        assertThat(prove("alice", "alice", "right")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aChallengeBeyondThePasswordForgivesNothingAndItsWrongCodesCount() {
        edge.west.script(call -> {
            if (call.head().contains("InitiateAuth")) {
                call.answer(200, JSON, "{\"ChallengeName\":\"SOFTWARE_TOKEN_MFA\",\"Session\":\"session\"}");
            } else {
                call.answer(400, JSON + "x-amzn-ErrorType: CodeMismatchException\r\n", "{}");
            }
        });
        for (int i = 0; i < 5; i++) {
            String begun = guess(ATTACKER, "alice");
            int session = begun.indexOf("Session\":\"") + 10;
            call(
                    ATTACKER,
                    "RespondToAuthChallenge",
                    "{'ChallengeName':'SOFTWARE_TOKEN_MFA','ClientId':'app','Session':'"
                            + begun.substring(session, begun.indexOf('"', session))
                            + "','ChallengeResponses':{'USERNAME':'somebody','SOFTWARE_TOKEN_MFA_CODE':'0'}}");
        }

        assertNeutral(guess(ATTACKER, "alice"));
    }
}
