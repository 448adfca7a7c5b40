// Fields: the one way in which a form page, an answer to a request and the JSON interface ask for values.
// A field is data; reading what was typed is a pure function that never throws and never loses the typed text.
import { isCivilDate } from './calendar.js';
import type { Budget, MoneyRule, Yen } from './money.js';
import { budgetTotals, commas, grantAmount } from './money.js';
import { isProperty, type Plan, type PlanLine, type Receipt, type ReceiptRule } from './receipts.js';

type Common = {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly hint?: string;
  /** Why it is asked, shown folded. */
  readonly why?: string;
  /** Never on a public page or in another department's view. */
  readonly personal?: true;
};
export type Option = { readonly id: string; readonly label: string };
export type Field = Common &
  (
    | { readonly kind: 'text'; readonly max: number; readonly autocomplete?: string }
    | { readonly kind: 'longtext'; readonly max: number }
    | { readonly kind: 'kana'; readonly max: number }
    | { readonly kind: 'email' }
    | { readonly kind: 'tel' }
    | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly unit: string }
    /** Exactly `length` digits, leading zeros kept (bank, branch and account numbers). */
    | { readonly kind: 'code'; readonly length: number }
    | { readonly kind: 'yen'; readonly min: Yen; readonly max: Yen }
    | { readonly kind: 'date'; readonly from?: string; readonly to?: string }
    /** A date and a clock time, `YYYY-MM-DDTHH:MM`. */
    | { readonly kind: 'moment' }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    | { readonly kind: 'choices'; readonly options: readonly Option[] }
    | { readonly kind: 'consent' }
    | { readonly kind: 'files'; readonly max: number }
    /** A budget sheet checked against the programme's money rule. */
    | { readonly kind: 'budget' }
    /** One amount for each line of the budget that was planned (settlement sheet). Where it is not required, nothing typed is no value, and a line left empty keeps its plan. */
    | { readonly kind: 'spent'; readonly lines: readonly Pick<PlanLine, 'label' | 'plannedYen'>[] }
    /** Receipts with their files, each for a line of the plan; `from` and `to` are the first and last day of payment that count. */
    | { readonly kind: 'receipts'; readonly plan: Plan; readonly from?: string; readonly to: string; readonly property?: NonNullable<ReceiptRule['property']> }
    /** Of each receipt '' when it is recognised, or the reason why not; a payment counts from the day `from` on. */
    | { readonly kind: 'verdicts'; readonly plan: Plan; readonly from?: string; readonly receipts: readonly Receipt[]; readonly options: readonly Option[] }
  );

export type Value = string | number | boolean | readonly string[] | readonly number[] | readonly Receipt[] | Budget | null;
export type Values = { readonly [field: string]: Value | undefined };

/** One thing that is wrong, as data; pages and API turn it into a sentence. `at` is the id of the field or of a part of it. */
export type Fault = { readonly at: string; readonly code: FaultCode; readonly facts: { readonly [name: string]: string | number } };
export const FAULT_CODES = [
  'missing', 'not-chosen', 'not-agreed', 'not-a-number', 'out-of-range', 'too-long', 'not-kana', 'not-an-email', 'not-a-tel', 'not-a-date',
  'too-early', 'too-late', 'unknown-option', 'private-character', 'too-many-files', 'file-missing', 'before-decision', 'lines-differ', 'no-lines', 'line-without-head', 'line-without-what', 'line-without-yen',
  'excluded-head', 'unit-price', 'sums-differ', 'asked-too-much', 'asked-nothing', 'above-decided', 'interest-differs', 'unchanged', 'reason-needed', 'no-change',
  'parts-above-whole', 'split-order', 'number-differs', 'name-differs', 'not-a-code', 'same-as-old',
  'reading-needed', 'stray-mark', 'unmappable', 'two-legal-forms', 'two-office-words', 'form-only', 'holder-too-long', 'type-against-branch',
  'no-match', 'pick-one', 'too-many-matches', 'not-post-bank', 'symbol-start', 'symbol-end', 'post-number-end',
  'evidence-late',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** What was typed: strings from a form, or JSON values of the right shape. */
export type Input = { readonly [field: string]: unknown };

/**
 * Length as a reader counts it: code points without variation selectors and combining marks, so that 辻󠄀 is one.
 * (Grapheme segmentation needs a library whose result changes with its version; a limit must not.)
 */
export function lengthOf(text: string): number {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef) || (code >= 0x300 && code <= 0x36f) || code === 0x3099 || code === 0x309a) continue;
    count++;
  }
  return count;
}

