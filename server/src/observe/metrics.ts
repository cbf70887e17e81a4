import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What a process counts, for Prometheus. Labels are from closed lists: endpoint and job names, never ids or paths. */
export interface Metrics {
  readonly contentType: string;
  /** `endpoint`: its name in the table, or `other`. */
  request(endpoint: string, method: string, status: number, seconds: number): void;
  job(name: string, outcome: 'done' | 'failed' | 'dead', seconds: number): void;
  /** `read` is asked at every scrape; null leaves the value out. */
  gauge(name: string, help: string, read: () => Promise<Record<string, number> | null>, label?: string): void;
  /** The exposition format. */
  text(): Promise<string>;
}

/** Seconds: from a cached read to an upload over a slow line. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** One registry; `withProcess` adds the process's own figures (CPU, memory, event loop lag), once a process. */
export function createMetrics({ withProcess = false } = {}): Metrics {
  const registry = new Registry();
  if (withProcess) collectDefaultMetrics({ register: registry, prefix: 'luneo_' });
  const registers = [registry];
  const requests = new Counter({
    name: 'luneo_http_requests_total',
    help: 'Requests answered',
    labelNames: ['endpoint', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'luneo_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['endpoint'],
    buckets: BUCKETS,
    registers,
  });
  const jobs = new Counter({ name: 'luneo_jobs_total', help: 'Tries of jobs by outcome', labelNames: ['name', 'outcome'], registers });
  const jobDurations = new Histogram({
    name: 'luneo_job_seconds',
    help: 'Time of one try of a job',
    labelNames: ['name'],
    buckets: BUCKETS,
    registers,
  });
  // Found by one name: making labels anew costs more than counting. Endpoints, methods and statuses are few.
  const counted = new Map<string, { count(): void; took(seconds: number): void }>();
  const counterOf = (endpoint: string, method: string, status: number) => {
    const [count, took] = [requests.labels(endpoint, method, String(status)), durations.labels(endpoint)];
    return { count: () => count.inc(), took: (seconds: number) => took.observe(seconds) };
  };
  return {
    contentType: registry.contentType,
    request: (endpoint, method, status, seconds) => {
      const name = `${endpoint} ${method} ${status}`;
      const known = counted.get(name) ?? counterOf(endpoint, method, status);
      counted.set(name, known);
      known.count();
      known.took(seconds);
    },
    job: (name, outcome, seconds) => {
      jobs.labels(name, outcome).inc();
      jobDurations.labels(name).observe(seconds);
    },
    gauge: (name, help, read, label) => {
      const gauge = new Gauge({
        name,
        help,
        labelNames: label ? [label] : [],
        registers,
        collect: async () => {
          gauge.reset();
          const values = await read();
          for (const [key, value] of Object.entries(values ?? {})) (label ? gauge.labels(key) : gauge).set(value);
        },
      });
    },
    text: () => registry.metrics(),
  };
}
