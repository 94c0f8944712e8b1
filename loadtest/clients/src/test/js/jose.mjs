import { createRemoteJWKSet, jwtVerify } from 'jose';
import { CLIENT_ID, course } from './course.mjs';
import { relyingParty } from './relying-party.mjs';

await course((issuer, accessIssuers) => relyingParty(issuer, ({ jwks_uri: jwksUri }) => {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  const verify = async (token, options) => (await jwtVerify(token, keys, { ...options, algorithms: ['RS256'] })).payload;
  return {
    idToken: (token) => verify(token, { issuer, audience: CLIENT_ID }),
    accessToken: (token) => verify(token, { issuer: accessIssuers }),
  };
}));