/** Marks that turn the direction of what follows, and letters without width: nobody types them in Japanese, and they make a text look other than it is. (What joins the parts of one sign stays.) */
const isHidden = (code: number): boolean => code === 0x61c || code === 0x200b || code === 0x200e || code === 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code === 0xfeff || (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xd800 && code <= 0xdfff) || (code >= 0xe0000 && code <= 0xe007f);

/** Trims, removes control and hidden characters and unifies line ends; the letters themselves stay as typed (no normal form: it would change names). */
export function clean(text: string): string {
  let out = '';
  for (const char of text.replace(/\r\n?|[\u2028\u2029]/g, '\n')) {
    const code = char.codePointAt(0) ?? 0;
    if (code === 0xa || (code >= 0x20 && (code < 0x7f || code > 0x9f) && !isHidden(code))) out += char;
  }
  return out.trim();
}

/** 全角 digits, commas and 円 are what people type; the number is what they mean. */
export function digits(text: string): string {
  return text
    .replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))
    .replace(/[，,円￥¥\s　]/g, '')
    .replace(/[−－ー]/g, '-');
}

/** A character of the private use area: it exists only on the machine it was typed on (外字). */
function privateCharacter(text: string): string | null {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if ((code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000) return char;
  }
  return null;
}

/** Kana as stored: full-width katakana. Hiragana and half-width forms are turned; anything else stays and is a fault. */
export function toKatakana(text: string): string {
  return text
    .replace(/[\uff61-\uff9f]+/g, (run) => run.normalize('NFKC'))
    .replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
}

export type Reading = { readonly values: Values; readonly faults: readonly Fault[] };

/** Reads all fields. A field with a fault has no value; the others are kept. */
export function readFields(fields: readonly Field[], input: Input, rule?: MoneyRule): Reading {
  const values: Record<string, Value> = {};
  const faults: Fault[] = [];
  for (const field of fields) {
    const read = readField(field, input, rule);
    if (read.faults.length > 0) faults.push(...read.faults);
    else if (read.value !== undefined) values[field.id] = read.value;
  }
  return { values, faults };
}

type One = { value?: Value; faults: Fault[] };
const fault = (at: string, code: FaultCode, facts: Fault['facts'] = {}): One => ({ faults: [{ at, code, facts }] });
const ok = (value: Value): One => ({ value, faults: [] });

