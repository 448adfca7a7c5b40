// Masking (墨塗り): what a case knows of persons, and how it is blacked out of whatever leaves the house about the case. Two rules: personal answers are replaced
// whole, and wherever one of them stands in a text it is replaced too, however it is spaced or written wide. A name nobody registered cannot be found by a rule:
// whoever hands the copy over reads it first.
import type { CaseState } from './cases.js';
import type { Field, Value, Values } from './fields.js';
import { PARTY_ROLES, type PartyRole } from './people.js';
import { formFields, personOf, type Programme } from './programmes.js';
import { ACCOUNT } from './steps/claim.js';

/** Whom a copy is for: null is anybody (公文書の開示請求), who reads of no person; an address is the person at it (自分の個人情報の開示請求), who also reads of themself. */
export type CopyReader = string | null;

/** What stands where something was blacked out, and where it was erased for good. Always as long, so that its length tells nothing. */
export const MARK = '■■■';
export const ERASED = '（消去）';

/** Something known of a person: what it is called, and how it was typed. */
export type PersonalValue = { readonly label: string; readonly value: string };

/** Blacks out one text, or every text inside a value; `counts` says how often by label, so far, and `found` what stood there, a part of a name with its title. */
export type Mask = { text(text: string): string; inside<T>(value: T): T; readonly counts: ReadonlyMap<string, number>; readonly found: ReadonlySet<string> };

/** Whose field it is: by what the programme says it means, else by its id, which begins with the role; null = of somebody else. */
function roleOf({ meaning }: Programme, id: string): PartyRole | null {
  if (id === meaning.contactName || id === meaning.contactEmail || id.startsWith('contact')) return 'contact';
  return id === meaning.representativeName || id === meaning.representativeEmail || id.startsWith('representative') ? 'representative' : null;
}

/** The roles a person had in one version of the application, by their address. */
const rolesOf = (programme: Programme, version: Values, reader: CopyReader): readonly PartyRole[] => (reader === null ? [] : PARTY_ROLES.filter((role) => personOf(programme, version, role).email.toLowerCase() === reader.toLowerCase()));

const personalFields = (programme: Programme): readonly Field[] => formFields(programme).filter((field, n, all) => field.personal && all.findIndex((one) => one.id === field.id) === n);

/** Whether a field of this version of the application is of the reader. */
function isOwn(programme: Programme, version: Values, id: string, reader: CopyReader): boolean {
  const role = roleOf(programme, id);
  return role !== null && rolesOf(programme, version, reader).includes(role);
}

/** Ids of answers that are replaced whole beside this version of the application: of the form those of others, and to the public also the account. */
export function personalIds(programme: Programme, version: Values, reader: CopyReader): ReadonlySet<string> {
  const form = personalFields(programme).filter((field) => !isOwn(programme, version, field.id, reader)).map((field) => field.id);
  return new Set([...form, ...(reader === null ? ACCOUNT.map((field) => field.id) : [])]);
}

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value.trim() : '');
/** Of an account, what points at somebody also outside its sheet. */
const TRACEABLE = ['number', 'holder'];

/** What a case ever knew of its people, former ones too: `others` is to be hidden from this reader, `own` is what they may read of themself. */
export function personalValues(programme: Programme, state: CaseState, reader: CopyReader): { readonly others: readonly PersonalValue[]; readonly own: readonly string[] } {
  const inForm = state.answers.flatMap((version) => personalFields(programme).map((field) => ({ label: field.label, value: textOf(version[field.id]), own: isOwn(programme, version, field.id, reader) })));
  const own = new Set(inForm.flatMap((one) => (one.own && one.value !== '' ? [one.value] : [])));
  const accounts = [...state.requests.flatMap((request) => (request.answer ? [request.answer.values] : [])), ...state.steps.flatMap((run) => (run.result ? [run.result] : []))].filter((values) => 'accountType' in values);
  const inAccounts = reader === null ? accounts.flatMap((values) => ACCOUNT.filter((field) => TRACEABLE.includes(field.id)).map((field) => ({ label: field.label, value: textOf(values[field.id]) }))) : [];
  const inActs = state.acts.flatMap(({ verb, values }) => (verb === 'dissolve' || verb === 'contact' ? [{ label: '届け出た人の氏名', value: textOf(values.name) }, { label: '届け出た人のメールアドレス', value: textOf(values.email) }, { label: '帳簿を保管する人と場所', value: textOf(values.books) }] : []));
  const signed = state.requests.flatMap((request) => (request.what === 'agreement' ? [{ label: '合意した人の氏名', value: textOf(request.answer?.values.name) }] : []));
  const seen = new Set<string>();
  const others = [...inForm, ...inAccounts, ...inActs, ...signed].flatMap(({ label, value }) => (value === '' || own.has(value) || seen.has(value) || !seen.add(value) ? [] : [{ label, value }]));
  return { others, own: [...own] };
}

