import * as oidc from 'openid-client';
import { CLIENT_ID, course, REDIRECT_URI, SCOPE } from './course.mjs';

await course(async (issuer) => {
  const config = await oidc.discovery(new URL(issuer), CLIENT_ID, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  });
  const verified = (answer) => ({
    id: answer.id_token, access: answer.access_token, refresh: answer.refresh_token, claims: answer.claims(),
  });
  return {
    async authorize() {
      const remembered = {
        pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
        expectedState: oidc.randomState(),
        expectedNonce: oidc.randomNonce(),
        idTokenExpected: true,
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: REDIRECT_URI,
        scope: SCOPE,
        code_challenge: await oidc.calculatePKCECodeChallenge(remembered.pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: remembered.expectedState,
        nonce: remembered.expectedNonce,
      });
      return { url, remembered };
    },
    redeem: async (callback, remembered) => verified(await oidc.authorizationCodeGrant(config, callback, remembered)),
    refresh: async (tokens) => verified(await oidc.refreshTokenGrant(config, tokens.refresh)),
    userinfo: (tokens) => oidc.fetchUserInfo(config, tokens.access, tokens.claims.sub),
    endSession: (tokens) => oidc.buildEndSessionUrl(config, {
      post_logout_redirect_uri: REDIRECT_URI, id_token_hint: tokens.id,
    }),
  };
});