function readField(field: Field, input: Input, rule?: MoneyRule): One {
  if (field.kind === 'budget') return readBudget(field, input, rule);
  if (field.kind === 'spent') return readSpent(field, input);
  if (field.kind === 'receipts') return readReceipts(field, input);
  if (field.kind === 'verdicts') return readVerdicts(field, input);
  const raw = input[field.id];
  if (field.kind === 'consent') {
    const given = raw === true || raw === 'on' || raw === 'true' || raw === 'yes';
    return given || !field.required ? ok(given) : fault(field.id, 'not-agreed', { label: field.label });
  }
  if (field.kind === 'choices' || field.kind === 'files') {
    const list = (Array.isArray(raw) ? raw : raw === undefined || raw === null || raw === '' ? [] : [raw]).map(String);
    if (list.length === 0) return field.required ? fault(field.id, field.kind === 'files' ? 'file-missing' : 'not-chosen', { label: field.label }) : ok([]);
    if (field.kind === 'files') return list.length > field.max ? fault(field.id, 'too-many-files', { label: field.label, max: field.max }) : ok(list);
    return list.every((id) => field.options.some((o) => o.id === id)) ? ok(list) : fault(field.id, 'unknown-option', { label: field.label });
  }
  const text = raw === undefined || raw === null ? '' : clean(String(raw));
  if (text === '') {
    if (field.required) return fault(field.id, field.kind === 'choice' ? 'not-chosen' : 'missing', { label: field.label });
    return ok(null);
  }
  const odd = privateCharacter(text);
  if (odd) return fault(field.id, 'private-character', { label: field.label, char: odd });
  switch (field.kind) {
    case 'text':
      // One line on every page, in every subject and every cell.
      return limited(field.id, field.label, text.replace(/\n+/g, ' '), field.max);
    case 'longtext':
      return limited(field.id, field.label, text, field.max);
    case 'kana': {
      const kana = toKatakana(text);
      if (!/^[\u30a1-\u30fa\u30fc\u30fb\u3000 A-Za-z0-9０-９Ａ-Ｚａ-ｚ・．，－’'-]+$/.test(kana)) return fault(field.id, 'not-kana', { label: field.label });
      return limited(field.id, field.label, kana, field.max);
    }
    case 'email': {
      // Deliverability is shown by the mail itself; here only what can never be an address is refused.
      const address = text.replace(/[＠]/g, '@');
      return /^[^\s@<>",;:\\()[\]]+@[^\s@<>",;:\\()[\]]+\.[^\s@<>",;:\\()[\].]+$/.test(address) && address.length <= 254 ? ok(address) : fault(field.id, 'not-an-email', { label: field.label });
    }
    case 'tel': {
      const tel = digits(text).replace(/[()（）]/g, '');
      return /^[+]?[\d-]{9,16}$/.test(tel) ? ok(tel) : fault(field.id, 'not-a-tel', { label: field.label });
    }
    case 'code': {
      const code = digits(text);
      return /^\d+$/.test(code) && code.length === field.length ? ok(code) : fault(field.id, 'not-a-code', { label: field.label, length: field.length });
    }
    case 'number':
    case 'yen': {
      const plain = digits(text);
      if (!/^-?\d{1,15}$/.test(plain)) return fault(field.id, 'not-a-number', { label: field.label });
      const n = Number(plain);
      if (n < field.min || n > field.max) return fault(field.id, 'out-of-range', { label: field.label, min: field.min, max: field.max, is: n });
      return ok(n);
    }
    case 'date': {
      const date = readDate(text);
      if (!date) return fault(field.id, 'not-a-date', { label: field.label });
      if (field.from && date < field.from) return fault(field.id, 'too-early', { label: field.label, from: field.from });
      if (field.to && date > field.to) return fault(field.id, 'too-late', { label: field.label, to: field.to });
      return ok(date);
    }
    case 'moment': {
      const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})/.exec(text);
      return found && isCivilDate(found[1] ?? '') && (found[2] ?? '') < '24:00' ? ok(`${found[1]}T${found[2]}`) : fault(field.id, 'not-a-date', { label: field.label });
    }
    case 'choice':
      return field.options.some((o) => o.id === text) ? ok(text) : fault(field.id, 'unknown-option', { label: field.label });
  }
}

function limited(at: string, label: string, text: string, max: number): One {
  const over = lengthOf(text) - max;
  return over > 0 ? fault(at, 'too-long', { label, max, over }) : ok(text);
}

/** First years of the eras whose dates people still write, with the western year of their year 1. */
const ERAS: readonly (readonly [RegExp, number, string])[] = [
  [/^(?:令和|R|r)/, 2019, '2019-05-01'],
  [/^(?:平成|H|h)/, 1989, '1989-01-08'],
  [/^(?:昭和|S|s)/, 1926, '1926-12-25'],
];

/** Reads `2026-04-01`, `2026/4/1`, `2026年4月1日`, `令和8年4月1日`, `R8.4.1`; null when there is no such day. */
export function readDate(text: string): string | null {
  const plain = digits(text).replace('元年', '1年').replace(/[／．]/g, '/');
  const era = ERAS.find(([name]) => name.test(plain));
  const parts = (era ? plain.replace(era[0], '') : plain).match(/^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/);
  if (!parts) return null;
  const year = era ? era[1] + Number(parts[1]) - 1 : Number(parts[1]);
  const date = `${String(year).padStart(4, '0')}-${String(parts[2]).padStart(2, '0')}-${String(parts[3]).padStart(2, '0')}`;
  if (!isCivilDate(date) || date < '1900-01-01') return null;
  if (era && date < era[2]) return null;
  const next = era && ERAS[ERAS.indexOf(era) - 1];
  return next && date >= next[2] ? null : date;
}

const nonNegative = (raw: unknown): number | null => {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) && raw >= 0 ? raw : null;
  const plain = digits(String(raw ?? ''));
  if (plain === '') return 0;
  return /^\d{1,12}$/.test(plain) ? Number(plain) : null;
};

