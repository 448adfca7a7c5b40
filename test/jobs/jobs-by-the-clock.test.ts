// Jobs that hang on instants, or on a long way through the rules: the real pages on a real database, the run's part called by hand.
import { afterAll, expect, test } from 'vitest';
import { dateOf, DAY, instantAt } from '../../workflows/domain/calendar.js';
import { caseAt, goTo } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';
import { seedProgrammes } from '../../db/seeds/programmes.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const CRITERIA = ['publicness', 'citizenship', 'growth', 'feasibility', 'independence'];
const ITEMS = ['purpose', 'process', 'synergy', 'content', 'effect'];

test('D-2: an asked officer gets one reminder seven days and one a day before the due date, the head one the working day after, and nobody more', async () => {
  const id = await city.submit(PROPOSAL);
  await goTo(city, id, 'consult');
  const [opinion] = await city.open(id);
  if (!opinion) throw new Error('nobody was asked');
  const told: { day: number; to: string; mail: string }[] = [];
  await pages.post();
  for (let at = instantAt(dateOf(await city.now()), '09:30') + DAY; at < opinion.closesAt; at += DAY) {
    await city.clockTo(at);
    for (let n = 0; n < 5; n++) await city.advance(id);
    for (const mail of await pages.post()) told.push({ day: Math.round((instantAt(dateOf(at)) - instantAt(dateOf(opinion.dueAt))) / DAY), to: mail.to.split('@')[0] ?? '', mail: mail.subject });
  }
  expect(told.map(({ day, to }) => `${day} ${to}`)).toEqual(['-7 tanaka', '-1 tanaka', expect.stringMatching(/^[1-5] ito$/)]);
  expect(told[2]?.mail).toContain((await city.read(id)).row.number);
}, 60_000);

test('C-10: a proposal that the panel did not pass reads reason, score and remedy in one mail', async () => {
  const id = await caseAt(city, 'score');
  for (const request of await city.open(id)) await city.answer(id, request, 'score', Object.fromEntries(CRITERIA.flatMap((c) => [[c, '2'], [`${c}Reason`, '実現の見通しが足りません。']])));
  await goTo(city, id, 'draft');
  const [draft] = await city.open(id);
  if (!draft) throw new Error('no draft was asked');
  await city.answer(id, draft, 'reject', { reasons: '計画の人手と費用の見通しが示されていません。' });
  await goTo(city, id, 'announce-refusal');
  await city.documents(id);
  await city.advance(id);
  await pages.post();
  for (const request of await city.open(id)) await city.answer(id, request, 'publish');
  await city.advance(id);
  expect((await city.read(id)).state.ending).toBe('notSelected');
  const letters = (await pages.post()).filter((mail) => /hanako|taro/.test(mail.to));
  expect(letters.map((mail) => mail.to).sort()).toEqual(['hanako@example.jp', 'taro@example.jp']);
  for (const { text } of letters) {
    expect(text).toContain('計画の人手と費用の見通しが示されていません。');
    expect(text).toMatch(/(10|10\.0|50)点/);
    expect(text).toMatch(/審査請求の対象ではありません|審査請求ができます/);
    expect(text).toContain('023-000-0000');
  }
}, 60_000);

/** The same programme, with its departments asked at once. */
const atOnce: Programme = { ...citizenProposal, version: 1001, stages: citizenProposal.stages.map((stage) => ({ ...stage, steps: stage.steps.map((step) => (step.kind === 'consultation' ? { ...step, mode: 'parallel' } : step)) })) };

test('D-5: a department that was asked at the same time does not read the answer of another before it gave its own', async () => {
  await seedProgrammes(city.ownerDb, true, [...PROGRAMMES, atOnce]);
  const id = await city.submit(PROPOSAL);
  await city.sql`update cases set version = 1001 where id = ${id}`;
  await goTo(city, id, 'consult');
  const first = (await city.open(id))[0];
  if (!first) throw new Error('nobody was asked');
  await city.answer(id, first, 'decline', { reason: 'うちの課の考えは秘密の言葉ウグイスです。' });
  await city.advance(id);
  const link = await pages.linkOf(id, 'opinion-welfare.0').catch(() => pages.linkOf(id, 'opinion-welfare'));
  const officer = pages.visitor();
  await officer.open(link);
  expect(officer.page().text).toContain('引き受け');
  const { number } = (await city.read(id)).row;
  const desk = await pages.signedIn('渡辺 花子');
  await desk.open(`/desk/cases/${number}`);
  expect(desk.page().text).toContain(number);
  expect({ byLink: officer.page().text.includes('ウグイス'), atTheDesk: desk.page().text.includes('ウグイス') }).toEqual({ byLink: false, atTheDesk: false });
  await officer.press('回答を送る', { choice: 'decline', 'decline.reason': '人手が足りません。' });
  expect(officer.page().text).toContain('受け付けました');
  await desk.open(`/desk/cases/${number}`);
  expect(desk.page().text).toContain('ウグイス');
}, 60_000);

