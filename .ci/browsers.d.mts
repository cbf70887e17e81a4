/** Firefox: `FIREFOX_PATH` or an installed one; null when there is none. */
export function firefoxPath(): string | null;
/** WebKitGTK's driver, its small browser, and a screen for them; null when one of them is missing. */
export function webkitPaths(): { driver: string; screen: string; browser: string } | null;
/** Finds both, or installs them. */
export function ensureBrowsers(): Promise<void>;
