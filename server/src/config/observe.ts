import { ConfigError, integer, type Env } from './env.js';

/** Who may read the metrics: bearer of `token`; `port` (0: none) serves the API's apart, on `host`, and the next one the worker's. */
export interface MetricsConfig {
  token: string | null;
  port: number;
  host: string;
}

/** `LUNEO_METRICS_TOKEN`, `LUNEO_METRICS_PORT`, `LUNEO_METRICS_HOST`. */
export function readMetrics(env: Env): MetricsConfig {
  const token = env['LUNEO_METRICS_TOKEN'] || null;
  if (token !== null && token.length < 16) throw new ConfigError('LUNEO_METRICS_TOKEN', 'must have at least 16 characters');
  return { token, port: integer(env, 'LUNEO_METRICS_PORT', 0, 0, 65_535), host: env['LUNEO_METRICS_HOST'] || '127.0.0.1' };
}

/** Where traces and errors are sent; null: nowhere, and nothing of it is loaded. */
export interface ReportConfig {
  otlpEndpoint: string | null;
  sentryDsn: string | null;
}

/** `OTEL_EXPORTER_OTLP_ENDPOINT`, `SENTRY_DSN`. */
export function readReports(env: Env): ReportConfig {
  return { otlpEndpoint: address(env, 'OTEL_EXPORTER_OTLP_ENDPOINT'), sentryDsn: address(env, 'SENTRY_DSN') };
}

function address(env: Env, variable: string): string | null {
  const text = env[variable];
  if (!text) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new ConfigError(variable, 'must be an http(s) address');
  return text.replace(/\/$/, '');
}
