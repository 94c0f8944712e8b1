// A client of few lines, for libraries that verify tokens and do nothing else.

import { createHash, randomBytes } from 'node:crypto';
import { CLIENT_ID, REDIRECT_URI, SCOPE } from './course.mjs';

const random = () => randomBytes(32).toString('base64url');

/**
 * Makes it.
 *
 * @param library given discovery's document, gives `idToken` and `accessToken`: functions that verify a token and give its claims
 */
export async function relyingParty(issuer, library) {
  const discovery = await json(await fetch(`${issuer}/.well-known/openid-configuration`));
  const { idToken, accessToken } = await library(discovery);

  async function tokens(form) {
    const body = new URLSearchParams({ client_id: CLIENT_ID, ...form });
    const answer = await json(await fetch(discovery.token_endpoint, { method: 'POST', body }));
    const claims = await idToken(answer.id_token);
    const access = await accessToken(answer.access_token);
    if (access.sub !== claims.sub || access.client_id !== CLIENT_ID) {
      throw new Error('the access token is for another');
    }
    return { id: answer.id_token, access: answer.access_token, refresh: answer.refresh_token, claims };
  }

  return {
    authorize() {
      const remembered = { verifier: random(), state: random(), nonce: random() };
      const url = new URL(discovery.authorization_endpoint);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: CLIENT_ID,
        redirect_uri: REDIRECT_URI,
        scope: SCOPE,
        code_challenge: createHash('sha256').update(remembered.verifier).digest('base64url'),
        code_challenge_method: 'S256',
        state: remembered.state,
        nonce: remembered.nonce,
      });
      return { url, remembered };
    },
    async redeem(callback, { verifier, state, nonce }) {
      const answer = callback.searchParams;
      if (answer.get('state') !== state || answer.get('iss') !== issuer) {
        throw new Error(`not the answer to this request: ${[...answer.keys()]}`);
      }
      const verified = await tokens({
        grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: REDIRECT_URI, code_verifier: verifier,
      });
      if (verified.claims.nonce !== nonce) {
        throw new Error('the ID token is of another login');
      }
      return verified;
    },
    refresh: ({ refresh }) => tokens({ grant_type: 'refresh_token', refresh_token: refresh }),
    userinfo: async ({ access }) =>
      json(await fetch(discovery.userinfo_endpoint, { headers: { authorization: `Bearer ${access}` } })),
    endSession(tokens) {
      const url = new URL(discovery.end_session_endpoint);
      url.search = new URLSearchParams({ post_logout_redirect_uri: REDIRECT_URI, id_token_hint: tokens.id });
      return url;
    },
  };
}

async function json(response) {
  const body = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(`${response.status} ${JSON.stringify(body)}`), { error: body.error });
  }
  return body;
}
