// What programmes add to the plain money rule: caps by adoption and course, items and wages, the excess cut, shares of departments, and the form of working together.
import type { MoneyRule, Rate, Yen } from './money.js';
import { share } from './money.js';

/**
 * One row of a programme's table of amounts. `course` null = every course; `fiscalYear` null = every year (a year is a special measure);
 * adoptions count from 1, `toAdoption` null = no end. The first row that fits holds, so a special measure stands before the usual row.
 */
export type AmountRow = {
  readonly course: string | null;
  readonly fiscalYear: number | null;
  readonly fromAdoption: number;
  readonly toAdoption: number | null;
  readonly rate: Rate;
  readonly capYen: Yen;
  /** Least amount a project may ask for; 0 = none. */
  readonly leastYen: Yen;
  readonly source: string;
};

/** The row for a project's n-th adoption in a course and year; null when the table gives it nothing (adopted too often, unknown course). */
export function amountRow(rows: readonly AmountRow[], project: { course: string; fiscalYear: number; adoption: number }): AmountRow | null {
  return rows.find((row) =>
    (row.course === null || row.course === project.course) && (row.fiscalYear === null || row.fiscalYear === project.fiscalYear) &&
    row.fromAdoption <= project.adoption && (row.toAdoption === null || project.adoption <= row.toAdoption)) ?? null;
}

/** The money rule with the rate and cap of a row, ready for `grantAmount` and `finalAmount` (whose `year` then changes nothing). */
export function ruleFor(rule: MoneyRule, row: AmountRow): MoneyRule {
  return { ...rule, rateByYear: [row.rate], capYen: row.capYen };
}

/** A limit on what counts of a cost line: per piece or per hour worked. `refuse`: a dearer piece does not count at all; `cut`: it counts up to the limit. */
export type ItemLimit = { readonly head: string | null; readonly per: 'piece' | 'hour'; readonly maxYen: Yen; readonly over: 'refuse' | 'cut'; readonly source: string };

/** A cost line with what its limits need: pieces of goods, or minutes of work. */
export type CostItem = { readonly head: string; readonly what: string; readonly yen: Yen; readonly pieces?: number; readonly minutes?: number };

/** What of a line counts, what does not, and by which limits. The two always add up to the line. */
export type ItemResult = { readonly eligibleYen: Yen; readonly droppedYen: Yen; readonly by: readonly ItemLimit[]; readonly lacks: readonly ('pieces' | 'minutes')[] };

/**
 * What of a cost line counts under its limits; the lowest wins. Compared as a product, so that no price per piece is ever rounded.
 * A line that lacks its pieces or minutes counts nothing and says what it lacks. Throws for numbers that are not whole or negative.
 */
export function eligibleOf(item: CostItem, limits: readonly ItemLimit[]): ItemResult {
  for (const n of [item.yen, item.pieces ?? 1, item.minutes ?? 1]) if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`a cost line holds whole numbers from 0, not ${n}`);
  const by: ItemLimit[] = [];
  const lacks: ('pieces' | 'minutes')[] = [];
  let eligibleYen = item.yen;
  for (const limit of limits.filter((one) => one.head === null || one.head === item.head)) {
    const amount = limit.per === 'piece' ? item.pieces : item.minutes;
    if (amount === undefined) {
      lacks.push(limit.per === 'piece' ? 'pieces' : 'minutes');
      eligibleYen = 0;
      continue;
    }
    const mostYen = share(limit.maxYen, { num: amount, den: limit.per === 'piece' ? 1 : 60 });
    if (item.yen <= mostYen) continue;
    by.push(limit);
    eligibleYen = Math.min(eligibleYen, limit.over === 'refuse' ? 0 : mostYen);
  }
  return { eligibleYen, droppedYen: item.yen - eligibleYen, by, lacks };
}

/** A department's part of what the city pays. The first in a list leads. */
export type DepartmentShare = { readonly department: string; readonly share: Rate };

/** What is wrong with a split: nobody, a department twice, a part that is not a positive fraction, a sum that is not exactly 1. Empty when nothing is. */
export function shareFaults(shares: readonly DepartmentShare[]): readonly ('nobody' | 'twice' | 'no-fraction' | 'not-whole')[] {
  if (shares.length === 0) return ['nobody'];
  const faults: ('twice' | 'no-fraction' | 'not-whole')[] = [];
  if (new Set(shares.map((one) => one.department)).size < shares.length) faults.push('twice');
  if (shares.some((one) => !Number.isSafeInteger(one.share.num) || !Number.isSafeInteger(one.share.den) || one.share.num < 1 || one.share.den < 1)) return [...faults, 'no-fraction'];
  let num = 0n;
  let den = 1n;
  for (const one of shares) {
    num = num * BigInt(one.share.den) + BigInt(one.share.num) * den;
    den *= BigInt(one.share.den);
  }
  if (num !== den) faults.push('not-whole');
  return faults;
}

