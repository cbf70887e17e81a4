import type { WebhookVerdict } from '@luneo/sdk/contracts/webhooks.js';
import { isPublicKeyText, isSignedBy, readPublicKey } from './key-pair.js';
import { contentOf, isSame, keyOf, signature, TOLERANCE_S, type Message } from './sign.js';

type Reason = NonNullable<WebhookVerdict['reason']>;
const not = (reason: Reason, detail: string): WebhookVerdict => ({ valid: false, reason, detail });

/**
 * Whether a webhook as it was received is signed with one of `secrets` (`whsec_…`, or a public key `whpk_…`), and if not, what is wrong with it first. `now`: ms since 1970
 * of the receiver's clock.
 */
export function verdict(
  secrets: readonly string[],
  { payload, headers }: { payload: string; headers: Readonly<Record<string, string>> },
  now = Date.now(),
): WebhookVerdict {
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => sent.get(name)?.trim());
  if (!id || !timestamp || !signatures) {
    const missing = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].filter((name) => !sent.get(name)?.trim());
    return not(
      'missing-header',
      `Without ${missing.join(' and ')} there is nothing to verify. Are proxies in front of you dropping headers?`,
    );
  }
  const checks = secrets.map(checkOf);
  if (checks.includes(null))
    return not('secret-malformed', 'The secret is whsec_, or the public key whpk_, followed by base64, exactly as it was shown.');
  if (!/^\d{1,12}$/.test(timestamp)) return not('timestamp-malformed', 'webhook-timestamp must be whole seconds since 1970.');
  const given = signatures.split(/\s+/);
  if (!given.some((one) => /^(v1,[A-Za-z0-9+/]{43}=|v1a,[A-Za-z0-9+/]{86}==)$/.test(one)))
    return not(
      'signature-malformed',
      'webhook-signature holds no signature: v1, and 44 characters of base64, or v1a, and 88, several separated by spaces.',
    );
  const message = { id, timestamp, body: payload };
  if (!given.some((one) => checks.some((isRight) => isRight!(message, one)))) return not('no-match', noMatch(payload));
  const age = Math.floor(now / 1000) - Number(timestamp);
  if (age > TOLERANCE_S)
    return not('timestamp-too-old', `The signature is right, but ${age} s old; at most ${TOLERANCE_S} s are accepted. Check your clock.`);
  if (age < -TOLERANCE_S)
    return not(
      'timestamp-too-new',
      `The signature is right, but ${-age} s ahead; at most ${TOLERANCE_S} s are accepted. Check your clock.`,
    );
  return { valid: true, reason: null, detail: 'The signature is right and fresh.' };
}

/** How a signature is checked with a secret or a public key; null for text that is neither. */
function checkOf(text: string): ((message: Message, signature: string) => boolean) | null {
  if (isPublicKeyText(text)) {
    const publicKey = readPublicKey(text);
    return publicKey && ((message, given) => isSignedBy(publicKey, contentOf(message), given));
  }
  const key = keyOf(text);
  return key && ((message, given) => isSame(given, signature(key, message)));
}

function noMatch(payload: string): string {
  const usual = 'The signature was made with another secret, or over other bytes.';
  try {
    if (JSON.stringify(JSON.parse(payload)) !== payload)
      return `${usual} The payload has been formatted: verify the raw body, before any JSON parser has touched it.`;
  } catch {
    return `${usual} The payload is not JSON: verify the raw body, complete and decoded as UTF-8.`;
  }
  return `${usual} Compare the secret with the one of this endpoint and mode.`;
}
