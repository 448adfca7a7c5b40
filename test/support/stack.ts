// The whole stack in processes of its own, for one test file: as a newcomer has it, without durability.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { fileProposal, People, SHARED_WORK } from '../../scripts/lib/demo-life.js';
import { eventually } from '../../scripts/lib/eventually.js';
import { MailReader } from '../../scripts/lib/mail-reader.js';
import { startStack } from '../../scripts/lib/stack.mjs';
import { Visitor } from '../../scripts/lib/visitor.js';

export type StackCity = Awaited<ReturnType<typeof startCity>>;

export const SCORES = Object.fromEntries(['publicness', 'citizenship', 'growth', 'feasibility', 'independence'].flatMap((c) => [[c, '7'], [`${c}Reason`, 'よい']]));
export const ACCOUNT = { bank: '0001', branch: '123', accountType: '1', number: '0123456', holder: 'ミドリチョウコドモシヨクドウ' };
const PANEL = ['mori@', 'ikeda@', 'hashimoto@', 'ishikawa@', 'maeda@'];
/** Where `lead` can bring a case: its asks are mailed then. */
export const PLACES = ['screening', 'matching', 'scoring', 'approval', 'agreement', 'claim'] as const;
export type Place = (typeof PLACES)[number];

/** Starts a stack; `close` stops all of it and removes its folder. */
export async function startCity() {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-test-stack-'));
  const stack = await startStack({ dataDir, ports: 'free', fast: true, env: { KYOSO_ENV: 'demo' } });
  const engine = await stack.engine;
  if (!engine.ok) throw engine.fault;
  const api = `http://127.0.0.1:${stack.ports.api}`;
  const mail = new MailReader(`http://127.0.0.1:${stack.ports.mailbox}`);
  const sql = postgres(stack.env.DATABASE_OWNER_URL ?? '', { max: 3, onnotice: () => {} });
  const bankUrl = `http://127.0.0.1:${stack.ports.bank}`;
  const city = {
    stack, api, mail, sql,
    visitor: () => new Visitor(api),
    people: (number: string) => new People(api, mail, number, () => {}),
    /** Files a proposal through the pages. */
    file: () => fileProposal(new Visitor(api)),
    /** Somebody at the desk (or the office's pages), signed in. */
    async signedIn(name: string): Promise<Visitor> {
      const visitor = new Visitor(api);
      await visitor.open('/demo');
      await visitor.press(`${name}さんになる`);
      return visitor;
    },
    /** What the pages' store says of a case. */
    async caseOf(number: string) {
      const [row] = await sql<{ id: string; stage: string; step: string | null; ending: string | null }[]>`select id, stage, step, ending from cases where number = ${number}`;
      if (!row) throw new Error(`no case ${number}`);
      return row;
    },
    at: (number: string, stage: string, ms = 60_000) => eventually(`${number} in ${stage}`, async () => ((await city.caseOf(number)).stage === stage ? true : null), ms),
    /** Takes a filed case on, by its people's mails, until the asks of that place are in the mailbox. */
    async lead(number: string, from: Place, to: Place): Promise<void> {
      const people = city.people(number);
      const asked = (who: string, what: string) => mail.wait(who, (m) => m.subject.includes(number) && m.subject.includes(what));
      const steps: Readonly<Record<Place, () => Promise<unknown>>> = {
        screening: () => asked('sato@', '書類の確認を'),
        matching: async () => { await people.answer('sato@', '書類の確認を', 'accept', {}); await asked('tanaka@', '引き受け'); },
        scoring: async () => { await people.answer('tanaka@', '引き受けられるか', 'accept', {}); await Promise.all(PANEL.map((member) => asked(member, '採点を'))); },
        approval: async () => {
          await Promise.all(PANEL.map((member) => people.answer(member, '採点を', 'score', SCORES)));
          await people.answer('suzuki@', '決定の案を', 'select', { amountYen: '370,000', reasons: 'よい計画です。' });
          await asked('takahashi@', '決裁');
        },
        agreement: async () => {
          await people.answer('takahashi@', '決裁を', 'approve', {});
          await people.answer('yamada@', '決裁を', 'approve', {});
          await people.answer('inoue@', '決裁を', 'approve', {});
          await people.signedIn('林 正樹', '決裁', 'approve', {});
          await people.signedIn('清水 陽子', '決裁', 'approve', {});
          await people.answer('suzuki@', '公表', 'publish', {});
          await mail.wait('hanako@', (m) => m.subject.includes('選考の結果') && m.subject.includes(number));
          if ((await sql`select 1 from gates`).length === 0) await people.vote('voted', '3月議会');
          await people.answer('suzuki@', '公表', 'publish', {});
          await people.answer('tanaka@', '協働の形を決めるための質問', 'answer', SHARED_WORK);
          await people.answer('tanaka@', '協働の形を決めてください', 'accept', {});
          await asked('taro@', '協定書');
        },
        claim: async () => {
          await people.citizen('taro@', '協定書', { choice: 'accept', 'accept.name': '𠮷田太郎' }, '回答を送る');
          await people.signedIn('伊藤 由美', '協定書', 'accept', { name: '伊藤 由美' });
          await people.signedIn('林 正樹', '協定書', 'accept', { name: '林 正樹' });
          await asked('hanako@', '請求できます');
        },
      };
      for (const place of PLACES.slice(PLACES.indexOf(from) + 1, PLACES.indexOf(to) + 1)) await steps[place]();
    },
    transfers: async () => (await (await fetch(`${bankUrl}/api/transfers`)).json()) as { instructionId: string; state: string; amountYen: number }[],
    /** Until every mail has left; one that was on its way when its worker died is sent again after 20 seconds at most. */
    quiet: () => eventually('all mails to leave', async () => ((await sql`select 1 from mails where state in ('queued', 'sending') limit 1`).length === 0 ? true : null), 75_000),
    /** Faults: a mail, an event or a transfer that exists twice. */
    async doubles(): Promise<string[]> {
      const twice = async (what: string, rows: Promise<readonly Record<string, unknown>[]>) => (await rows).map((row) => `${what} ${JSON.stringify(row)}`);
      const letters = (await mail.all()).length;
      const [known] = await sql<{ n: number; ids: number }[]>`select count(provider_id)::int as n, count(distinct provider_id)::int as ids from mails`;
      const sent = (await city.transfers()).map((t) => t.instructionId);
      return [
        ...(await twice('mail', sql`select scope, key from mails group by scope, key having count(*) > 1`)),
        ...(await twice('event', sql`select case_id, key from events group by case_id, key having count(*) > 1`)),
        ...(await twice('order', sql`select case_id, key from payment_orders group by case_id, key having count(*) > 1`)),
        // The mailbox holds one letter for each mail that left, and none besides.
        ...(known?.n === letters && known.ids === letters ? [] : [`the mailbox has ${letters} letters, ${known?.n} mails left under ${known?.ids} numbers`]),
        ...sent.filter((id, n) => sent.indexOf(id) !== n).map((id) => `transfer ${id}`),
      ];
    },
    /** Stops Temporal and its worker, deletes the server's store, and starts both: a server lost for good. */
    async wipeEngine(): Promise<void> {
      await stack.stop('worker');
      await stack.stop('temporal');
      fs.rmSync(path.dirname(stack.files.temporal), { recursive: true, force: true });
      await stack.start('temporal');
      await stack.start('worker');
    },
    async close() { await sql.end({ timeout: 2 }); await stack.stopAll(); fs.rmSync(dataDir, { recursive: true, force: true }); },
  };
  return city;
}
