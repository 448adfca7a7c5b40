// Scenario 15: a disclosure request comes while a case is under way. Its clock is data of the city (安曇野市, 糸満市, 大阪府, 福井県); the case's own clock does not move.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DISCLOSURE_CLOCKS, type DisclosureClock, disclosureDue, type DisclosureRequest, restIsOpen } from '../../workflows/domain/disclosure.js';
import { ADMINISTRATOR, caseAt } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';
import { CALENDAR } from '../support/sample.js';

const { azumino, itoman, osaka, fukui } = DISCLOSURE_CLOCKS;
const due = (clock: DisclosureClock, receivedOn: string, more: Partial<DisclosureRequest> = {}) => disclosureDue(CALENDAR, clock, { receivedOn, corrections: [], extended: false, ...more }).on;

describe('15: until when the city decides, from a request on Wednesday 4 November 2026', () => {
  const on = '2026-11-04';
  test('安曇野市: 14 working days from the day after, holidays left out; extended by up to 30 days', () => {
    expect(due(azumino, on)).toBe('2026-11-25');
    expect(due(azumino, on, { extended: true })).toBe('2026-12-25');
  });
  test('糸満市: 15 days that begin with the day of the request, 45 at most', () => {
    expect(due(itoman, on)).toBe('2026-11-18');
    expect(due(itoman, on, { extended: true })).toBe('2026-12-18');
  });
  test('大阪府: 15 days, the first not counted, and 15 more', () => {
    expect(due(osaka, on)).toBe('2026-11-19');
    expect(due(osaka, on, { extended: true })).toBe('2026-12-04');
  });
  test('福井県: days of a correction are not counted; in 大阪府 they are; while one lasts there is no day', () => {
    const corrections = [{ from: '2026-11-09', to: '2026-11-13' }];
    expect([due(fukui, on), due(fukui, on, { corrections }), due(osaka, on, { corrections })]).toEqual(['2026-11-19', '2026-11-24', '2026-11-19']);
    expect(due(fukui, on, { corrections: [{ from: '2026-11-09', to: null }] })).toBeNull();
    expect(due(fukui, on, { corrections, extended: true })).toBe('2026-12-24');
  });
  test('福井県: of masses of paper the rest may come later, if a part was decided in time; elsewhere not', () => {
    const request = { receivedOn: on, corrections: [], extended: true };
    expect([restIsOpen(CALENDAR, fukui, request, '2026-12-21'), restIsOpen(CALENDAR, fukui, request, '2026-12-22'), restIsOpen(CALENDAR, osaka, request, on)]).toEqual([true, false, false]);
  });
  test('an end on a closed day rolls to the next open one, and every clock survives JSON', () => {
    expect(due(osaka, '2026-12-17')).toBe('2027-01-04');
    expect(JSON.parse(JSON.stringify(DISCLOSURE_CLOCKS))).toEqual(DISCLOSURE_CLOCKS);
  });
});

describe('15: the case', () => {
  let city: City;
  beforeAll(async () => { city = await makeCity(); }, 60_000);
  afterAll(() => city.close());
  test('a disclosure request that is written down at a case moves none of its dates and wakes', async () => {
    const id = await caseAt(city, 'consult');
    const clocks = async () => { const { row, state } = await city.read(id); return [row.wantedWakeAt, ...state.requests.map((r) => [r.id, r.state, r.dueAt, r.closesAt])]; };
    const before = await clocks();
    expect((await city.free(id, 'note', { text: '保有個人情報の開示請求を受け付けました。' }, ADMINISTRATOR)).outcome).toBe('accepted');
    await city.advance(id);
    expect(await clocks()).toEqual(before);
  });
});
