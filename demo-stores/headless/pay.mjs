/**
 * Pays as a shopper would: opens hosted Checkout's page, fills its form in and submits it. Works on the payment sandbox of
 * `npm start` only; with a real Stripe key a person pays in a browser. Throws with the page's own sentence when it refuses.
 */
export async function payOnPage(checkoutUrl, { email, card }) {
  const page = await fetch(checkoutUrl);
  const html = await page.text();
  const action = /<form\b[^>]*\bmethod="post"[^>]*\baction="([^"]+)"/i.exec(html)?.[1];
  if (!page.ok || !action) throw new Error(`There is no payment form at ${checkoutUrl}.`);
  const response = await fetch(new URL(decode(action), page.url), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...fieldsOf(html), email, card }),
  });
  if (response.status === 303) return response.headers.get('location');
  const said = /<[^>]*\brole="alert"[^>]*>([^<]+)</i.exec(await response.text())?.[1];
  throw new Error(`The payment was refused: ${decode(said ?? `status ${response.status}`)}`);
}

/** Names and values that the form came with, e.g. expiry date and security code. */
function fieldsOf(html) {
  const fields = {};
  for (const [tag] of html.matchAll(/<input\b[^>]*>/gi)) {
    const name = /\bname="([^"]*)"/i.exec(tag)?.[1];
    if (name) fields[name] = decode(/\bvalue="([^"]*)"/i.exec(tag)?.[1] ?? '');
  }
  return fields;
}

function decode(text) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);
}