/**
 * What each department pays of a sum: rounded down, and what is left to the first, the lead (as 端数計算法3条 does with instalments). Adds up
 * to the yen. Throws when the shares have faults.
 */
export function splitCost(totalYen: Yen, shares: readonly DepartmentShare[]): readonly { readonly department: string; readonly yen: Yen }[] {
  const faults = shareFaults(shares);
  if (faults.length > 0) throw new RangeError(`the shares of the departments are not in order: ${faults.join(', ')}`);
  const parts = shares.map((one) => ({ department: one.department, yen: share(totalYen, one.share) }));
  const rest = totalYen - parts.reduce((all, part) => all + part.yen, 0);
  return parts.map((part, n) => (n === 0 ? { ...part, yen: part.yen + rest } : part));
}

/** Forms of working together (facts: 甲賀市 実施要綱): commission, subsidy, co-hosting, co-operation, committee. */
export type CooperationForm = 'commission' | 'subsidy' | 'co-hosting' | 'cooperation' | 'committee';

/** Their names in letters and pages. */
export const FORM_WORDS: { readonly [K in CooperationForm]: string } = { commission: '委託', subsidy: '補助', 'co-hosting': '共催', cooperation: '事業協力', committee: '実行委員会' };

/**
 * What the guideline looks at. Nature: whose task it is, whose idea, who hosts it. Necessity: whether the public needs it and whether it needs the
 * city's money. Profitability: whether its own income covers its cost.
 */
export type FormQuestions = {
  readonly task: 'city' | 'group' | 'shared';
  readonly idea: 'city' | 'group';
  readonly needed: boolean;
  readonly needsMoney: boolean;
  readonly income: 'none' | 'part' | 'covers-cost';
  /** Parties other than the city that carry the project. */
  readonly parties: number;
  /** Whether they keep one account and one body for it. */
  readonly jointAccounts: boolean;
};

/** One reason: which of the three questions it answers, and the sentence for the record. */
export type FormReason = { readonly about: 'nature' | 'necessity' | 'profitability'; readonly text: string };
/** The form that fits and why; null = none fits, and the reasons say why. */
export type FormAdvice = { readonly form: CooperationForm | null; readonly reasons: readonly FormReason[] };

const says = (about: FormReason['about'], text: string): FormReason => ({ about, text });

/**
 * The form of working together that nature, necessity and profitability speak for, with reasons to keep. Advice: another form may be
 * chosen with a written reason. A group's own idea for its own task is never a commission, which would make it the city's work in disguise.
 */
export function adviseForm(q: FormQuestions): FormAdvice {
  if (!q.needed) return { form: null, reasons: [says('necessity', '公益のための必要が確かめられないため、市が加わる形はありません。')] };
  const necessity = says('necessity', q.needsMoney ? '公益のために必要で、市の費用の負担がないと実施できません。' : '公益のために必要で、市の費用の負担はいりません。');
  if (q.task === 'city') {
    if (!q.needsMoney) return { form: 'cooperation', reasons: [says('nature', '市の仕事に、団体が力を貸すものです。'), necessity] };
    return { form: 'commission', reasons: [says('nature', `市が最後まで責任を負う仕事で、成果は市のものになります${q.idea === 'group' ? '（提案した団体の企画を仕様に生かします）' : ''}。`), necessity, says('profitability', q.income === 'none' ? '収入がないため、費用は市が全額を対価として払います。' : '収入の扱いを契約で定めます。')] };
  }
  if (q.task === 'shared') {
    if (q.parties >= 2 && q.jointAccounts) return { form: 'committee', reasons: [says('nature', '市と複数の団体が、一つの組織と会計で進めるものです。'), necessity] };
    return { form: 'co-hosting', reasons: [says('nature', '市と団体が、ともに主催者として責任を分けるものです。'), necessity] };
  }
  if (q.income === 'covers-cost') return { form: 'cooperation', reasons: [says('nature', '団体が自らの仕事として行うものです。'), says('profitability', '事業の収入で費用をまかなえるため、補助の対象になりません。')] };
  if (!q.needsMoney) return { form: 'cooperation', reasons: [says('nature', '団体が自らの仕事として行うものです。'), necessity] };
  return { form: 'subsidy', reasons: [says('nature', `団体が自らの${q.idea === 'group' ? '企画で、自らの' : ''}仕事として行うもので、市の仕事として委託するものではありません。`), necessity, says('profitability', q.income === 'none' ? '収入がなく、費用の一部を市が支えます。' : '収入で足りない費用の一部を市が支えます。')] };
}
