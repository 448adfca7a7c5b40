// A vote of residents in a test city: applications that stand at the vote, its office, codes that were handed out, and ballots sent as a browser sends them.
import type { Visit, Visitor } from '../../scripts/lib/visitor.js';
import { advanceCall } from '../../db/store/calls.js';
import { ballotsOf } from '../../db/store/vote-ballots.js';
import { clockOf, DAY, dateOf } from '../../workflows/domain/calendar.js';
import type { Pages } from './pages.js';
import { PROPOSAL } from './sample.js';

/** What the page said to a posted ballot; `reference` stands on a receipt. */
export type Answered = { readonly status: number; readonly text: string; readonly reference: string | null };

export class Polls {
  readonly codes: string[] = [];
  last: Visit | null = null;
  private constructor(readonly pages: Pages, readonly office: Visitor, readonly call: string, readonly cases: readonly string[], readonly numbers: readonly string[], readonly span: { readonly opensAt: number; readonly closesAt: number }) {}

  get page(): string { return `/vote/${this.call}`; }
  get officePage(): string { return `/admin/calls/${this.call}/public-vote`; }

  /** Files one application for each sum, closes the call, brings all to the vote and lets the office set list and dates. The envelope is 700,000 yen. */
  static async prepared(pages: Pages, yen: readonly number[]): Promise<Polls> {
    const { city } = pages;
    const [row] = await city.sql`select id from calls where programme = 'resident-vote'`;
    const call = String(row?.id);
    await advanceCall(city.db, call);
    await city.sql`update envelopes set budget_yen = 700000 where programme = 'resident-vote'`;
    const cases: string[] = [];
    for (const [n, cost] of yen.entries()) cases.push(await city.submit({ ...PROPOSAL, title: `事業${n + 1}`, budget: { costs: [{ head: 'supplies', what: '用品', yen: cost }], ownYen: 0, feesYen: 0, otherGrantsYen: 0, askedYen: cost } }, 'resident-vote'));
    const now = await city.now();
    await city.sql`update calls set closes_at = to_timestamp(${now / 1000}) where id = ${call}`;
    await city.clockTo(now + 60_000);
    await advanceCall(city.db, call);
    const office = await pages.signedIn('管理者 阿部 純');
    await office.open(`/admin/calls/${call}/public-vote`);
    for (const id of cases) {
      await city.advance(id);
      const [check] = await city.open(id);
      if (check) await city.answer(id, check, 'accept');
      await city.advance(id);
    }
    const text = (at: number): string => `${dateOf(at)} ${clockOf(at)}`;
    const minute = (at: number): number => Math.ceil(at / 60_000) * 60_000;
    const span = { opensAt: minute(now + DAY), closesAt: minute(now + 22 * DAY) };
    await office.open(`/admin/calls/${call}/public-vote`);
    await office.press('候補と日時を決める', { opensAt: text(span.opensAt), closesAt: text(span.closesAt) });
    if (office.page().status !== 200) throw new Error(office.page().text.slice(0, 500));
    const numbers = await Promise.all(cases.map(async (id) => (await city.read(id)).row.number));
    return new Polls(pages, office, call, cases, numbers, span);
  }

  /** Lets the office make codes and keeps what the answer shows. */
  async issue(count: number, as: 'sheet' | 'csv'): Promise<void> {
    await this.office.open(this.officePage);
    const page = await this.office.press('投票番号をつくる', { count: String(count), as });
    this.codes.push(...(page.html.match(/\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b/g) ?? []));
  }
  open = (): Promise<void> => this.pages.city.clockTo(this.span.opensAt + 1000);
  close = (): Promise<void> => this.pages.city.clockTo(this.span.closesAt);

  /** Votes as a person does: form, check, vote. Returns the reference of the receipt. */
  async vote(code: string, choice: readonly string[]): Promise<string> {
    const voter = this.pages.visitor();
    await voter.open(this.page);
    await voter.press('選んだ内容を確かめる', { code, choice });
    this.last = await voter.press('この内容で投票する');
    const reference = receipt(this.last.html);
    if (!reference) throw new Error(this.last.text.slice(0, 500));
    return reference;
  }
  /** Posts a filled-in ballot at once. */
  async send(form: { readonly code: string; readonly choice: readonly string[]; readonly form: string }): Promise<Answered> {
    const body = new URLSearchParams([['do', 'cast'], ['code', form.code], ['form', form.form], ...form.choice.map((id): [string, string] => ['choice', id])]);
    const answer = await fetch(`${this.pages.origin}${this.page}`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', origin: this.pages.origin }, body });
    const html = await answer.text();
    return { status: answer.status, text: html, reference: receipt(html) };
  }
  async handIn(code: string): Promise<void> {
    await this.office.open(this.officePage);
    await this.office.press('引きかえを記録する', { code });
    if (!this.office.page().text.includes('引きかえを記録しました')) throw new Error(this.office.page().text.slice(0, 500));
  }
  /** One person types one paper. */
  async paper(person: Visitor, paper: string, choice: readonly string[]): Promise<void> {
    await person.open(`${this.officePage}/papers`);
    await person.press('入力する', { paper, choice });
  }
  /** The references in the box, as the database holds them. */
  async ballots(): Promise<string[]> {
    const [box] = await this.pages.city.sql`select (select array_agg(k) from jsonb_object_keys(ballots) k) as refs from vote_boxes where call = ${this.call}`;
    const refs = (box?.refs ?? []) as string[];
    if (refs.length !== (await ballotsOf(this.pages.city.db, this.call)).length) throw new Error('the box and what is read of it differ');
    return refs;
  }
  /** Every row of every table as text. */
  async dump(): Promise<{ readonly table: string; readonly text: string }[]> {
    const { sql } = this.pages.city;
    const tables = await sql`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
    const found: { table: string; text: string }[] = [];
    for (const { table_name } of tables) found.push({ table: String(table_name), text: (await sql.unsafe(`select coalesce(string_agg(t::text, chr(10)), '') as all from "${table_name}" t`)).map((r) => String(r.all)).join('') });
    return found;
  }
}

const receipt = (html: string): string | null => /class="big" translate="no">([A-Z0-9-]+)</.exec(html)?.[1] ?? null;
