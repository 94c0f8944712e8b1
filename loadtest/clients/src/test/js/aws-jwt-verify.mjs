import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { CLIENT_ID, course } from './course.mjs';
import { relyingParty } from './relying-party.mjs';

// The library's own fetcher speaks https alone.
const overHttp = { fetch: async (uri) => (await fetch(uri)).arrayBuffer() };

await course((issuer, accessIssuers) => relyingParty(issuer, ({ jwks_uri: jwksUri }) => {
  const jwksCache = new SimpleJwksCache({ fetcher: overHttp });
  const idTokens = JwtVerifier.create({ issuer, audience: CLIENT_ID, jwksUri }, { jwksCache });
  const accessTokens = JwtVerifier.create(
    accessIssuers.map((each) => ({ issuer: each, audience: null, jwksUri })), { jwksCache });
  return {
    idToken: (token) => idTokens.verify(token),
    accessToken: (token) => accessTokens.verify(token),
  };
}));
