// A tie that is declared after scoring (facts: domain 6, scenario 5), by the rules of three real places, on the real engine: the sheet is void and kept, the ranking is computed again, the quorum is looked at again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programmes } from '../../db/schema/index.js';
import { makeCall } from '../../db/store/calls.js';
import { confirmSelection, draftSelection, selectionsOf } from '../../db/store/selections.js';
import { HOUR } from '../../workflows/domain/calendar.js';
import type { ScoringRule } from '../../workflows/domain/scoring-rule.js';
import { themeSubsidy } from '../../workflows/programmes/theme-subsidy.js';
import { type City, makeCity } from '../support/city.js';
import { declare, fileRound, gather, scoreAll } from '../support/round.js';

let city: City;
beforeAll(async () => {
  city = await makeCity();
}, 60_000);
afterAll(() => city.close());

/** Sheets of the two applications: the fifth member, who later turns out to have a tie, gave the first one full marks. */
const SHEETS = [[42, 42, 43, 43, 50], [43, 43, 43, 43, 43]] as const;

/** How each place treats a member with a tie, and what comes of it: totals of the first application before and after. */
const PLACES: readonly { readonly place: string; readonly version: number; readonly rule: Pick<ScoringRule, 'aggregate' | 'rounding' | 'recusal'>; readonly before: string; readonly after: string; readonly other: string }[] = [
  // 東松島市: the mean of the rest, rounded half up: 170 ÷ 4 = 42.5 → 43.
  { place: '東松島', version: 51, rule: { aggregate: { kind: 'mean' }, rounding: { mode: 'half-up', digits: 0 }, recusal: { kind: 'exclude' } }, before: '44', after: '43', other: '43' },
  // 本巣市: the mean of the others is added for the missing member: 170 + 42.5.
  { place: '本巣', version: 52, rule: { aggregate: { kind: 'sum' }, rounding: { mode: 'none' }, recusal: { kind: 'impute-mean', rounding: { mode: 'none' }, of: ['recused'] } }, before: '220', after: '425/2', other: '215' },
  // 島根県: the same, and what is added drops its fraction: 170 + 42.
  { place: '島根', version: 53, rule: { aggregate: { kind: 'sum' }, rounding: { mode: 'none' }, recusal: { kind: 'impute-mean', rounding: { mode: 'floor', digits: 0 }, of: ['recused'] } }, before: '220', after: '212', other: '215' },
];

/** Publishes the themed subsidy with a place's rule as a version of its own, and opens a call of it. */
async function openCall(version: number, rule: Pick<ScoringRule, 'aggregate' | 'rounding' | 'recusal'>): Promise<void> {
  const definition = { ...themeSubsidy, version, stages: themeSubsidy.stages.map((stage) => ({ ...stage, steps: stage.steps.map((step) => (step.kind === 'selection' ? { ...step, rule: { ...step.rule, ...rule, threshold: null } } : step)) })) };
  await city.ownerDb.insert(programmes).values({ id: definition.id, version, definition, digest: `place-${version}`, publishedAt: await city.now() });
  const [seeded] = await city.sql`select fiscal_year from calls where programme = 'theme-subsidy' and version = ${themeSubsidy.version}`;
  const now = await city.now();
  await makeCall(city.db, { programme: 'theme-subsidy', version, fiscalYear: Number(seeded?.fiscal_year), opensAt: now - HOUR + version, closesAt: now + 24 * HOUR });
}

test.each(PLACES.map((one) => [one.place, one] as const))('%s: a tie declared after scoring voids the sheet and keeps it, changes the total by the place’s own rounding and the ranking with it, and both confirmed rankings stay', async (_place, { version, rule, before, after, other }) => {
  await city.sql`update envelopes set budget_yen = 500000 where programme = 'theme-subsidy'`;
  await openCall(version, rule);
  const round = await fileRound(city, ['はじめの会', 'つぎの会'], [400_000, 300_000]);
  await gather(city, round);
  await scoreAll(city, round, (n, member) => SHEETS[n]?.[member] ?? 0);
  const [first = '', second = ''] = round.ids;
  const ranked = async () => { const draft = await draftSelection(city.db, round.call); return { places: draft?.selection.places.map((p) => p.id), totals: Object.fromEntries((draft?.lines ?? []).map((l) => [l.caseId, l.total.total])), draft }; };
  const was = await ranked();
  expect(was.places).toEqual([first, second]);
  expect(was.totals).toEqual({ [first]: before, [second]: other });
  await confirmSelection(city.db, { call: round.call, by: 'admin', note: '審査会で確認' });

  expect((await declare(city, first, 'panel.member-5', 'relative')).outcome).toBe('accepted');
  const is = await ranked();
  expect(is.totals).toEqual({ [first]: after, [second]: other });
  expect(is.places).toEqual([second, first]);
  const line = is.draft?.lines.find((l) => l.caseId === first);
  expect(line).toMatchObject({ recused: 1, voided: [50], total: { counted: 4, state: 'qualified' } });
  // The sheet itself stays as it was handed in, beside the declaration.
  const [sheet] = await city.sql`select choice, answer from requests where case_id = ${first} and to_post = 'panel.member-5'`;
  expect(sheet).toMatchObject({ choice: 'score', answer: { publicness: '10' } });
  await confirmSelection(city.db, { call: round.call, by: 'admin', note: '関係の申告を受けて確認' });
  const [now, then] = await selectionsOf(city.db, round.call);
  expect([then?.rows[first]?.rank, then?.rows[second]?.rank]).toEqual([1, 2]);
  expect(now?.rows[second]?.rank).toBe(1);
  expect(now?.sheet.join('\n')).toContain('数えない採点：50点');
  expect(then?.sheet.join('\n')).not.toContain('数えない採点');

  // Two more ties leave two of five sheets: no quorum, no rank.
  for (const post of ['panel.member-3', 'panel.member-4']) await declare(city, first, post, 'business');
  const less = await ranked();
  expect(less.draft?.lines.find((l) => l.caseId === first)?.total).toMatchObject({ counted: 2, state: 'no-quorum' });
  expect(less.places).toEqual([second]);
}, 60_000);
