const SLUGS = ['bracelet', 'tshirt', 'mug'];
const FRESH = 60_000;
let known = { at: 0, values: {} };

const price = (minor, currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: minor % 100 === 0 ? 0 : 2 }).format(minor / 100);

async function readProduct(slug, { apiUrl, publishableKey, shopUrl }) {
  const headers = { authorization: `Bearer ${publishableKey}`, origin: shopUrl };
  const response = await fetch(`${apiUrl}/v1/products/${slug}`, { headers, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${slug}: ${response.status}`);
  const { name, imageUrl, template } = await response.json();
  const surcharge = template.variants.length > 0 ? Math.min(...template.variants.map(({ amount }) => amount)) : 0;
  const picture = (url) => (url ? new URL(url, apiUrl).href : '');
  return {
    [`${slug}.name`]: name,
    [`${slug}.price`]: price(template.basePrice + surcharge, template.currency),
    [`${slug}.image`]: picture(imageUrl),
    ...Object.fromEntries(template.sides[0].mockup.variants.map(({ value, url }) => [`${slug}.${value}`, picture(url)])),
  };
}

/** What the pages say about the products: `bracelet.name`, `.price`, `.image`, a picture by variant (`.gold-18k`), asked of the API once a minute. */
export async function readCatalogue(settings) {
  if (Date.now() - known.at < FRESH) return known.values;
  try {
    const values = Object.assign({}, ...(await Promise.all(SLUGS.map((slug) => readProduct(slug, settings)))));
    known = { at: Date.now(), values };
  } catch (error) {
    process.stderr.write(`The catalogue cannot be read now: ${error.message}\n`);
  }
  return known.values;
}
