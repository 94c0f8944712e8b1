import * as oauth from 'oauth4webapi';
import { CLIENT_ID, course, REDIRECT_URI, SCOPE } from './course.mjs';

const http = { [oauth.allowInsecureRequests]: true };
const client = { client_id: CLIENT_ID };
const none = oauth.None();

await course(async (issuer) => {
  const url = new URL(issuer);
  const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, http));

  async function verified(response, process) {
    const answer = await process(response);
    await oauth.validateApplicationLevelSignature(server, response, http);
    return {
      id: answer.id_token,
      access: answer.access_token,
      refresh: answer.refresh_token,
      claims: oauth.getValidatedIdTokenClaims(answer),
    };
  }

  return {
    async authorize() {
      const remembered = {
        verifier: oauth.generateRandomCodeVerifier(),
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
      };
      const request = new URL(server.authorization_endpoint);
      request.search = new URLSearchParams({
        response_type: 'code',
        client_id: CLIENT_ID,
        redirect_uri: REDIRECT_URI,
        scope: SCOPE,
        code_challenge: await oauth.calculatePKCECodeChallenge(remembered.verifier),
        code_challenge_method: 'S256',
        state: remembered.state,
        nonce: remembered.nonce,
      });
      return { url: request, remembered };
    },
    async redeem(callback, { verifier, state, nonce }) {
      const parameters = oauth.validateAuthResponse(server, client, callback, state);
      const response = await oauth.authorizationCodeGrantRequest(server, client, none, parameters, REDIRECT_URI, verifier, http);
      return verified(response, (answer) => oauth.processAuthorizationCodeResponse(server, client, answer, {
        expectedNonce: nonce, requireIdToken: true,
      }));
    },
    async refresh(tokens) {
      const response = await oauth.refreshTokenGrantRequest(server, client, none, tokens.refresh, http);
      return verified(response, (answer) => oauth.processRefreshTokenResponse(server, client, answer));
    },
    async userinfo(tokens) {
      const response = await oauth.userInfoRequest(server, client, tokens.access, http);
      return oauth.processUserInfoResponse(server, client, tokens.claims.sub, response);
    },
    endSession(tokens) {
      const request = new URL(server.end_session_endpoint);
      request.search = new URLSearchParams({ post_logout_redirect_uri: REDIRECT_URI, id_token_hint: tokens.id });
      return request;
    },
  };
});