/** How many cost lines a form shows and reads at most. */
export const BUDGET_ROWS = 30;

/**
 * Reads a budget: either a `Budget` (JSON) or the flat names of a form: `<id>.costs.<n>.head|what|yen`, `<id>.own|fees|grants|asked`.
 * Checks each line against the rule's heads, and that income and cost meet.
 */
function readBudget(field: Field, input: Input, rule?: MoneyRule): One {
  const { id } = field;
  const faults: Fault[] = [];
  const given = typeof input[id] === 'object' && input[id] !== null ? (input[id] as Partial<Budget>) : null;
  const rows = given
    ? (given.costs ?? []).map((line) => ({ head: line.head, what: line.what, yen: line.yen as unknown }))
    : Array.from({ length: BUDGET_ROWS }, (_, n) => ({ head: input[`${id}.costs.${n}.head`], what: input[`${id}.costs.${n}.what`], yen: input[`${id}.costs.${n}.yen`] }));
  const costs: { head: string; what: string; yen: number }[] = [];
  rows.forEach((row, n) => {
    const head = clean(String(row.head ?? ''));
    const what = clean(String(row.what ?? ''));
    const typed = clean(String(row.yen ?? ''));
    if (head === '' && what === '' && typed === '') return;
    const at = `${id}.costs.${n}`;
    const line = n + 1;
    const yen = nonNegative(typed);
    if (head === '') faults.push({ at: `${at}.head`, code: 'line-without-head', facts: { line } });
    if (what === '') faults.push({ at: `${at}.what`, code: 'line-without-what', facts: { line } });
    if (yen === null || yen === 0) faults.push({ at: `${at}.yen`, code: 'line-without-yen', facts: { line } });
    const excluded = rule?.excludedHeads.find((h) => h.id === head);
    if (excluded) faults.push({ at: `${at}.head`, code: 'excluded-head', facts: { line, head: excluded.label, rule: excluded.rule } });
    else if (head !== '' && rule && !rule.eligibleHeads.some((h) => h.id === head)) faults.push({ at: `${at}.head`, code: 'unknown-option', facts: { line, label: '費目' } });
    const limit = rule?.eligibleHeads.find((h) => h.id === head)?.maxEachYen;
    if (limit !== undefined && yen !== null && yen > limit) faults.push({ at: `${at}.yen`, code: 'unit-price', facts: { line, max: limit } });
    costs.push({ head, what, yen: yen ?? 0 });
  });
  const part = (name: string, value: unknown): number => {
    const yen = nonNegative(value);
    if (yen === null) faults.push({ at: `${id}.${name}`, code: 'not-a-number', facts: { label: INCOME_LABELS[name] ?? name } });
    return yen ?? 0;
  };
  const budget: Budget = {
    costs,
    ownYen: part('own', given ? given.ownYen : input[`${id}.own`]),
    feesYen: part('fees', given ? given.feesYen : input[`${id}.fees`]),
    otherGrantsYen: part('grants', given ? given.otherGrantsYen : input[`${id}.grants`]),
    askedYen: part('asked', given ? given.askedYen : input[`${id}.asked`]),
  };
  if (costs.length === 0) {
    if (!field.required && budget.askedYen === 0) return ok(null);
    faults.push({ at: `${id}.costs.0.head`, code: 'no-lines', facts: {} });
  }
  if (faults.length === 0 && rule) faults.push(...budgetFaults(id, rule, budget));
  return faults.length > 0 ? { faults } : ok(budget);
}

