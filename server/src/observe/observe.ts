import type { ReportConfig } from '../config/observe.js';
import { createMetrics, type Metrics } from './metrics.js';
import { createSentryReport, noReport, type Report } from './report.js';
import { createTracing, type Tracing } from './tracing.js';

/** How others see what a process does. */
export interface Observe {
  metrics: Metrics;
  /** Null: no collector is configured. */
  tracing: Tracing | null;
  report: Report;
}

/** Metrics only; nothing leaves the process. */
export const quietObserve = (): Observe => ({ metrics: createMetrics(), tracing: null, report: noReport });

/** For a process of ours: its own figures too, and what the configuration names. Throws `ConfigError` for packages that are missing. */
export async function createObserve(config: ReportConfig & { env: string }, processName: string): Promise<Observe> {
  return {
    metrics: createMetrics({ withProcess: true }),
    tracing: config.otlpEndpoint === null ? null : await createTracing(config.otlpEndpoint, `luneo-${processName}`),
    report: config.sentryDsn === null ? noReport : await createSentryReport(config.sentryDsn, config.env),
  };
}
