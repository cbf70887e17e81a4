/** Who somebody is at a provider. Only `subject` counts: it never changes and never goes to somebody else. */
export interface ProviderIdentity {
  subject: string;
  /** An e-mail address or a name, for people to recognise. Proves nothing here, even where the provider has verified it. */
  label: string;
}

/** What is kept in the browser, sealed, between the way out and the way back. */
export interface Challenge {
  state: string;
  nonce: string;
  codeVerifier: string;
}

export interface OauthProvider {
  id: string;
  name: string;
  /** Where the browser goes, with PKCE, state and, for OpenID, nonce in the address. */
  authorizationUrl(challenge: Challenge, redirectUri: string): Promise<URL>;
  /** Checks the answer (state, issuer), exchanges its code and checks what comes (signature, nonce, audience, time). Throws. */
  identify(answer: URL, challenge: Challenge): Promise<ProviderIdentity>;
}
