// Receipts: what a form reads, what the plan is, what is property; and whatever an officer rejects, nothing is lost or won.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Field, readFields } from '../../workflows/domain/fields.js';
import { finalAmount } from '../../workflows/domain/money.js';
import { differences, isRepeated, judged, lastDayOf, propertyOf, type Receipt, REJECT_REASONS, spentByLine, YEARS_OF_USE } from '../../workflows/domain/receipts.js';
import { generalSubsidy } from '../../workflows/programmes/general-subsidy.js';

const PLAN = { lines: [{ label: '消耗品費（苗）', head: 'supplies', plannedYen: 200_000 }, { label: '使用料（会場）', head: 'rent', plannedYen: 100_000, changedYen: 80_000 }], totalYen: 280_000 };
const PROPERTY = { heads: ['supplies'], fromYen: 50_000, classes: YEARS_OF_USE, source: '' };
const FIELD: Extract<Field, { kind: 'receipts' }> = { id: 'r', label: '領収書', kind: 'receipts', required: false, plan: PLAN, from: '2027-04-01', to: '2028-03-05', property: PROPERTY };
const one = (more: Partial<Receipt> = {}): Receipt => ({ line: 0, what: '苗', payee: '花の店', paidOn: '2027-05-01', yen: 1_000, pieces: 1, property: null, files: ['f'], ...more });
const typed = (n: number, more: Record<string, unknown> = {}) => Object.fromEntries(Object.entries({ line: '0', what: '苗', payee: '花の店', paidOn: '令和9年5月1日', yen: '１，０００円', pieces: '', files: ['f'], ...more }).map(([part, value]) => [`r.${n}.${part}`, value]));
const read = (input: Record<string, unknown>) => readFields([FIELD], input);

describe('reading receipts', () => {
  test('rows are read as people type them, empty rows are left out, and a list is read alike', () => {
    expect(read({ ...typed(0), ...typed(4, { line: '1', pieces: '２' }) })).toEqual({ values: { r: [one(), one({ line: 1, pieces: 2 })] }, faults: [] });
    expect(read({ r: [one(), one({ line: 1, pieces: 2 })] }).values.r).toEqual([one(), one({ line: 1, pieces: 2 })]);
    expect(read({}).values.r).toEqual([]);
  });

  test('each part that is missing is a fault at its own field of its own row', () => {
    expect(read({ 'r.3.payee': '花の店' }).faults.map((f) => [f.at, f.code])).toEqual([['r.3.line', 'not-chosen'], ['r.3.what', 'missing'], ['r.3.paidOn', 'missing'], ['r.3.yen', 'missing'], ['r.3.files', 'file-missing']]);
  });

  test('a payment before the decision or after today, of no line or without a sum is refused with its reason', () => {
    const codes = (more: Record<string, unknown>) => read(typed(0, more)).faults.map((f) => f.code);
    expect(codes({ paidOn: '2027-03-31' })).toEqual(['before-decision']);
    expect([codes({ paidOn: '2027-04-01' }), codes({ paidOn: '2028-03-05' })]).toEqual([[], []]);
    expect(codes({ paidOn: '2028-03-06' })).toEqual(['too-late']);
    expect(codes({ line: '2' })).toEqual(['unknown-option']);
    expect([codes({ yen: '0' }), codes({ yen: 'たくさん' })]).toEqual([['out-of-range'], ['not-a-number']]);
  });

  test('goods at or above the threshold each need their kind, cheaper ones and services never have one', () => {
    expect(read(typed(0, { yen: '50,000' })).faults.map((f) => [f.at, f.code])).toEqual([['r.0.property', 'not-chosen']]);
    expect(read(typed(0, { yen: '50,000', property: 'camera' })).values.r).toMatchObject([{ property: 'camera' }]);
    expect(read(typed(0, { yen: '99,999', pieces: '2', property: 'camera' })).values.r).toMatchObject([{ property: null }]);
    expect(read(typed(0, { line: '1', yen: '90,000', property: 'camera' })).values.r).toMatchObject([{ property: null }]);
  });

  test('of every receipt the officer says whether it counts, by a reason of the list', () => {
    const field: Field = { id: 'v', label: '', kind: 'verdicts', required: true, plan: PLAN, receipts: [one(), one()], options: REJECT_REASONS.map((id) => ({ id, label: id })) };
    expect(readFields([field], { 'v.0': '', 'v.1': 'other-name' }).values.v).toEqual(['', 'other-name']);
    expect(readFields([field], { 'v.0': '', 'v.1': 'because' }).faults.map((f) => f.at)).toEqual(['v.1']);
    expect(readFields([field], { v: [''] }).faults.map((f) => f.at)).toEqual(['v.1']);
  });
});

