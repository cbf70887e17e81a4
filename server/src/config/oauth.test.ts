import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOauth } from './oauth.js';

const GOOGLE = { OAUTH_GOOGLE_CLIENT_ID: 'id', OAUTH_GOOGLE_CLIENT_SECRET: 'secret' };
const ACME = { OAUTH_OIDC: 'acme-id', OAUTH_ACME_ID_CLIENT_ID: 'id', OAUTH_ACME_ID_CLIENT_SECRET: 'secret' };

test('reads Google, GitHub, an Enterprise Server and any OpenID provider', () => {
  assert.deepEqual(readOauth({}, true), []);
  const github = { OAUTH_GITHUB_CLIENT_ID: 'id', OAUTH_GITHUB_CLIENT_SECRET: 'secret' };
  const all = readOauth(
    { ...GOOGLE, ...github, ...ACME, OAUTH_ACME_ID_ISSUER: 'https://id.acme.example/realm', OAUTH_ACME_ID_NAME: 'Acme' },
    true,
  );
  assert.deepEqual(
    all.map(({ id, name, kind }) => [id, name, kind]),
    [
      ['google', 'Google', 'oidc'],
      ['github', 'GitHub', 'github'],
      ['acme-id', 'Acme', 'oidc'],
    ],
  );
  assert.deepEqual(all[1], {
    id: 'github',
    name: 'GitHub',
    clientId: 'id',
    clientSecret: 'secret',
    kind: 'github',
    url: 'https://github.com',
    apiUrl: 'https://api.github.com',
  });
  const [enterprise] = readOauth({ ...github, OAUTH_GITHUB_URL: 'https://git.acme.example' }, true);
  assert.equal(enterprise!.kind === 'github' && enterprise!.apiUrl, 'https://git.acme.example/api/v3');
});

test('refuses half a client, a name that is taken, and plain http but on this machine in development', () => {
  const issuer = (url: string) => ({ ...ACME, OAUTH_ACME_ID_ISSUER: url });
  assert.throws(() => readOauth({ OAUTH_GOOGLE_CLIENT_ID: 'id' }, true), /OAUTH_GOOGLE_CLIENT_SECRET must be set/);
  assert.throws(() => readOauth(ACME, true), /OAUTH_ACME_ID_ISSUER must be the address/);
  assert.throws(() => readOauth({ OAUTH_OIDC: 'google' }, true), /OAUTH_OIDC must be names/);
  assert.throws(() => readOauth({ OAUTH_OIDC: 'acme' }, true), /OAUTH_ACME_CLIENT_ID must be set/);
  assert.throws(() => readOauth(issuer('http://id.acme.example'), false), /must be an https address/);
  assert.throws(() => readOauth(issuer('http://127.0.0.1:9999'), true), /must be an https address/);
  assert.equal(readOauth(issuer('http://127.0.0.1:9999'), false).length, 1);
});
