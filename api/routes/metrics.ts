// `/metrics`: how the house runs, as Prometheus reads it. Numbers only: no name, no case, no address.
import { timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { type Gauges, gaugesOf } from '../../db/store/gauges.js';
import type { Deps } from '../deps.js';

/** Name and meaning of each; ages are in seconds and left out while there is none. */
const METRICS: { readonly [K in keyof Gauges]: readonly [string, string] } = {
  workerBeatAge: ['kyoso_worker_beat_age_seconds', 'Since the worker last said that it runs; more than 60 means it is away.'],
  sweepAge: ['kyoso_sweep_age_seconds', 'Since the last sweep; it comes every 20 seconds.'],
  sweepFaults: ['kyoso_sweep_failed_parts', 'Parts of the last sweep that failed.'],
  checkAge: ['kyoso_check_age_seconds', 'Since the last consistency check; it comes every hour.'],
  checkFindings: ['kyoso_check_findings', 'What the last consistency check found.'],
  backupAge: ['kyoso_backup_age_seconds', 'Since the last backup.'],
  backupFaults: ['kyoso_backup_unsound_files', 'Stored files that were gone or changed at the last backup.'],
  logHeadAge: ['kyoso_log_head_age_seconds', 'Since the newest signed head of the log; after four hours payments wait.'],
  mailsQueued: ['kyoso_mails_queued', 'Mails that have not left.'],
  mailOldestAge: ['kyoso_mails_oldest_age_seconds', 'Age of the oldest mail that has not left.'],
  mailsUndelivered: ['kyoso_mails_undelivered', 'Mails that reached nobody and are not settled.'],
  handsWanted: ['kyoso_hands_wanted', 'Documents and transfers to be done.'],
  handsRetried: ['kyoso_hands_retried', 'Of these, started more than once.'],
  logQueued: ['kyoso_log_queued', 'Rows not yet in the log.'],
  casesOpen: ['kyoso_cases_open', 'Cases that have not ended.'],
  casesPastWake: ['kyoso_cases_past_wake', 'Cases that should have moved more than a minute ago.'],
  casesParked: ['kyoso_cases_parked', 'Cases whose rules broke.'],
  casesUnmoved: ['kyoso_cases_unmoved', 'Cases that were rung again and again without moving.'],
  paymentsOpen: ['kyoso_payments_open', 'Transfers under way.'],
  paymentsUnclear: ['kyoso_payments_unclear', 'Transfers that a person must ask the bank about.'],
  timersLate: ['kyoso_timers_late', 'What the clock did more than a minute late in seven days.'],
};

/** The numbers as text. */
const textOf = (gauges: Gauges): string =>
  (Object.keys(METRICS) as (keyof Gauges)[]).flatMap((key) => (gauges[key] === null ? [] : [`# HELP ${METRICS[key][0]} ${METRICS[key][1]}`, `# TYPE ${METRICS[key][0]} gauge`, `${METRICS[key][0]} ${gauges[key]}`])).concat('').join('\n');

/** Who may read: with METRICS_TOKEN whoever bears it, without only this machine itself, and nobody through a proxy, for which everybody looks like this machine. */
function mayRead(c: Context, token: string | undefined): boolean {
  if (token) {
    const given = Buffer.from(c.req.header('authorization') ?? '');
    const right = Buffer.from(`Bearer ${token}`);
    return given.length === right.length && timingSafeEqual(given, right);
  }
  const through = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => c.req.header(name) !== undefined);
  return !through && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(getConnInfo(c).remote.address ?? '');
}

export function metricRoutes(deps: Deps): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) => {
    if (!mayRead(c, deps.config.METRICS_TOKEN)) return c.notFound();
    return c.body(textOf(await gaugesOf(deps.db)), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  return app;
}
