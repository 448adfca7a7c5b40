// A city of its own for one test file: a database made from the run's template, storage in a folder, links, and on demand a worker in this process.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import postgres from 'postgres';
import { inject } from 'vitest';
import { makeWorker, type WorkerParts } from '../../activities/build-worker.js';
import type { Bank } from '../../activities/platform/bank.js';
import { makeCourier } from '../../activities/platform/courier.js';
import { ensureNamespace, ensureRuns } from '../../activities/platform/house.js';
import { makeLog } from '../../activities/platform/logger.js';
import type { MailPort, OutgoingMail, Sent } from '../../activities/platform/mail-port.js';
import { makeNotary } from '../../activities/platform/notary.js';
import { makeStorage } from '../../activities/platform/storage.js';
import { makeRinger, type Ringer } from '../../activities/platform/temporal.js';
import { makeLinks } from '../../activities/platform/tokens.js';
import { makeScanner } from '../../activities/platform/virus-scan.js';
import { workflowBundle } from '../../activities/platform/workflow-bundle.js';
import { connect } from '../../db/client.js';
import { migrateSchema, seed } from '../../db/migrate.js';
import { letIn } from '../../db/roles.js';
import { advanceCase, submitDraft } from '../../db/store/cases.js';
import { currentCall } from '../../db/store/calls.js';
import { type Acted, takeAct } from '../../db/store/acts.js';
import { recordDocument } from '../../db/store/documents.js';
import { savePage, startDraft } from '../../db/store/drafts.js';
import { type Loaded, readCase } from '../../db/store/load.js';
import { holderOf } from '../../db/store/people.js';
import { choicesOf } from '../../workflows/domain/acts.js';
import type { Request } from '../../workflows/domain/cases.js';
import type { FreeActVerb } from '../../workflows/domain/cases.js';
import type { Input, Values } from '../../workflows/domain/fields.js';
import type { Actor } from '../../workflows/domain/people.js';
import { valueFor } from './sample.js';

/** The mail provider's stand-in: keeps what it took, by idempotency key, and can be told what to answer next. */
export class FakeMailPort implements MailPort {
  readonly batchSize = 50;
  readonly taken: (OutgoingMail & { batch: string })[] = [];
  readonly answers: (Sent['is'] | 'taken-answer-lost')[] = [];
  private readonly known = new Map<string, string>();
  async send(batch: string, mails: readonly OutgoingMail[]): Promise<Sent> {
    const next = this.answers.shift() ?? 'taken';
    if (next === 'later') return { is: 'later', error: 'told to wait', retryAfterMs: 10 };
    if (next === 'never') return { is: 'never', error: 'told to refuse' };
    const body = JSON.stringify(mails);
    const before = this.known.get(batch);
    if (before !== undefined && before !== body) throw new Error('the same key came with another body');
    if (before === undefined) { this.known.set(batch, body); this.taken.push(...mails.map((mail) => ({ ...mail, batch }))); }
    if (next === 'taken-answer-lost') return { is: 'later', error: 'answer lost', retryAfterMs: 10 };
    return { is: 'taken', ids: mails.map((mail) => `p-${mail.id}`) };
  }
}

/** The bank's stand-in behind the same contract: remembers instructions, can lose answers. */
export class FakeBank implements Bank {
  readonly transfers = new Map<string, { yen: number; state: 'accepted' | 'settled' | 'returned'; reason: string }>();
  readonly calls: string[] = [];
  loseAnswers = 0;
  refuseAll = false;
  settle: 'settled' | 'returned' | 'never' = 'settled';
  async instruct({ instruction, yen }: { instruction: string; yen: number }): Promise<void> {
    this.calls.push(instruction);
    if (this.refuseAll) throw new Error('bank is closed');
    if (!this.transfers.has(instruction)) this.transfers.set(instruction, { yen, state: this.settle === 'never' ? 'accepted' : this.settle, reason: this.settle === 'returned' ? 'no-such-account' : '' });
    if (this.loseAnswers > 0) { this.loseAnswers--; throw new Error('answer lost'); }
  }
  async lookUp(instruction: string) {
    const found = this.transfers.get(instruction);
    return found ? { state: found.state, reason: found.reason } : ({ state: 'unknown' } as const);
  }
}

