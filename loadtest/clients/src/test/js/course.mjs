// What each client is put through: alice signs in; perhaps a region dies; her tokens are refreshed and used, she signs in at
// another browser, and signs out. Prints one line of JSON.
//
// node <client>.mjs <issuer> [--access-issuer=<issuer>]... [--fault=<fault> --primary=<control URL> --replica=<control URL>]

import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Browser } from './browser.mjs';

export const CLIENT_ID = 'demo-web';
export const SCOPE = 'openid profile email';

// Nobody listens there: a redirect to it is looked at, not followed.
export const REDIRECT_URI = 'http://127.0.0.1:3456/callback';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'access-issuer': { type: 'string', multiple: true, default: [] },
    fault: { type: 'string' },
    primary: { type: 'string' },
    replica: { type: 'string' },
  },
});

/**
 * Runs it.
 *
 * @param connect given the issuer and the issuers of access tokens, makes a client: `authorize()` gives the address to open and
 *     what the client remembers for the way back, `redeem(callback, remembered)` and `refresh(tokens)` give verified tokens
 *     (`id`, `access`, `refresh`, `claims` of the ID token), `userinfo(tokens)` the claims, `endSession(tokens)` the address
 *     to open
 */
export async function course(connect) {
  const [issuer] = positionals;
  const accessIssuers = values['access-issuer'].length ? values['access-issuer'] : [issuer];
  const client = await connect(issuer, accessIssuers);
  const first = await signIn(client, new Browser());
  if (values.fault) {
    await replicated();
    await breakPrimary();
  }
  const refreshed = await client.refresh(first.tokens);
  const browser = new Browser();
  const second = await signIn(client, browser);
  const back = await browser.signOut(await client.endSession(second.tokens), REDIRECT_URI);
  console.log(JSON.stringify({
    signedIn: [await seen(issuer, first), await seen(issuer, second)],
    refreshed: { region: await regionOf(issuer, refreshed), subject: refreshed.claims.sub },
    userinfo: await client.userinfo(refreshed),
    back: back.href,
    afterSignOut: await client.refresh(second.tokens).then(() => 'refreshed', (refused) => refused.error ?? String(refused)),
  }));
}

async function signIn(client, browser) {
  const { url, remembered } = await client.authorize();
  const callback = await browser.signIn(url, REDIRECT_URI, 'alice', 'Wonderland-1');
  return { tokens: await client.redeem(callback, remembered), passwords: browser.passwords };
}

async function seen(issuer, { tokens, passwords }) {
  const { iss, sub, aud, email, at_hash: atHash } = tokens.claims;
  return { iss, sub, aud, email, passwords, region: await regionOf(issuer, tokens), fitsAccessToken: atHash === half(tokens.access) };
}

/** OpenID Connect Core, 3.1.3.6. The clients do not look at it where it is optional. */
function half(token) {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

async function regionOf(issuer, tokens) {
  const answer = await fetch(`${issuer}/-/validate`, { headers: { authorization: `Bearer ${tokens.access}` } });
  return answer.headers.get('x-auth-region');
}

/** Waits until the replica knows what the primary did so far: what it does not know is lost with the primary. */
async function replicated() {
  const records = async (region) => (await (await fetch(`${region}/-/status`)).json()).records;
  const wanted = await records(values.primary);
  while (await records(values.replica) < wanted) {
    await new Promise((later) => setTimeout(later, 5));
  }
}

async function breakPrimary() {
  const answer = await fetch(`${values.primary}/-/fault`, { method: 'POST', body: JSON.stringify({ mode: values.fault }) });
  if (!answer.ok) {
    throw new Error(`no fault: ${answer.status}`);
  }
}
