// Sample data for tests of the rules: a calendar, departments, a filled-in form, and values that a field accepts.
import type { Calendar } from '../../workflows/domain/calendar.js';
import type { Field, Option, Values } from '../../workflows/domain/fields.js';
import type { Programme } from '../../workflows/domain/programmes.js';

/** A calendar with a few real holidays around the dates the tests use. */
export const CALENDAR: Calendar = {
  version: 'test-1',
  closed: { '2026-11-03': '文化の日', '2026-11-23': '勤労感謝の日', '2027-01-11': '成人の日', '2027-02-11': '建国記念の日', '2027-02-23': '天皇誕生日', '2027-03-22': '振替休日', '2027-04-29': '昭和の日', '2027-05-03': '憲法記念日', '2027-05-04': 'みどりの日', '2027-05-05': 'こどもの日' },
};

export const DEPARTMENTS: readonly Option[] = [
  { id: 'civic', label: '市民協働課' }, { id: 'children', label: 'こども未来課' }, { id: 'welfare', label: '地域福祉課' }, { id: 'environment', label: '環境課' }, { id: 'culture', label: '文化振興課' },
];

/** Answers of a full proposal; sums meet, the amount asked is what the rule allows. */
export const PROPOSAL: Values = {
  track: 'full', groupName: 'みどり町こども食堂の会', groupKana: 'ミドリチョウコドモショクドウノカイ', members: 12, activity: '夕方の居場所づくり',
  contactName: '髙橋 花子', contactKana: 'タカハシ ハナコ', contactEmail: 'hanako@example.jp', contactTel: '023-111-2222',
  representativeName: '𠮷田 太郎', representativeKana: 'ヨシダ タロウ', representativeEmail: 'taro@example.jp',
  title: '夕方の居場所「こども食堂」', theme: 'children', summary: '夕方の小学生の居場所を、空き店舗で週3日ひらきます。', problem: '夕方に過ごせる場所がありません。', plan: '空き店舗で週3日ひらきます。',
  projectStart: '2027-04-15', projectEnd: '2028-02-29', cityRole: '空き店舗の紹介、見守りの研修', wishedDepartment: null,
  budget: { costs: [{ head: 'supplies', what: '調理用品', yen: 200_000 }, { head: 'rent', what: '空き店舗', yen: 212_500 }], ownYen: 42_500, feesYen: 0, otherGrantsYen: 0, askedYen: 370_000 },
  files: [], conditions: true, agreed: true,
};

/** The same group's application for a subsidy: at 80 % the amount asked is what the rule allows. */
export const APPLICATION: Values = { ...PROPOSAL, budget: { costs: [{ head: 'supplies', what: '調理用品', yen: 200_000 }, { head: 'rent', what: '空き店舗', yen: 212_500 }], ownYen: 82_500, feesYen: 0, otherGrantsYen: 0, askedYen: 330_000 } };

export const IDEA: Values = { name: '木かげのベンチ', body: '公園の木かげにベンチを置きます。', who: '山田 一', email: 'hajime@example.jp', track: 'idea' };

/** A value each field accepts, chosen by `pick` (an integer below its argument). */
export function valueFor(field: Field, programme: Programme, pick: (below: number) => number): unknown {
  switch (field.kind) {
    case 'text': return field.id === 'name' ? '𠮷田 太郎' : 'テスト';
    case 'longtext': return '理由です。';
    case 'kana': return 'ミドリチョウ';
    case 'email': return `someone${pick(1000)}@example.jp`;
    case 'tel': return '023-123-4567';
    case 'code': return String(pick(10 ** Math.min(field.length, 9))).padStart(field.length, '0');
    case 'number': return field.min + pick(field.max - field.min + 1);
    // Sums people really write: a range of a hundred million would never meet another one.
    case 'yen': return field.min + pick(Math.min(field.max - field.min, 900_000) + 1);
    case 'date': return '2027-12-01';
    case 'moment': return '2026-12-10T14:00';
    case 'choice': return field.options[pick(field.options.length)]?.id;
    case 'choices': return field.options.filter((_, n) => n === 0 || pick(3) === 0).map((o) => o.id);
    case 'consent': return true;
    case 'files': return [];
    case 'budget': return PROPOSAL.budget;
    case 'spent': return field.required ? field.lines.map((line) => pick(line.plannedYen + 1)) : null;
    case 'receipts': return field.plan.lines.flatMap((line, n) => (line.plannedYen > 0 ? [{ line: n, what: line.label, payee: `店${n + 1}`, paidOn: field.to, yen: 1 + pick(line.plannedYen), pieces: 1 + pick(3), property: field.property?.classes[0]?.id ?? null, files: [`fil_${n}`] }] : []));
    case 'verdicts': return field.receipts.map(() => (pick(4) === 0 ? field.options[pick(field.options.length)]?.id : ''));
  }
}
