import { existsSync, readdirSync } from 'node:fs';
import { aptInstall } from './setup/apt.mjs';
import { which } from './setup/command.mjs';

const LIBRARIES = '/usr/lib';

/** Firefox: `FIREFOX_PATH` or an installed one; null when there is none. */
export function firefoxPath() {
  const given = process.env.FIREFOX_PATH;
  if (given) return existsSync(given) ? given : null;
  return ['firefox-esr', 'firefox'].map(which).find(Boolean) ?? null;
}

/** WebKitGTK's driver, its small browser, and a screen for them; null when one of them is missing. */
export function webkitPaths() {
  const [driver, screen] = ['WebKitWebDriver', 'Xvfb'].map(which);
  const browser = miniBrowser();
  return driver && screen && browser ? { driver, screen, browser } : null;
}

/** It lies among the library's own files: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser. */
function miniBrowser() {
  const inside = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
  const folders = inside(LIBRARIES)
    .filter((name) => name.includes('-linux-'))
    .flatMap((name) => inside(`${LIBRARIES}/${name}`).map((inner) => `${LIBRARIES}/${name}/${inner}`));
  return (
    folders
      .filter((folder) => /\/webkit2?gtk-[\d.]+$/.test(folder))
      .map((folder) => `${folder}/MiniBrowser`)
      .findLast((file) => existsSync(file)) ?? null
  );
}

/** Finds both, or installs them; whoever misses one is told so by its tests. */
export async function ensureBrowsers() {
  if (!firefoxPath() && !process.env.FIREFOX_PATH) await aptInstall('firefox-esr');
  if (!which('WebKitWebDriver') || !miniBrowser()) await aptInstall('webkit2gtk-driver');
  if (!which('Xvfb')) await aptInstall('xvfb');
}
