/** Flags for a headless Chromium that also runs as root and calls no host of its own. */
export const CHROMIUM_FLAGS: string[];
/** The browser for tests: `CHROMIUM_PATH`, an installed Chromium or Chrome, or Playwright's download; null when there is none. */
export function chromiumPath(): Promise<string | null>;
/** Finds the browser, or installs one. Null when neither works. */
export function ensureChromium(): Promise<string | null>;
/** Whether `pdftocairo` is here, or could be installed. */
export function ensurePoppler(): Promise<boolean>;
