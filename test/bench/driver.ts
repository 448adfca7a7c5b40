// The driver, a process of its own: the people of the bench. It is the mail provider that every engine hands its mails to, acts on the links in them, and sees in the database when the next request is there.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import postgres from 'postgres';
import { ENGINES } from './engines/index.js';
import { ACTS } from './l1.js';

/** Milliseconds from an answer being sent off until the next request stood in the database, inside a stage and over a border, and until its mail was with the provider; and what came of the load. `looks`: statements of the driver itself. */
export type Load = { readonly seconds: number; readonly caseIds: readonly string[]; readonly inside: readonly number[]; readonly border: readonly number[]; readonly mail: readonly number[]; readonly mails: number; readonly looks: number };
export type Order = { readonly cases: number; readonly concurrency: number; readonly word: string };

const LOOK_MS = 3;
/** Nothing an engine does for one act may take longer. */
const PATIENCE_MS = 30_000;

const [name = '', databaseUrl = '', origin = '', port = ''] = process.argv.slice(2);
const visitor = ENGINES[name]?.visitor;
if (!visitor) throw new Error(`no engine ${name}`);
const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { application_name: 'bench-driver' } });

/** Things that somebody waits for, by what they are called; also when they come before anybody asks. */
class Arrivals<T> {
  private readonly come = new Map<string, T>();
  private readonly awaited = new Map<string, (value: T) => void>();
  arrive(key: string, value: T): void {
    if (this.come.has(key)) return;
    this.come.set(key, value);
    this.awaited.get(key)?.(value);
    this.awaited.delete(key);
  }
  wait(key: string): Promise<T> {
    const there = this.come.get(key);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { this.awaited.delete(key); reject(new Error(`${name}: ${key} did not come within ${PATIENCE_MS / 1000} s`)); }, PATIENCE_MS);
      this.awaited.set(key, (value) => { clearTimeout(timer); resolve(value); });
    });
  }
  keys(): string[] { return [...this.awaited.keys()]; }
}

const mailed = new Arrivals<{ link: string; at: number }>();
const visible = new Arrivals<{ request: string; at: number }>();
let mails = 0, looks = 0;

function take(mail: { text?: string }): { id: string } {
  const link = /\/a\/(req_[\w-]+)\.[\w-]+/.exec(mail.text ?? '');
  if (link?.[1]) mailed.arrive(link[1], { link: link[0], at: performance.now() });
  return { id: `m${++mails}` };
}
const provider = new Hono();
provider.post('/emails', async (c) => c.json(take(await c.req.json())));
provider.post('/emails/batch', async (c) => c.json({ data: ((await c.req.json()) as { text: string }[]).map(take) }));
serve({ fetch: provider.fetch, port: Number(port), hostname: '127.0.0.1' }, () => process.send?.('ready'));

/** Looks for what is waited for, one statement for everybody: keys are `<case id> <n>`, the n-th request of the case, or its end. */
let looking = true;
async function look(): Promise<void> {
  for (; looking; await new Promise((resolve) => setTimeout(resolve, LOOK_MS))) {
    const keys = visible.keys();
    if (keys.length === 0) continue;
    const ids = [...new Set(keys.map((key) => key.split(' ')[0] ?? ''))];
    looks++;
    const rows = await sql<{ id: string; request: string | null; asked: number; ending: string | null }[]>`
      select c.id, c.ending, (select r.id from requests r where r.case_id = c.id and r.state = 'open' limit 1) as request, (select count(*)::int from requests r where r.case_id = c.id) as asked from cases c where c.id = any(${ids})`;
    const at = performance.now();
    for (const row of rows) {
      if (row.request) visible.arrive(`${row.id} ${row.asked}`, { request: row.request, at });
      if (row.ending) visible.arrive(`${row.id} ${ACTS + 1}`, { request: '', at });
    }
  }
}

async function live(word: string, times: { inside: number[]; border: number[]; mail: number[] }): Promise<string> {
  const number = await visitor!.submit(origin, word);
  const [row] = await sql<{ id: string }[]>`select id from cases where number = ${number}`;
  if (!row) throw new Error(`no case ${number}`);
  let next = await visible.wait(`${row.id} 1`);
  for (let n = 1; n <= ACTS; n++) {
    const { link } = await mailed.wait(next.request);
    const sent = visitor!.act(origin, link);
    next = await visible.wait(`${row.id} ${n + 1}`);
    const at = await sent;
    if (n === ACTS) break;
    (n % 2 === 1 ? times.inside : times.border).push(next.at - at);
    times.mail.push((await mailed.wait(next.request)).at - at);
  }
  return row.id;
}

async function load({ cases, concurrency, word }: Order): Promise<Load> {
  const times = { inside: [] as number[], border: [] as number[], mail: [] as number[] };
  const caseIds: string[] = [];
  const before = { mails, looks };
  const begun = performance.now();
  let n = 0;
  await Promise.all(Array.from({ length: Math.min(concurrency, cases) }, async () => { while (n < cases) caseIds.push(await live(`${word}${++n}`, times)); }));
  return { seconds: (performance.now() - begun) / 1000, caseIds, ...times, mails: mails - before.mails, looks: looks - before.looks + cases };
}

void look();
process.on('message', (order: Order) => {
  load(order).then((done) => process.send?.(done), (error: Error) => process.send?.({ failed: error.message }));
});
process.once('disconnect', () => { looking = false; setTimeout(() => process.exit(0), 50); });