/** The answers with what is of others replaced; empty ones stay empty. */
export const withoutPersonal = (values: Values, ids: ReadonlySet<string>): Values => Object.fromEntries(Object.entries(values).map(([id, value]) => [id, ids.has(id) && value !== null && value !== '' ? MARK : value]));

/** A letter, and how else it is written: wide digits and letters, the other kana. */
function written(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const others = code > 0x20 && code < 0x7f ? [code + 0xfee0] : code >= 0xff01 && code <= 0xff5e ? [code - 0xfee0] : code >= 0x30a1 && code <= 0x30f6 ? [code - 0x60] : code >= 0x3041 && code <= 0x3096 ? [code + 0x60] : [];
  const safe = (char: string): string => char.replace(/[\\\]^.*+?()[{}|$-]/g, '\\$&');
  return others.length > 0 ? `[${[letter, ...others.map((other) => String.fromCodePoint(other))].map(safe).join('')}]` : safe(letter);
}

const GAPS = /[\s\u3000()（）\u2010-\u2015\uff0d-]/g;
const GAP = '[\\s\\u3000()（）\\u2010-\\u2015\\uff0d-]*';
const spaced = (value: string): string => [...value.replace(GAPS, '')].map(written).join(GAP);
/** How a part of a name is followed where it means the person. */
const TITLES = '[\\s\\u3000]*(?:さん|さま|様|氏|君|くん|ちゃん|先生|会長|代表)';

const TITLE = new RegExp(`^${TITLES}`, 'u');

type Rule = { readonly label: string; readonly pattern: RegExp; readonly title?: true };
/** A name or number as a whole, and each part of a name before a title. Fewer than two letters, or seven digits, are found in too many texts. */
function rulesFor({ label, value }: PersonalValue): readonly Rule[] {
  const letters = [...value.replace(GAPS, '')];
  const isNumber = letters.every((letter) => /[0-9０-９]/.test(letter));
  if (letters.length < (isNumber ? 7 : 2)) return [];
  // A number inside a longer one is another number.
  if (isNumber) return [{ label, pattern: new RegExp(`(?<![0-9０-９-])${spaced(value)}(?![0-9０-９-])`, 'gu') }];
  const parts = value.split(/[\s\u3000]+/).filter((part) => part !== '' && part !== value);
  return [{ label, pattern: new RegExp(spaced(value), 'giu') }, ...parts.map((part) => ({ label, pattern: new RegExp(`${spaced(part)}(?=${TITLES})`, 'giu'), title: true as const }))];
}

const ADDRESS: Rule = { label: 'そのほかのメールアドレス', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g };
const TELEPHONE: Rule = { label: 'そのほかの電話番号', pattern: /(?<![\d-])0\d{1,4}[-\u2010-\u2015\uff0d]?\d{1,4}[-\u2010-\u2015\uff0d]?\d{3,4}(?![\d-])/g };

/**
 * A mask for these values and, unless `known` alone is wanted, for whatever else looks like an address or a telephone; `kept` are texts that stay, such as the
 * telephones of offices and the reader's own. Longer values go first, so that none leaves a rest. `mark` stands where something was.
 */
export function makeMask(values: readonly PersonalValue[], { kept = [], mark = MARK, only = 'known-and-alike' }: { readonly kept?: readonly string[]; readonly mark?: string; readonly only?: 'known' | 'known-and-alike' } = {}): Mask {
  const counts = new Map<string, number>();
  const literals = new Set<string>();
  const rules = [...[...values].sort((a, b) => b.value.length - a.value.length).flatMap(rulesFor), ...(only === 'known' ? [] : [ADDRESS, TELEPHONE])];
  const text = (before: string): string => rules.reduce((now, { label, pattern, title }) => now.replace(pattern, (found: string, ...where: unknown[]) => {
    if (kept.includes(found)) return found;
    const [at, whole] = where.slice(-2) as [number, string];
    literals.add(found + (title ? (TITLE.exec(whole.slice(at + found.length))?.[0] ?? '') : ''));
    counts.set(label, (counts.get(label) ?? 0) + 1);
    return mark;
  }), before);
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(inside);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inside(member)])) : value;
  };
  return { text, inside: <T>(value: T) => inside(value) as T, counts, found: literals };
}
