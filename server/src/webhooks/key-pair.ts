import { createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';

const PUBLIC_PREFIX = 'whpk_';
/** DER around the 32 bytes of an Ed25519 key: PKCS#8 of a private one, SPKI of a public one (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const BYTES = 32;

/**
 * The key pair of an endpoint, beside one of its secrets: made from the installation's secret, so that it lies nowhere, and from the
 * sealed secret, whose bytes are random and which nobody outside has seen. It comes, signs on and goes with that secret.
 */
export function keyPairOf(installation: string, endpointId: string, sealed: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', installation, endpointId, `webhook-ed25519:${sealed}`, BYTES));
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

/** `whpk_` and the 32 bytes of the public key in base64. */
export function publicKeyText(privateKey: KeyObject): string {
  const bytes = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return `${PUBLIC_PREFIX}${bytes.toString('base64')}`;
}

export const isPublicKeyText = (text: string): boolean => text.trim().startsWith(PUBLIC_PREFIX);

/** Null for text that is no public key. */
export function readPublicKey(text: string): KeyObject | null {
  const [, base64] = /^whpk_([A-Za-z0-9+/]{43}=?)$/.exec(text.trim()) ?? [];
  if (base64 === undefined) return null;
  return createPublicKey({ key: Buffer.concat([SPKI, Buffer.from(base64, 'base64')]), format: 'der', type: 'spki' });
}

/** `v1a,` and the Ed25519 signature in base64. */
export const signWith = (privateKey: KeyObject, content: string): string =>
  `v1a,${sign(null, Buffer.from(content), privateKey).toString('base64')}`;

export function isSignedBy(publicKey: KeyObject, content: string, signature: string): boolean {
  return signature.startsWith('v1a,') && verify(null, Buffer.from(content), publicKey, Buffer.from(signature.slice(4), 'base64'));
}
