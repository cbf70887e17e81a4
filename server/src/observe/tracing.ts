import type { Span } from '@opentelemetry/api';
import { ConfigError } from '../config.js';

/** One piece of work as a trace shows it. */
export interface TraceSpan {
  /** 32 hex digits. */
  traceId: string;
  /** `name` replaces the one that was known at the beginning. */
  end(attributes: Readonly<Record<string, string | number | undefined>>, error?: unknown, name?: string): void;
}
export interface Tracing {
  /** `traceparent`: W3C Trace Context of the caller, whose trace it then belongs to. */
  begin(name: string, kind: 'server' | 'consumer', traceparent?: string): TraceSpan;
  close(): Promise<void>;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Trace id of a W3C `traceparent` header; null for none or a broken one. */
export function traceIdOf(traceparent: unknown): string | null {
  const id = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return id === undefined || /^0+$/.test(id) ? null : id;
}

/** Sends spans to an OpenTelemetry collector over HTTP. The packages are loaded here only, and need not be installed by who does not use it. */
export async function createTracing(endpoint: string, serviceName: string): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]).catch((): never => {
    throw new ConfigError(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'is set, but its packages are not installed: npm install @opentelemetry/sdk-trace-node @opentelemetry/exporter-trace-otlp-http',
    );
  });
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('luneo');
  const kinds = { server: api.SpanKind.SERVER, consumer: api.SpanKind.CONSUMER };
  const parentOf = (traceparent?: string) => {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
    if (!traceId || !spanId || !flags) return api.ROOT_CONTEXT;
    const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
    return api.isSpanContextValid(context) ? api.trace.setSpanContext(api.ROOT_CONTEXT, context) : api.ROOT_CONTEXT;
  };
  return {
    begin: (name, kind, traceparent) => {
      const span: Span = tracer.startSpan(name, { kind: kinds[kind] }, parentOf(traceparent));
      return {
        traceId: span.spanContext().traceId,
        end: (attributes, error, name) => {
          if (name !== undefined) span.updateName(name);
          for (const [key, value] of Object.entries(attributes)) if (value !== undefined) span.setAttribute(key, value);
          if (error !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    close: async () => {
      await provider.shutdown().catch(() => {});
    },
  };
}
