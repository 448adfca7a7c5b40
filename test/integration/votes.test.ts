// A vote of residents over a call, on the real pages and the real database: who may vote, what is refused, what is kept apart, what two people type, what is counted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from '../../scripts/lib/visitor.js';
import { draftCount } from '../../db/store/vote-counts.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { fromPb } from '../../workflows/domain/ballots.js';
import { makePages, type Pages } from '../support/pages.js';
import { Polls } from '../support/polls.js';

let pages: Pages;
let polls: Polls;
beforeAll(async () => {
  pages = await makePages();
  polls = await Polls.prepared(pages, [300_000, 200_000, 250_000, 300_000]);
}, 60_000);
afterAll(() => pages.close());
const N = (n: number): string => polls.numbers[n] ?? '';

describe('before the vote', () => {
  test('the list of candidates is public before the vote opens, and the page takes no ballot', async () => {
    const resident = pages.visitor();
    await resident.open(polls.page);
    expect(resident.page().text).toContain('から');
    for (const n of [1, 2, 3, 4]) expect(resident.page().text).toContain(`事業${n}`);
    expect(resident.page().forms.some((f) => f.action.startsWith('/vote/'))).toBe(false);
    const posted = await fetch(`${pages.origin}${polls.page}`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', origin: pages.origin }, body: new URLSearchParams({ do: 'cast', code: 'x' }) });
    expect(posted.status).toBe(410);
  });

  test('codes are shown once, as a sheet or as CSV, and only their keyed hashes are kept', async () => {
    await polls.issue(8, 'csv');
    await polls.issue(4, 'sheet');
    expect(new Set(polls.codes).size).toBe(12);
    expect(polls.codes.every((code) => /^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/.test(code))).toBe(true);
    const dump = await polls.dump();
    for (const code of polls.codes) expect(dump.some(({ text }) => text.includes(code.replaceAll('-', '')) || text.includes(code))).toBe(false);
    await polls.office.open(polls.officePage);
    expect(polls.office.page().text).toContain('12件');
    expect(polls.office.page().text).not.toContain(polls.codes[0]);
  });
});

describe('voting', () => {
  let voter: Visitor;
  beforeAll(() => polls.open());

  test('a choice that breaks the rule is refused with the number of ticks, and ticks and code stay', async () => {
    voter = pages.visitor();
    await voter.open(polls.page);
    await voter.press('選んだ内容を確かめる', { code: polls.codes[0] ?? '', choice: [N(0), N(2)] });
    expect([voter.page().status, voter.page().text.includes('いま2つ選んでいます。あと1つ選んで、ちょうど3つにしてください')]).toEqual([422, true]);
    expect(voter.page().html.match(/<input type="checkbox"[^>]* checked/g)).toHaveLength(2);
    expect(voter.page().html).toContain(`value="${polls.codes[0]}"`);
    await voter.press('選んだ内容を確かめる', { choice: [N(0), N(1), N(2), N(3)] });
    expect(voter.page().text).toContain('いま4つ選んでいます。1つ外して');
    await voter.press('選んだ内容を確かめる', { code: 'AAAA-AAAA-AAAA', choice: [] });
    expect(voter.page().text).toContain('この番号は確かめられません');
    expect(voter.page().text).toContain('まだ選んでいません');
  });

  test('the choice is shown once more, may be changed, and the receipt names a reference that is not the code', async () => {
    await voter.press('選んだ内容を確かめる', { code: polls.codes[0]?.toLowerCase() ?? '', choice: [N(0), N(1), N(2)] });
    await voter.press('選び直す');
    expect(voter.page().html.match(/<input type="checkbox"[^>]* checked/g)).toHaveLength(3);
    const reference = await polls.vote(polls.codes[0] ?? '', [N(0), N(1), N(3)]);
    expect(polls.codes).not.toContain(reference);
    // Nothing of the ballot stands in an address.
    expect(polls.last?.url.endsWith(polls.page)).toBe(true);
  });

  test('one code used two hundred times at once gives one ballot', async () => {
    const code = polls.codes[1] ?? '';
    const results = await Promise.all(Array.from({ length: 200 }, (_, n) => polls.send({ code, choice: [N(n % 2), N(2), N(3)], form: Buffer.alloc(32, n).toString('base64url') })));
    expect(results.filter((r) => r.status === 200)).toHaveLength(1);
    expect(results.filter((r) => r.status === 422 && r.text.includes('もう投票に使われています'))).toHaveLength(199);
    expect(await polls.ballots()).toHaveLength(2);
  }, 60_000);

  test('the same form sent twice is one ballot with one receipt, and the first choice holds', async () => {
    const form = { code: polls.codes[2] ?? '', form: 'a'.repeat(43) };
    const [first, second] = [await polls.send({ ...form, choice: [N(0), N(1), N(2)] }), await polls.send({ ...form, choice: [N(1), N(2), N(3)] })];
    expect([first.status, second.status, second.text.includes('事業1'), second.text.includes('事業4')]).toEqual([200, 200, true, false]);
    expect(second.reference).toBe(first.reference);
    expect(await polls.ballots()).toHaveLength(3);
    // With another code the form is refused and the code stays good.
    const other = await polls.send({ ...form, code: polls.codes[3] ?? '', choice: [N(0), N(1), N(2)] });
    expect([other.status, other.text.includes('この画面は、もう使われています')]).toEqual([422, true]);
    expect(await polls.vote(polls.codes[3] ?? '', [N(1), N(2), N(3)])).not.toBe(first.reference);
  });

  test('a code handed in for a paper ballot cannot vote, and a used code gets no paper', async () => {
    for (const code of polls.codes.slice(4, 7)) await polls.handIn(code);
    expect((await polls.send({ code: polls.codes[4] ?? '', choice: [N(0), N(1), N(2)], form: 'b'.repeat(43) })).text).toContain('紙の投票用紙と引きかえられています');
    await polls.office.open(polls.officePage);
    await polls.office.press('引きかえを記録する', { code: polls.codes[0] ?? '' });
    expect([polls.office.page().status, polls.office.page().text.includes('もう投票に使われています')]).toEqual([422, true]);
  });

  test('nobody sees a number of votes while people vote', async () => {
    expect(await draftCount(pages.city.db, polls.call)).toBeNull();
    await polls.office.open(polls.officePage);
    expect(polls.office.page().text).not.toContain('得票の多い順 順位');
    for (const path of ['/ballots', '/ballots.pb']) expect((await fetch(`${pages.origin}${polls.page}${path}`)).status).toBe(404);
  });
});

describe('secrecy', () => {
  test('no column, no time and no order joins a code to a ballot', async () => {
    const { sql } = pages.city;
    const columns = await sql`select table_name, string_agg(column_name || ' ' || data_type, ', ' order by column_name) as columns from information_schema.columns where table_name in ('vote_codes', 'vote_boxes') group by 1 order by 1`;
    expect(columns.map((c) => [c.table_name, c.columns])).toEqual([['vote_boxes', 'ballots jsonb, call text'], ['vote_codes', 'call text, hash text, used text']]);
    const ballots = await polls.ballots();
    expect(ballots.length).toBe(4);
    // A reference stands in the box and nowhere else; a hash at its code and nowhere else; they share nothing.
    const dump = await polls.dump();
    for (const ref of ballots) expect(dump.filter(({ text }) => text.includes(ref)).map(({ table }) => table)).toEqual(['vote_boxes']);
    for (const { hash } of await sql`select hash from vote_codes where used is not null`) expect(dump.filter(({ text }) => text.includes(String(hash))).map(({ table }) => table)).toEqual(['vote_codes']);
    // The box holds its ballots in the order of the references, whatever came first; so no transaction of a single ballot can be told either.
    expect(ballots).toEqual([...ballots].sort());
    expect((await sql`select count(distinct xmin::text) as n from vote_boxes where call = ${polls.call}`)[0]?.n).toBe('1');
    // What the trees of the keys and hashes say of the order they were made in: nothing, the rows were written sorted.
    const hashes = (await sql`select hash from vote_codes where call = ${polls.call} and used is null order by ctid`).map((r) => String(r.hash));
    expect(hashes.length).toBe(5);
  });

  test('what lies in the box cannot be changed or taken out', async () => {
    const { sql } = pages.city;
    await expect(sql`update vote_boxes set ballots = '{}'`).rejects.toThrow('ballots cannot be taken back');
    await expect(sql`update vote_boxes set ballots = (select jsonb_object_agg(key, ${N(0)}::text) from jsonb_each(ballots))`).rejects.toThrow('ballots cannot be taken back');
    await expect(sql`delete from vote_boxes`).rejects.toThrow('ballots cannot be taken back');
  });
});

describe('paper and the count', () => {
  beforeAll(() => polls.close());

  test('a ballot sent after the close is refused and keeps its code unused', async () => {
    expect((await polls.send({ code: polls.codes[7] ?? '', choice: [N(0), N(1), N(2)], form: 'c'.repeat(43) })).status).toBe(410);
    expect(await polls.ballots()).toHaveLength(4);
  });

  test('each paper is typed by two different people; differences are shown, settled, and stop the count until then', async () => {
    const [first, second] = [polls.office, await pages.signedIn('管理者 石井 薫')];
    await polls.paper(first, '1', [N(0), N(1), N(2)]);
    await polls.paper(first, '1', [N(0), N(1), N(3)]);
    const [row] = await pages.city.sql`select second_by from vote_papers`;
    expect(row?.second_by, 'the same person corrects and is not the second').toBeNull();
    await polls.paper(second, '１', [N(0), N(1), N(3)]);
    await polls.paper(second, '2', [N(0), N(1)]);
    await polls.paper(first, '2', [N(0), N(1)]);
    await polls.paper(first, '3', [N(2), N(3), N(1)]);
    expect((await draftCount(pages.city.db, polls.call))?.hindrance).toBe('once');
    await polls.paper(second, '3', [N(2), N(3), N(0)]);
    expect((await draftCount(pages.city.db, polls.call))?.hindrance).toBe('differ');
    await polls.office.open(polls.officePage);
    expect(polls.office.page().text).toContain('2人の入力が違う用紙があります');
    await polls.paper(second, '3', [N(0)]);
    expect([second.page().status, second.page().text.includes('もう2人が入力しています')]).toEqual([422, true]);
    expect(second.page().text).toContain(`${N(1)} 事業2`);
    await second.press('用紙 0003 をこの内容にする', { choice: [N(1), N(2), N(3)] });
    expect(second.page().text).toContain('確かめた内容にしました');
    expect((await draftCount(pages.city.db, polls.call))?.hindrance).toBeNull();
    await expect(pages.city.sql`insert into vote_papers (call, paper, first, first_by, second, second_by) values (${polls.call}, '9', '[]', 'a', '[]', 'a')`).rejects.toThrow('vote_papers_two');
  });

  test('the count is confirmed by the post the programme names, with the papers counted by hand, once; until publication the public reads nothing of it', async () => {
    expect(polls.office.page().forms.some((f) => f.action.endsWith('/confirm'))).toBe(false);
    const head = await pages.signedIn('高橋 直子');
    await head.open(polls.officePage);
    await head.press('この集計で確定する', { papers: '2', note: '令和9年2月22日 集計会議' });
    expect([head.page().status, head.page().text.includes('数えた用紙の枚数と、入力した枚数が違います')]).toEqual([422, true]);
    expect(head.page().html).toContain('集計会議');
    await head.press('この集計で確定する', { papers: '3' });
    expect(head.page().text).toContain('集計を確定済み');
    const quiet = await pages.visitor().open(polls.page);
    expect(quiet.text).toContain('結果は、集計を確かめてからこのページで公表します');
    expect(quiet.text).not.toMatch(/\d票|順位|不採択/);
    expect((await fetch(`${pages.origin}${polls.page}/ballots`)).status).toBe(404);
    // Each case settles from its row; the envelope of 700,000 yen holds two of the three with most votes, and the next that fits.
    const { rows } = (await pages.city.sql`select rows from selections where call = ${polls.call}`)[0] as unknown as { rows: Record<string, { outcome: string }> };
    for (const id of polls.cases) {
      await pages.city.advance(id);
      const { state } = await pages.city.read(id);
      expect([currentStep(state)?.kind, state.steps.find((s) => s.kind === 'public-vote')?.outcome]).toEqual(['draft-decision', rows[id]?.outcome]);
    }
  });

  test('the published file holds the valid ballots without references, and its counts are those of the page', async () => {
    await polls.office.open(polls.officePage);
    await polls.office.press('結果を公表する');
    const text = await (await fetch(`${pages.origin}${polls.page}/ballots.pb`)).text();
    const open = fromPb(text);
    // Four ballots online and three papers, one of them with two names.
    expect([open.choices.length, open.projects.length, open.meta.min_length, open.meta.max_length]).toEqual([6, 4, '3', '3']);
    for (const ref of await polls.ballots()) expect(text).not.toContain(ref);
    const page = await pages.visitor().open(polls.page);
    expect(page.text).toContain('7票');
    expect(page.text).toContain('選んだ数が足りない 1票');
    for (const p of open.projects) expect(page.text).toContain(`${p.name} みどり町こども食堂の会 ${open.choices.filter((c) => c.includes(p.id)).length}票`);
    expect(open.projects.filter((p) => p.selected).reduce((all, p) => all + p.costYen, 0)).toBeLessThanOrEqual(700_000);
    await expect(pages.city.sql`update selections set note = 'x'`).rejects.toThrow('append-only');
  });
});
