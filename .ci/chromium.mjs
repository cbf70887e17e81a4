import { existsSync } from 'node:fs';
import { aptInstall } from './setup/apt.mjs';
import { command, ROOT, which } from './setup/command.mjs';
import { step } from './setup/say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Flags for a headless Chromium that also runs as root and calls no host of its own. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function playwrightPath() {
  try {
    const { chromium } = await import('playwright-core');
    const file = chromium.executablePath();
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** The browser for tests: `CHROMIUM_PATH`, an installed Chromium or Chrome, or Playwright's download; null when there is none. */
export async function chromiumPath() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  const installed = NAMES.map(which).find(Boolean) ?? ELSEWHERE.find((file) => existsSync(file));
  return installed ?? (await playwrightPath());
}

/** Finds the browser, or installs one. Null when neither works. */
export async function ensureChromium() {
  const found = await chromiumPath();
  if (found || process.env.CHROMIUM_PATH) return found;
  if (await aptInstall('chromium')) return chromiumPath();
  const cli = `${ROOT}/node_modules/playwright-core/cli.js`;
  await step("Downloading Chromium (Playwright's)", () => command(process.execPath, [cli, 'install', '--only-shell', 'chromium']));
  return chromiumPath();
}

/** `pdftocairo` turns PDFs into pixels for the parity tests. */
export async function ensurePoppler() {
  if (which('pdftocairo')) return true;
  return (await aptInstall('poppler-utils')) && which('pdftocairo') !== null;
}
