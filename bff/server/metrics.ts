/**
 * The metrics for Prometheus. Labels are routes, codes, outcomes and public reasons; never a unit,
 * a site's user, a person, or the field that differed.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Lag } from '../upkeep/index.ts';

export interface Metrics {
  /** The text for Prometheus, and its media type. */
  read: () => Promise<{ text: string; type: string }>;
  requests: Histogram<'method' | 'route' | 'status'>;
  submissions: Counter<'outcome' | 'reason'>;
  registrations: Counter<'outcome' | 'reason'>;
  limits: Counter<'flow' | 'limit'>;
  workers: Counter<'worker' | 'result'>;
  /** Seconds. */
  lags: Record<Lag, Gauge>;
  cases: Gauge<'state'>;
  sms: Counter<'gateway' | 'result'>;
  /** Sets the used share of a site's codes. It becomes 0 at `until` (milliseconds). */
  siteCodes: (labels: { site: string; limit: string }, share: number, until: number) => void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
    requests: new Histogram({
      name: 'unit_certification_http_request_seconds',
      help: 'Duration of HTTP requests.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    submissions: new Counter({
      name: 'unit_certification_submissions_total',
      help: 'Submissions by outcome, and by the public reason.',
      labelNames: ['outcome', 'reason'],
      registers: [registry],
    }),
    registrations: new Counter({
      name: 'unit_certification_registrations_total',
      help: 'Registrations by outcome (linked: the unit was certified before), and by the public reason.',
      labelNames: ['outcome', 'reason'],
      registers: [registry],
    }),
    limits: new Counter({
      name: 'unit_certification_limits_total',
      help: 'Submissions and registrations (flow) that a limit refused.',
      labelNames: ['flow', 'limit'],
      registers: [registry],
    }),
    workers: new Counter({
      name: 'unit_certification_worker_steps_total',
      help: 'Steps of background workers by result.',
      labelNames: ['worker', 'result'],
      registers: [registry],
    }),
    lags: {
      seal: new Gauge({
        name: 'unit_certification_audit_seal_lag_seconds',
        help: 'How long the oldest event without a seal has waited for it; read once a minute.',
        registers: [registry],
      }),
      webhook: new Gauge({
        name: 'unit_certification_webhook_lag_seconds',
        help: 'How long ago the oldest event happened whose webhook is neither delivered nor given up; read once a minute.',
        registers: [registry],
      }),
      pending: new Gauge({
        name: 'unit_certification_pending_lag_seconds',
        help: 'How long the oldest pending submission has waited for its decision; read once a minute.',
        registers: [registry],
      }),
      confirmation: new Gauge({
        name: 'unit_certification_case_confirmation_lag_seconds',
        help: 'How long the oldest case that one officer has decided has waited for the second one; read once a minute.',
        registers: [registry],
      }),
    },
    cases: new Gauge({
      name: 'unit_certification_cases',
      help: 'Cases at the counter by state; those that have ended count for 180 days. Read once a minute.',
      labelNames: ['state'],
      registers: [registry],
    }),
    sms: new Counter({
      name: 'unit_certification_sms_total',
      help: 'Messages to phones by gateway, and by result: sent, or the kind of failure.',
      labelNames: ['gateway', 'result'],
      registers: [registry],
    }),
    siteCodes: createSiteCodes(registry),
  };
}

function createSiteCodes(registry: Registry): Metrics['siteCodes'] {
  const running = new Map<string, { labels: { site: string; limit: string }; until: number }>();
  const gauge = new Gauge({
    name: 'unit_certification_sms_site_used_ratio',
    help: 'Share of a site’s codes by SMS that is used in the running hour or day, as this process saw it last.',
    labelNames: ['site', 'limit'],
    registers: [registry],
    collect() {
      for (const [key, { labels, until }] of running) {
        if (until > Date.now()) continue;
        this.set(labels, 0);
        running.delete(key);
      }
    },
  });
  return (labels, share, until) => {
    running.set(JSON.stringify(labels), { labels, until });
    gauge.set(labels, share);
  };
}
