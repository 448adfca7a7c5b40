// A crowd: thousands of short lives at once, many people pressing at the same time, while one part of the stack keeps going away. A life is an idea that is filed,
// read by an officer from the link of the mail, and refused: a submission, an act, a border, and the mails of both. Measured is what people feel; judged is by the checker.
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../scripts/lib/eventually.js';
import { MailReader } from '../../scripts/lib/mail-reader.js';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { Visitor } from '../../scripts/lib/visitor.js';
import { draws, type Plan } from './plan.js';
import type { World } from './world.js';

/** What keeps going away: the database every 5 to 10 s for up to 2 s with a fiftieth of all commits cut; the engine every 5 to 10 s; mail in bad weather; rings lost for 20 s of 22; nothing; the engine for as long as anybody files; or each process in turn is replaced by the release before and back again. */
export const UNDER = ['calm', 'database', 'engine', 'mail', 'rings', 'outage', 'deploys'] as const;
export type Under = (typeof UNDER)[number];
export type Crowd = { readonly lives: number; readonly clients: number; readonly under: Under; readonly seed: number; /** The folder of another release. */ readonly previous?: string };
export type Felt = { readonly acts: number; readonly outages: number; readonly p50Ms: number; readonly p95Ms: number; readonly mostMs: number; readonly within: { readonly tenSeconds: number; readonly minute: number; readonly mails: number }; readonly caughtUpMs: number | null; readonly failed: readonly string[]; readonly numbers: readonly string[] };

const OFFICER = 'okada@';

/** The commits that a crowd loses the answers of. */
export const crowdPlan = ({ under, seed }: Crowd): Plan => {
  const draw = draws(seed);
  return { fates: () => (under === 'database' && draw() < 0.02 ? 'cut' : 'pass'), troubles: [], words: under === 'calm' ? 'nothing goes away' : `${under} goes away again and again` };
};

/** Lets the crowd live; resolves when each life has reached its end or failed, and the trouble is over. */
export async function letLive(world: World, { lives, clients, under, seed, previous }: Crowd, say: (line: string) => void): Promise<Felt> {
  const { api, mailbox } = world.stage;
  const mail = new MailReader(mailbox);
  const took: number[] = [], failed: string[] = [], numbers: string[] = [];
  const timed = async <T>(act: Promise<T>): Promise<T> => { const begun = Date.now(); try { return await act; } finally { took.push(Date.now() - begun); } };

  const file = async (n: number): Promise<string> => {
    const citizen = new Visitor(api), email = `citizen${n}@example.jp`;
    await citizen.open('/apply/town-idea');
    await citizen.press('申請をはじめる', { email });
    await citizen.open('/apply/town-idea/idea');
    await citizen.press('保存して続ける', { name: `ベンチ${n}`, body: '公園の木かげにベンチを置きます。', who: '山田 一', email });
    const done = await timed(citizen.press('提案を提出する'));
    const number = /\d{4}-TI-\d{4,}/.exec(done.text)?.[0];
    if (!number) throw new Error(`no number (${done.status}): ${done.text.slice(0, 200)}`);
    numbers.push(number);
    return number;
  };
  const read = async (number: string): Promise<void> => {
    const ask = await mail.ask(OFFICER, number, '書類の確認を');
    const officer = new Visitor(api);
    await officer.open(ask.link);
    const done = await timed(officer.press('回答を送る', { choice: 'refuse', 'refuse.reason': '公園の決まりにより置けません。' }));
    if (!done.text.includes('受け付けました')) throw new Error(`${number} could not be answered (${done.status}): ${done.text.slice(0, 200)}`);
  };
  /** Everybody takes the next life until there is none. */
  const everybody = async (count: number, live: (n: number) => Promise<void>): Promise<void> => {
    let next = 0;
    await Promise.all(Array.from({ length: clients }, async () => { for (let n = next++; n < count; n = next++) await live(n).catch((error: Error) => void failed.push(`life ${n}: ${error.message}`)); }));
  };
  const unasked = async (): Promise<number> => Number((await world.sql`select count(*)::int as n from cases c where not exists (select 1 from requests r where r.case_id = c.id)`)[0]?.n);

  let caughtUpMs: number | null = null, outages = 0;
  if (under === 'outage') {
    await world.stack.kill('temporal');
    outages++;
    await everybody(lives, async (n) => void (await file(n)));
    say(`    ${numbers.length} filed without an engine; it comes back`);
    const begun = Date.now();
    await world.stack.start('temporal');
    await eventually('everybody to be asked', async () => ((await unasked()) === 0 ? true : null), 600_000);
    caughtUpMs = Date.now() - begun;
    const waiting = [...numbers];
    await everybody(waiting.length, async (n) => read(waiting[n] ?? ''));
  } else {
    const over = new AbortController();
    const draw = draws(seed + 1);
    const trouble = (async () => {
      while (!over.signal.aborted && under !== 'calm') {
        if (under === 'mail') { await world.weather('mail', (['429', 'down', 'slow', 'accept-and-drop'] as const)[Math.floor(draw() * 4)] ?? '429', 1 + Math.floor(draw() * 8)); await pause(500 + draw() * 4_000); }
        else if (under === 'rings') { world.rings.down(true); await rest(20_000, over.signal); world.rings.down(false); await rest(2_000, over.signal); }
        else if (under === 'deploys') {
          await rest(3_000, over.signal);
          await world.deploy(outages % 2 === 0 ? 'worker' : 'api', Math.floor(outages / 2) % 2 === 0 ? (previous ?? ROOT) : ROOT);
        } else {
          await rest(5_000 + draw() * 5_000, over.signal);
          const service = under === 'engine' ? 'temporal' : 'postgres';
          await world.stack.kill(service);
          await pause(draw() * 2_000);
          await world.stack.start(service);
        }
        outages++;
      }
    })();
    const seconds = setInterval(() => say(`    ${numbers.length} of ${lives} filed, ${outages} outages, ${failed.length} failed`), 20_000);
    await everybody(lives, async (n) => read(await file(n)));
    clearInterval(seconds);
    over.abort();
    await trouble;
  }
  await world.heal();
  if (failed.length === 0) await eventually('every case to end', async () => ((await world.sql`select 1 from cases where ending is null limit 1`).length === 0 ? true : null)).catch((error: Error) => void failed.push(error.message));
  const [delays] = await world.sql`select count(*)::int as mails, count(*) filter (where s <= 10)::int as ten, count(*) filter (where s <= 60)::int as minute from (select extract(epoch from sent_at - queued_at) as s from mails where sent_at is not null) as waited`;
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { acts: took.length, outages, p50Ms: at(0.5), p95Ms: at(0.95), mostMs: at(1), within: { tenSeconds: Number(delays?.ten), minute: Number(delays?.minute), mails: Number(delays?.mails) }, caughtUpMs, failed, numbers };
}

/** A pause that ends early when everything is over. */
const rest = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal }).catch(() => {});