test('D-5: both sides evaluate without seeing the other’s sheet, then differences of two or more are shown and a joint text ends it', async () => {
  const id = await caseAt(city, 'evaluate');
  const sheets = await city.open(id);
  const group = sheets.find((r) => r.to.kind === 'party');
  if (!group) throw new Error('the group was not asked');
  await city.answer(id, group, 'evaluate', { ...Object.fromEntries(ITEMS.map((item) => [item, '5'])), purposeNote: '合い言葉はホトトギス' });
  await city.advance(id);
  const [sheet] = await city.sql`select ask_key from requests where case_id = ${id} and step = 'evaluate' and state = 'open'`;
  const link = await pages.linkOf(id, String(sheet?.ask_key));
  const officer = pages.visitor();
  await officer.open(link);
  expect(officer.page().text).not.toContain('ホトトギス');
  const { number } = (await city.read(id)).row;
  const desk = await pages.signedIn('田中 健');
  await desk.open(`/desk/cases/${number}`);
  expect(desk.page().text).toContain(number);
  expect(desk.page().text).not.toContain('ホトトギス');
  await officer.press('回答を送る', { choice: 'evaluate', ...Object.fromEntries(ITEMS.map((item, n) => [`evaluate.${item}`, n === 0 ? '3' : '4'])) });
  expect(officer.page().text).toContain('受け付けました');
  await city.advance(id);
  const [joint] = await city.sql`select ask_key from requests where case_id = ${id} and what = 'joint-evaluation' and state = 'open'`;
  await officer.open(await pages.linkOf(id, String(joint?.ask_key)));
  expect(officer.page().text).toContain('目的を分かち合えたか');
  expect(officer.page().text).not.toContain('成果は出たか');
  await desk.open(`/desk/cases/${number}`);
  expect(desk.page().text).toContain('ホトトギス');
  await officer.press('回答を送る', { choice: 'joint', 'joint.text': '目的の伝え方を、次は初めに話し合います。' });
  expect(officer.page().text).toContain('受け付けました');
  await city.advance(id);
  expect((await city.read(id)).state.steps.find((s) => s.kind === 'evaluation')?.result?.text).toContain('次は初めに話し合います');
}, 60_000);

test('C-3: a draft is found again by its link and handed in up to the closing instant, and not one second after', async () => {
  const draft = async () => {
    const writer = pages.visitor();
    await writer.open('/apply/citizen-proposal');
    await writer.press('申請をはじめる', { track: 'idea', email: 'late@example.jp' });
    await writer.follow('アイデア');
    await writer.press('保存して続ける', { title: '木かげのベンチ', summary: 'ベンチを置きます。', contactName: '山田 一', contactEmail: 'late@example.jp' });
    await writer.press('保存して続ける', { conditions: 'on', agreed: 'on' });
    const [row] = await city.sql`select id, generation from drafts order by created_at desc, id desc limit 1`;
    return { writer, link: `/draft/${row?.id}.${city.links.token('draft', String(row?.id), Number(row?.generation))}` };
  };
  const [early, late] = [await draft(), await draft()];
  const [call] = await city.sql`select round(extract(epoch from closes_at) * 1000)::bigint as at from calls where programme = 'citizen-proposal'`;
  const closesAt = Number(call?.at);
  await city.clockTo(closesAt - 30_000);
  const found = pages.visitor();
  await found.open(early.link);
  expect(found.clicks).toBe(1);
  await found.follow('入力内容を確認する');
  expect(found.clicks).toBeLessThanOrEqual(2);
  await found.press('提案を提出する');
  expect(found.page().text).toMatch(/\d{4}-CP-\d{4}/);
  const open = pages.visitor();
  await open.open(late.link);
  await open.follow('入力内容を確認する');
  await city.clockTo(closesAt);
  await open.press('提案を提出する');
  expect(open.page().status).toBe(410);
  expect(open.page().text).toContain('締切');
  // What was written stays to be read; there is nothing to press any more.
  const after = pages.visitor();
  await after.open(late.link);
  expect(after.page().text).toContain('締切');
  expect(after.page().text).toContain('提出できません');
  expect(after.page().text).not.toContain('入力内容を確認する');
  expect(await city.sql`select 1 from cases where title = '木かげのベンチ'`).toHaveLength(1);

}, 60_000);
