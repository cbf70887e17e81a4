import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import Provider, { type Configuration } from 'oidc-provider';

export interface TestIssuer {
  url: string;
  /** Who signs in there next. */
  account: { sub: string; email: string };
  /** Makes it known where answers may go. */
  register(redirectUri: string): void;
  close(): Promise<void>;
}

const CLIENT = { clientId: 'luneo', clientSecret: 'a client secret of forty characters or so' };

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const closed = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
};

/** The real `oidc-provider` on loopback, at which everybody is `account` and agrees to everything. */
export async function startIssuer(): Promise<TestIssuer & { config: { clientId: string; clientSecret: string; issuer: string } }> {
  let provider: Provider | null = null;
  const issuer = { account: { sub: 'person-1', email: 'person@example.com' } };
  const server = createServer((request, response) => {
    const interaction = request.url!.startsWith('/interaction/');
    if (!interaction) return void provider!.callback()(request, response);
    void provider!.interactionFinished(request, response, { login: { accountId: issuer.account.sub } });
  });
  const url = await listening(server);
  return Object.assign(issuer, {
    url,
    config: { ...CLIENT, issuer: url },
    register: (redirectUri: string) => {
      provider = new Provider(
        url,
        configuration(redirectUri, () => issuer.account),
      );
      provider.on('server_error', () => {});
    },
    close: () => closed(server),
  });
}

function configuration(redirectUri: string, account: () => { sub: string; email: string }): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: ['a key for cookies in tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, email: account().email, email_verified: true }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

/** As much of GitHub as signing in needs: PKCE is checked, a code is good once. */
export async function startGithub(): Promise<
  TestIssuer & { config: { clientId: string; clientSecret: string; url: string; apiUrl: string } }
> {
  const github = { account: { sub: '4711', email: 'octo@example.com' } };
  const codes = new Map<string, string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://github');
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/login/oauth/authorize') {
      const code = `code-${codes.size}`;
      codes.set(code, url.searchParams.get('code_challenge')!);
      const back = new URL(url.searchParams.get('redirect_uri')!);
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state')! }).toString();
      return void response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === '/login/oauth/access_token') {
      return void text(request).then((body) => {
        const form = new URLSearchParams(body);
        const challenge = codes.get(form.get('code')!);
        codes.delete(form.get('code')!);
        const verified =
          createHash('sha256')
            .update(form.get('code_verifier') ?? '')
            .digest('base64url') === challenge;
        // GitHub refuses with 200.
        if (!verified || form.get('client_secret') !== CLIENT.clientSecret) return json(200, { error: 'bad_verification_code' });
        return json(200, { access_token: 'gho_1', token_type: 'bearer', scope: 'read:user,user:email' });
      });
    }
    if (request.headers.authorization !== 'Bearer gho_1') return void json(401, { message: 'Bad credentials' });
    if (url.pathname === '/user') return void json(200, { id: Number(github.account.sub), login: 'octocat' });
    json(200, [{ email: github.account.email, primary: true, verified: true }]);
  });
  const url = await listening(server);
  return Object.assign(github, { url, config: { ...CLIENT, url, apiUrl: url }, register: () => {}, close: () => closed(server) });
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** A browser as far as cookies and redirects go. Cookies are kept by host and port. */
export class TestBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(origin)?.get(name);
  }

  set(origin: string, header: string): void {
    const [pair = '', ...attributes] = header.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    if (value.join('=') === '' || attributes.some((one) => /^max-age=0$/i.test(one))) jar.delete(name);
    else jar.set(name, value.join('='));
    this.#cookies.set(origin, jar);
  }

  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(address);
    const cookie = [...(this.#cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) },
    });
    for (const header of response.headers.getSetCookie()) this.set(origin, header);
    return response;
  }

  /** Follows redirects until `stop` matches the next address; returns that address, which was not opened. */
  async follow(address: string, stop: RegExp): Promise<string> {
    for (let next = address, i = 0; i < 10; i++) {
      if (stop.test(next)) return next;
      const response = await this.fetch(next);
      const location = response.headers.get('location');
      if (!location) throw new Error(`${next} answered ${response.status}: ${await response.text()}`);
      next = new URL(location, next).href;
    }
    throw new Error(`too many redirects from ${address}`);
  }
}
