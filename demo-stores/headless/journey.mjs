import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Luneo, LuneoError } from '@luneo/sdk';
import { payOnPage } from './pay.mjs';
import { readSettings, Usage } from './settings.mjs';

/**
 * A brand's server without any page: words → design → price → order → payment → production files on disk.
 * `npm run journey -- --prompt "…" --out DIR [--product bracelet|tshirt]`
 */
async function journey({ prompt, out, product: slug, quantity, apiUrl, secretKey, returnUrl, email, card }) {
  await ensureFolder(out);
  const luneo = new Luneo({ apiUrl, secretKey });
  const time = stopwatch();
  console.log(`\n“${prompt.length > 200 ? `${prompt.slice(0, 200)}…` : prompt}”\n`);

  const product = await luneo.products.get(slug);
  time.step('product', `${product.name} (${product.id})`);

  const { designId, generationId } = await luneo.designs.create({ productId: product.id, prompt });
  const generation = await luneo.generations.wait(generationId);
  if (generation.status !== 'completed')
    throw new Error(`The description could not be used: ${generation.error?.message ?? generation.status}.`);
  const { document } = await luneo.designs.get(designId);
  time.step('design', designId, describe(document, generation.notes));

  const quote = await luneo.products.price(product.id, { document, quantity });
  const lines = quote.lines.map(
    (line) => `${money(line.amount, quote.currency).padStart(10)}  ${line.label}${line.count === 1 ? '' : ` × ${line.count}`}`,
  );
  time.step('price', money(quote.total, quote.currency), lines);

  const snapshot = await luneo.designs.finalize(designId);
  const warnings = snapshot.findings.map((finding) => `note: ${finding.message}`);
  time.step('finalize', snapshot.id, warnings);

  const items = [{ snapshotId: snapshot.id, quantity }];
  const order = await luneo.orders.create({ items, email, successUrl: `${returnUrl}?order={ORDER_ID}`, cancelUrl: returnUrl });
  time.step('order', `${order.number}, ${money(order.total, order.currency)}, ${order.status}`);

  await payOnPage(order.checkoutUrl, { email, card });
  const paid = await luneo.orders.wait(order.id, ({ paymentStatus }) => paymentStatus !== 'pending');
  if (paid.paymentStatus !== 'succeeded') throw new Error(`The payment ended as ${paid.paymentStatus}.`);
  time.step('paid', `${paid.number} at ${paid.paidAt}`);

  const printed = await luneo.orders.wait(order.id, ({ printStatus }) => printStatus === 'ready' || printStatus === 'failed');
  if (printed.printStatus !== 'ready') throw new Error('The production files could not be made.');
  const { items: files } = await luneo.orders.files(order.id);
  time.step('files made', `${files.length} files`);

  await writeFile(path.join(out, 'design.json'), `${JSON.stringify(snapshot.document, null, 2)}\n`);
  const saved = await Promise.all(
    files.map((file) => download(file, files.filter(({ format }) => format === file.format).length > 1, out)),
  );
  time.step('downloaded', out, saved);

  console.log(`\n${time.total()} from words to production files.\n`);
}

/** Before anything is paid for. */
async function ensureFolder(folder) {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Usage(`--out ${folder} cannot be written (${error.code}): choose another folder.`);
  }
}

/** Saves a production file and compares it with the hash that the API promised. */
async function download(file, isOneOfMany, out) {
  const response = await fetch(file.url);
  if (!response.ok) throw new Error(`${file.format} of side ${file.side} could not be downloaded (${response.status}).`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== file.hash) throw new Error(`${file.format} of side ${file.side} arrived damaged.`);
  const name = `${isOneOfMany ? `${file.side}-${file.itemId}` : file.side}.${file.format}`;
  await writeFile(path.join(out, name), bytes);
  return `${name}  ${(bytes.length / 1000).toFixed(1)} kB  sha256 ${hash.slice(0, 12)}…`;
}

function describe(document, notes) {
  const options = Object.entries(document.options).map(([id, value]) => `${id} ${value}`);
  const layers = document.sides.flatMap(({ id, layers }) => layers.map((layer) => `${id}: ${layer.type} “${said(layer)}”`));
  return [...notes, ...layers, options.join(', ')];
}

function said(layer) {
  return layer.type === 'text' ? layer.runs.map(({ text }) => text).join('') : layer.name;
}

function money(minor, currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** Prints each step with the time that it took. */
function stopwatch() {
  const start = performance.now();
  let last = start;
  return {
    step(name, what, details = []) {
      const now = performance.now();
      console.log(`${name.padEnd(11)}${`${Math.round(now - last)} ms`.padStart(9)}   ${what}`);
      for (const detail of details) console.log(`${' '.repeat(23)}${detail}`);
      last = now;
    },
    total: () => `${((performance.now() - start) / 1000).toFixed(1)} s`,
  };
}

/** One sentence for whoever runs this, with what the API found where it says so. */
function explain(error) {
  if (!(error instanceof LuneoError)) return error instanceof Usage ? error.message : `Stopped: ${error.message}`;
  const findings = Array.isArray(error.meta.findings) ? error.meta.findings.map(({ message }) => `\n  ${message}`).join('') : '';
  const hint = error.code === 'network' ? ' Is `npm start` running?' : '';
  return `Stopped: ${error.message}${hint} (${error.code}${error.requestId ? `, request ${error.requestId}` : ''})${findings}`;
}

try {
  await journey(await readSettings(process.argv.slice(2), process.env));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