test('a changed plan line is empty or keeps its plan; nothing typed is no change', () => {
  const field: Field = { id: 's', label: '', kind: 'spent', required: false, lines: [{ label: 'a', plannedYen: 5 }, { label: 'b', plannedYen: 7 }] };
  expect(readFields([field], { 's.0': '', 's.1': '' }).values.s).toBeNull();
  expect(readFields([field], { 's.0': '', 's.1': '9' }).values.s).toEqual([5, 9]);
});

test('C-9: the difference is told against the plan as last changed, line by line and in total', () => {
  const { lines, total } = differences(PLAN, [one({ yen: 150_000 }), one({ line: 1, yen: 90_000 }), one({ yen: 10_000 })]);
  expect(lines.map((l) => [l.plannedYen, l.spentYen, l.differenceYen])).toEqual([[200_000, 160_000, -40_000], [80_000, 90_000, 10_000]]);
  expect([total.plannedYen, total.spentYen, total.differenceYen]).toEqual([280_000, 250_000, -30_000]);
});

test('property is kept until the day before the same day, or the last of a February without a 29th', () => {
  expect([lastDayOf('2027-05-01', 5), lastDayOf('2028-02-29', 4), lastDayOf('2028-02-29', 5), lastDayOf('2027-01-01', 3)]).toEqual(['2032-04-30', '2032-02-28', '2033-02-28', '2029-12-31']);
  const bought = one({ what: 'カメラ', yen: 120_000, pieces: 2, property: 'camera', paidOn: '2027-06-10' });
  expect(propertyOf(PROPERTY, PLAN.lines, [one(), bought, { ...bought, line: 1 }])).toEqual([{ what: 'カメラ', acquiredOn: '2027-06-10', yen: 120_000, pieces: 2, label: 'カメラ・映写機', restrictedUntil: '2032-06-09' }]);
  expect(propertyOf(undefined, PLAN.lines, [bought])).toEqual([]);
});

test('the same payee, day and sum again is pointed out, once for each repetition', () => {
  const all = [one(), one({ yen: 2_000 }), one({ what: 'べつの苗' })];
  expect(all.map((_, n) => isRepeated(all, n))).toEqual([false, false, true]);
});

const receipts = fc.array(fc.record({ line: fc.nat(3), yen: fc.integer({ min: 1, max: 500_000 }), verdict: fc.constantFrom('', ...REJECT_REASONS) }), { maxLength: 20 });
const rule = generalSubsidy.money;
if (!rule) throw new Error('the subsidy has a money rule');

test('D-6: rejected and accepted always make the whole, line by line as in total', () => {
  fc.assert(fc.property(receipts, (rows) => {
    const all = rows.map(({ line, yen }) => one({ line, yen }));
    const { accepted, rejected } = judged(all, rows.map((r) => r.verdict));
    expect(accepted.length + rejected.length).toBe(all.length);
    const of = (list: readonly Receipt[]) => spentByLine(4, list);
    expect(of(all)).toEqual(of(accepted).map((yen, n) => yen + (of(rejected.map((r) => r.receipt))[n] ?? 0)));
  }));
});

test('D-6: no rejection ever raises the final amount, and none passes the decided one', () => {
  fc.assert(fc.property(receipts, fc.nat(400_000), fc.nat(50_000), (rows, decidedYen, otherGrantsYen) => {
    const all = rows.map(({ line, yen }) => one({ line, yen }));
    const verdicts = rows.map((r) => r.verdict);
    const amount = (said: readonly string[]) => finalAmount(rule, { decidedYen, otherGrantsYen, spentEligibleYen: spentByLine(4, judged(all, said).accepted).reduce((a, b) => a + b, 0) }).amountYen;
    let before = amount(all.map(() => ''));
    expect(before).toBeLessThanOrEqual(decidedYen);
    for (let n = 1; n <= all.length; n++) {
      const after = amount(verdicts.map((said, at) => (at < n ? said : '')));
      expect(after).toBeLessThanOrEqual(before);
      before = after;
    }
  }));
});
