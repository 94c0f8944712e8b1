// While a replica serves, a sign-up is refused and alice signs in. Prints one line of JSON.
//
// node aws-sdk.mjs <URL of the gateway>

import {
  CognitoIdentityProviderClient, InitiateAuthCommand, OperationNotEnabledException, SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';

const ClientId = 'demo-web';
const aws = new CognitoIdentityProviderClient({ region: 'us-west-2', endpoint: process.argv[2] });

const refused = await aws.send(new SignUpCommand({ ClientId, Username: 'mallory', Password: 'Password-1' }))
  .then(() => { throw new Error('signed up'); }, (error) => error);
const signedIn = await aws.send(new InitiateAuthCommand({
  ClientId,
  AuthFlow: 'USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME: 'alice', PASSWORD: 'Wonderland-1' },
}));

console.log(JSON.stringify({
  isItsOwn: refused instanceof OperationNotEnabledException,
  name: refused.name,
  message: refused.message,
  status: refused.$metadata?.httpStatusCode,
  accessToken: signedIn.AuthenticationResult.AccessToken,
}));
