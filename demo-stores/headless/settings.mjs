import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** The command was not understood; the message says how it goes. */
export class Usage extends Error {}

const USAGE = `
  npm run journey -- --prompt "Engrave Jessica in script on the clasp, gold 18k" --out ./out

  --prompt    what to make, in words (English or French)
  --out       folder for the production files
  --product   bracelet (default) or tshirt, or any slug or id
  --quantity  pieces, default 1
  --email     for the receipt, default camille@example.com
  --card      card number on the payment page, default 4242 4242 4242 4242
  --api, --key   API address and secret key; else LUNEO_API_URL and LUNEO_SECRET_KEY;
                 else those of the running \`npm start\` (demo.json in LUNEO_DATA_DIR, default .luneo)
`;

const OPTIONS = {
  prompt: { type: 'string' },
  out: { type: 'string' },
  product: { type: 'string', default: 'bracelet' },
  quantity: { type: 'string', default: '1' },
  email: { type: 'string', default: 'camille@example.com' },
  card: { type: 'string', default: '4242 4242 4242 4242' },
  api: { type: 'string' },
  key: { type: 'string' },
};

/** What to do and with which key, from flags, environment and the running demo, in this order. Throws `Usage`. */
export async function readSettings(args, env) {
  const flags = parse(args);
  if (!flags.prompt || !flags.out) throw new Usage(`Say what to make and where to put it.\n${USAGE}`);
  if (!/^[1-9]\d{0,2}$/.test(flags.quantity)) throw new Usage(`--quantity is 1 to 999, not ${String(flags.quantity)}.\n${USAGE}`);
  const given = { apiUrl: flags.api ?? env.LUNEO_API_URL, secretKey: flags.key ?? env.LUNEO_SECRET_KEY };
  const demo = given.apiUrl && given.secretKey ? {} : await readDemo(env);
  const { apiUrl, secretKey } = {
    ...demo,
    ...(given.apiUrl && { apiUrl: given.apiUrl }),
    ...(given.secretKey && { secretKey: given.secretKey }),
  };
  return {
    ...flags,
    apiUrl,
    secretKey,
    quantity: Number(flags.quantity),
    out: path.resolve(flags.out),
    returnUrl: `${demo.shopUrl ?? 'http://127.0.0.1'}/`,
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new Usage(`${error.message}\n${USAGE}`);
  }
}

async function readDemo(env) {
  const file = path.resolve(env.LUNEO_DATA_DIR ?? '.luneo', 'demo.json');
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new Usage(`There is no ${path.relative(process.cwd(), file) || file}: run \`npm start\` first, or give --api and --key.`);
  }
}
