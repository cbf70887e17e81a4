/** Flags for a headless Chromium that also runs as root and calls no host of its own. */
export const CHROMIUM_FLAGS: string[];
/** The browser for tests: `CHROMIUM_PATH`, an installed one, or Playwright's download; null when there is none. */
export function chromiumPath(): Promise<string | null>;
