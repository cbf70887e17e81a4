import { ConfigError } from '../config.js';
import { VERSION } from '../health.js';

/** Tells somebody who watches of an error that nobody expected. `context`: ids only, never what a person wrote. */
export interface Report {
  error(error: unknown, context: Readonly<Record<string, string | undefined>>): void;
  /** Waits until what was told has left, for a moment. */
  close(): Promise<void>;
}

export const noReport: Report = { error: () => {}, close: async () => {} };

/** Reports to Sentry. The package is loaded here only, and need not be installed by who does not use it. */
export async function createSentryReport(dsn: string, environment: string): Promise<Report> {
  const sentry = await import('@sentry/node').catch((): never => {
    throw new ConfigError('SENTRY_DSN', 'is set, but the package @sentry/node is not installed: npm install @sentry/node');
  });
  const client = sentry.initWithoutDefaultIntegrations({
    dsn,
    environment,
    release: VERSION,
    // Nothing is taken from requests, the console or the machine: what is sent is what `error` says.
    dataCollection: { userInfo: false },
    beforeSend: ({ event_id, exception, tags, level, timestamp, platform, environment: from, release }) => ({
      event_id,
      exception,
      tags,
      level,
      timestamp,
      platform,
      environment: from,
      release,
      type: undefined,
    }),
  } as Parameters<typeof sentry.initWithoutDefaultIntegrations>[0]);
  return {
    error: (error, context) => {
      const tags = Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)) as Record<string, string>;
      sentry.captureException(error, { tags });
    },
    close: async () => void (await client?.close(2_000)),
  };
}