/** Words for the income lines, shared by form, faults and letters. */
export const INCOME_LABELS: Readonly<Record<string, string>> = { own: '自分たちのお金', fees: '参加費など', grants: 'ほかの補助金・助成金', asked: '求める額' };

function budgetFaults(id: string, rule: MoneyRule, budget: Budget): Fault[] {
  const totals = budgetTotals(rule, budget);
  const faults: Fault[] = [];
  if (budget.askedYen === 0) faults.push({ at: `${id}.asked`, code: 'asked-nothing', facts: {} });
  if (totals.costYen !== totals.incomeYen)
    faults.push({ at: `${id}.asked`, code: 'sums-differ', facts: { income: totals.incomeYen, cost: totals.costYen, difference: Math.abs(totals.incomeYen - totals.costYen) } });
  const most = grantAmount(rule, { eligibleYen: totals.eligibleYen, otherGrantsYen: budget.otherGrantsYen, incomeYen: budget.feesYen + budget.otherGrantsYen }).amountYen;
  if (budget.askedYen > most) faults.push({ at: `${id}.asked`, code: 'asked-too-much', facts: { max: most, is: budget.askedYen } });
  return faults;
}

function readSpent(field: Field & { kind: 'spent' }, input: Input): One {
  const given = Array.isArray(input[field.id]) ? (input[field.id] as unknown[]) : null;
  const raw = field.lines.map((_, n) => clean(String((given ? given[n] : input[`${field.id}.${n}`]) ?? '')));
  if (!field.required && raw.every((text) => text === '')) return ok(null);
  const faults: Fault[] = [];
  const values = field.lines.map((line, n) => {
    const yen = raw[n] === '' ? (field.required ? null : line.plannedYen) : nonNegative(raw[n]);
    if (yen === null) faults.push({ at: `${field.id}.${n}`, code: 'not-a-number', facts: { label: line.label } });
    return yen ?? 0;
  });
  return faults.length > 0 ? { faults } : ok(values);
}

/** How many receipts a report holds at most. */
export const RECEIPT_ROWS = 60;
/** Parts of a receipt as a form names them: `<id>.<n>.<part>`. */
const RECEIPT_PARTS = ['line', 'what', 'payee', 'paidOn', 'yen', 'pieces', 'property', 'files'] as const;

/** The fields of one receipt. `place` stands before each label where it is said away from its row, such as 「2枚目の」. */
export function receiptFields(field: Field & { kind: 'receipts' }, place = ''): readonly Field[] {
  const { plan, from, to, property } = field;
  return [
    { id: 'line', label: `${place}予算の費目`, kind: 'choice', required: true, options: plan.lines.map((line, n) => ({ id: String(n), label: line.label })) },
    { id: 'payee', label: `${place}支払先`, kind: 'text', required: true, max: 100, hint: '領収書を出した店や人の名前' },
    { id: 'what', label: `${place}買ったもの・内容`, kind: 'text', required: true, max: 100 },
    { id: 'paidOn', label: `${place}支払った日`, kind: 'date', required: true, ...(from ? { from } : {}), to },
    { id: 'yen', label: `${place}金額`, kind: 'yen', required: true, min: 1, max: 1_000_000_000 },
    { id: 'pieces', label: `${place}数`, kind: 'number', required: false, min: 1, max: 9_999, unit: 'つ', hint: '空のままなら1つ' },
    ...(property ? [{ id: 'property', label: `${place}物の種類`, kind: 'choice', required: false, options: property.classes, hint: `1つ${commas(property.fromYen)}円以上の物を買ったときだけ` } as const] : []),
    { id: 'files', label: `${place}領収書の写真かPDF`, kind: 'files', required: true, max: 5 },
  ];
}