// One SDK runtime for each test process; its everyday lines would drown the report.
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });

let databases = 0;

export type City = Awaited<ReturnType<typeof makeCity>>;

/** The same database as the app's role, whose password follows from the owner's. */
function asApp(owner: string): string {
  const url = new URL(owner);
  url.username = 'kyoso_test_app';
  url.password = createHash('sha256').update(inject('pgUrl')).digest('hex');
  return url.href;
}

/** Makes a city. Its database is a clone of one migrated and seeded template, made once for each run. The product works in it as the app's role; `sql` and `ownerDb` are the owner's, for a test's own looks and deeds. */
export async function makeCity() {
  const admin = postgres(inject('pgUrl'), { max: 1, onnotice: () => {} });
  const base = new URL(inject('pgUrl'));
  const template = 'kyoso_template';
  await admin`select pg_advisory_lock(7403)`;
  const [there] = await admin`select 1 from pg_database where datname = ${template} and datistemplate`;
  if (!there) {
    await admin.unsafe(`drop database if exists ${template}`);
    await admin.unsafe(`create database ${template}`);
    base.pathname = `/${template}`;
    await migrateSchema(base.href);
    const connection = connect(base.href, 1);
    await seed(connection.db, true);
    await connection.close();
    await letIn(base.href, asApp(base.href), true);
    await admin.unsafe(`alter database ${template} is_template true`);
  }
  const name = `t_${process.pid}_${databases++}_${Date.now().toString(36)}`;
  await admin.unsafe(`create database ${name} template ${template}`);
  await admin`select pg_advisory_unlock(7403)`;
  base.pathname = `/${name}`;
  const ownerUrl = base.href;
  const url = asApp(ownerUrl);
  const connection = connect(url, 12);
  const owner = connect(ownerUrl, 12);
  const { db } = connection;
  const { sql } = owner;
  // Tests move their clock by months; their calls stay open unless a test closes one.
  await sql`update calls set closes_at = closes_at + interval '20 years'`;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-city-'));
  const links = makeLinks('test-key-'.repeat(5), 'http://localhost:3000');
  const log = makeLog('test');
  log.level = process.env.LOG_LEVEL ?? 'silent';
  const namespace = `n-${name.replaceAll('_', '-')}`;
  const ringer: Ringer = makeRinger({ TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: namespace, CODEC_KEYS: [{ id: 'test', key: Buffer.alloc(32, 7) }] }, log);
  const mail = new FakeMailPort();
  const bank = new FakeBank();
  const parts: WorkerParts = { db, links, ringer, courier: makeCourier(db, links, mail, log), storage: makeStorage(dataDir), scanner: makeScanner(undefined), bank, log, evidence: { notary: makeNotary('7e'.repeat(32), 'city.example.jp/evidence'), stamp: null } };
  const workers: { worker: Worker; running: Promise<void>; native: NativeConnection }[] = [];

  const city = {
    db, sql, url, ownerUrl, ownerDb: owner.db, links, ringer, mail, bank, parts, namespace, dataDir, log,

    /** Files a case straight through the store, without a run. */
    async submit(answers: Values, programme = 'citizen-proposal'): Promise<string> {
      const call = await currentCall(db, programme);
      if (!call) throw new Error('no call');
      const { draft } = await startDraft(db, call.programme, { call: call.call.id, track: String(answers.track), email: 'draft@example.jp', language: 'ja', closesAt: call.call.closesAt });
      const { track: _track, ...typed } = answers;
      await savePage(db, draft.id, 'all', typed, true);
      const submitted = await submitDraft(db, links, { draft: draft.id, paper: false });
      if (!submitted.ok) throw new Error(JSON.stringify(submitted.faults));
      return submitted.caseId;
    },
    read: (id: string): Promise<Loaded> => readCase(db, id),
    advance: (id: string) => advanceCase(db, links, id),
    /** The person who holds a post now, as an actor. */
    async holder(post: string): Promise<Actor> {
      const holder = await holderOf(db, post, (await readNow(sql)) as number);
      if (!holder?.person) throw new Error(`nobody holds ${post}`);
      return { kind: 'post', post, person: holder.person.id };
    },
    /** Answers an open request as its addressee. Fields that are not given get a value that fits. */
    async answer(id: string, request: Request, choice: string, input: Input = {}): Promise<Acted> {
      const loaded = await readCase(db, id);
      const found = choicesOf(loaded.programme, loaded.state, request, loaded.env).find((c) => c.id === choice);
      const filled = Object.fromEntries((found?.fields ?? []).map((f) => [f.id, valueFor(f, loaded.programme, () => 0)]));
      const by: Actor = request.to.kind === 'post' ? await city.holder(request.to.post) : { kind: 'party', role: request.to.role };
      return takeAct(db, links, { caseId: id, act: { kind: 'answer', request: request.id, choice, input: { ...filled, ...input } }, by, via: 'link' });
    },
    free: (id: string, verb: FreeActVerb, input: Input, by: Actor): Promise<Acted> => takeAct(db, links, { caseId: id, act: { kind: 'free', verb, input }, by, via: 'link' }),
    /** Does what the document hands want, without rendering. */
    async documents(id: string): Promise<void> {
      const { state } = await readCase(db, id);
      for (const hand of state.hands) if (hand.kind === 'document' && hand.state === 'wanted') await recordDocument(db, links, { caseId: id, key: hand.key, kind: String(hand.spec.document), storageKey: `x/${hand.key}`, sha256: 'f'.repeat(64), bytes: 1, madeAt: state.lastAt, facts: {} });
    },
    /** The open requests of a case, those of the desk last. */
    async open(id: string): Promise<Request[]> {
      return (await readCase(db, id)).state.requests.filter((r) => r.state === 'open');
    },
    /** Moves the business clock without walking: only for tests of the store. */
    async clockTo(at: number): Promise<void> {
      await sql`update clock set offset_ms = greatest(offset_ms, ${at}::bigint - round(extract(epoch from clock_timestamp()) * 1000)::bigint)`;
    },
    now: () => readNow(sql),
    /** Starts a worker in this process on a namespace of its own. */
    async startWorker(): Promise<{ stop(): Promise<void> }> {
      await ensureNamespace(ringer, namespace);
      const native = await NativeConnection.connect({ address: inject('temporalAddress') });
      const bundle = await workflowBundle(path.join(os.tmpdir(), 'kyoso-test-bundles'));
      const worker = await makeWorker(parts, { connection: native, namespace, bundle });
      const running = worker.run();
      const entry = { worker, running, native };
      workers.push(entry);
      await ensureRuns(ringer);
      return { stop: async () => { workers.splice(workers.indexOf(entry), 1); worker.shutdown(); await running; await native.close(); } };
    },
    /** Waits until something holds, bounded. */
    async until<T>(what: string, look: () => Promise<T | null | undefined | false>, ms = 60_000): Promise<T> {
      const end = Date.now() + ms;
      for (;;) {
        const found = await look();
        if (found) return found;
        if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close(): Promise<void> {
      for (const { worker, running, native } of workers) { worker.shutdown(); await running; await native.close(); }
      await ringer.close();
      await connection.close();
      await owner.close();
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return city;
}

async function readNow(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ ms: string }[]>`select round(extract(epoch from kyoso_now()) * 1000)::bigint as ms`;
  return Number(row?.ms);
}