/** A receipt as it was typed, at its row. */
export type TypedReceipt = { readonly n: number; readonly typed: Input };

/** The rows in which anything was typed or sent: of a list (JSON, an earlier report) or of a form. Rows keep their numbers, so that a file stays with its row. */
export function typedReceipts(id: string, input: Input): readonly TypedReceipt[] {
  const given = Array.isArray(input[id]) ? (input[id] as Input[]) : null;
  const rows = Array.from({ length: given ? Math.min(given.length, RECEIPT_ROWS) : RECEIPT_ROWS }, (_, n) => ({ n, typed: Object.fromEntries(RECEIPT_PARTS.map((part) => [part, given ? given[n]?.[part] : input[`${id}.${n}.${part}`]])) }));
  return rows.filter(({ typed }) => RECEIPT_PARTS.some((part) => part !== 'pieces' && (Array.isArray(typed[part]) ? (typed[part] as unknown[]).length > 0 : clean(String(typed[part] ?? '')) !== '')));
}

/** Line and sum of what was typed so far, for the difference to the plan while it is being written; what cannot be read yet counts nothing. */
export function typedSums(id: string, input: Input): readonly Pick<Receipt, 'line' | 'yen'>[] {
  return typedReceipts(id, input).flatMap(({ typed }) => {
    const line = clean(String(typed.line ?? ''));
    const yen = nonNegative(typed.yen);
    return /^\d+$/.test(line) && yen ? [{ line: Number(line), yen }] : [];
  });
}

function readReceipts(field: Field & { kind: 'receipts' }, input: Input): One {
  const faults: Fault[] = [];
  const receipts = typedReceipts(field.id, input).map(({ n, typed }, nth): Receipt => {
    const place = `${nth + 1}枚目の`;
    const read = readFields(receiptFields(field, place), typed);
    const { values } = read;
    const at = `${field.id}.${n}`;
    for (const one of read.faults) faults.push({ ...one, at: `${at}.${one.at}`, ...(one.code === 'too-early' ? { code: 'before-decision' } : {}) });
    const bought = { line: Number(values.line ?? 0), yen: Number(values.yen ?? 0), pieces: Number(values.pieces ?? 1) };
    const lasting = isProperty(field.property, field.plan.lines[bought.line]?.head ?? '', bought);
    if (lasting && !values.property && !read.faults.some((one) => one.at === 'property')) faults.push({ at: `${at}.property`, code: 'not-chosen', facts: { label: `${place}物の種類（1つ${commas(field.property?.fromYen ?? 0)}円以上の物）` } });
    return { ...bought, what: String(values.what ?? ''), payee: String(values.payee ?? ''), paidOn: String(values.paidOn ?? ''), property: lasting ? String(values.property ?? '') : null, files: (values.files ?? []) as readonly string[] };
  });
  return faults.length > 0 ? { faults } : ok(receipts);
}

function readVerdicts(field: Field & { kind: 'verdicts' }, input: Input): One {
  const given = Array.isArray(input[field.id]) ? (input[field.id] as unknown[]) : null;
  const faults: Fault[] = [];
  const verdicts = field.receipts.map((_, n) => {
    const said = given ? given[n] : input[`${field.id}.${n}`];
    if (said !== '' && !field.options.some((o) => o.id === said)) faults.push({ at: `${field.id}.${n}`, code: 'not-chosen', facts: { label: `${n + 1}枚目を認めるかどうか` } });
    return String(said ?? '');
  });
  return faults.length > 0 ? { faults } : ok(verdicts);
}
