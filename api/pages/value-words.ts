// What people wrote in answers and acts, as lines of label and text. Account data is cut to its last digits; ids are never shown.
import { isCivilDate } from '../../workflows/domain/calendar.js';
import type { CaseState } from '../../workflows/domain/cases.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import type { Field, Value, Values } from '../../workflows/domain/fields.js';
import { DETECTION_WORDS, RELATION_WORDS } from '../../workflows/domain/panel.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { formFields } from '../../workflows/domain/programmes.js';
import { FORM_QUESTIONS } from '../../workflows/domain/steps/form-of-cooperation.js';
import { reportFields } from '../../workflows/domain/steps/report.js';
import { FORM_WORDS } from '../../workflows/domain/subsidy-amount.js';
import { REOPEN_WORDS, dateWords, yenWords } from '../../workflows/domain/words.js';

export type Line = { readonly label: string; readonly text: string };
export type Names = { post(code: string): string; person(id: string): string; department(code: string): string };

const LABELS: Readonly<Record<string, string>> = {
  reason: '理由', reasons: '理由', note: '申し送り', remark: '付け加えること', text: '内容', fields: '項目', unchangedReason: '変えない理由', changes: '条件', date: '日時', place: '場所', result: '話し合いの結果',
  department: '課', departments: '引き受けた課', lead: '主に担当する課', joint: '協力する課', amountYen: '金額', conditions: '条件', summary: '公表する概要', groupRoles: '団体の役割', cityRoles: '市の役割', extra: 'そのほかの取り決め', changed: '前の版から変えたこと',
  name: '氏名', what: '変えたいこと', newCostYen: '変えたあとの総事業費', newEnd: '変えたあとの終わりの日', role: '変わった人', email: 'メールアドレス', subject: '何について', files: 'ファイル', receipts: '領収書・写真', days: '延ばした日数', why: '理由の種類', evidence: '確かめた方法',
  yen: '金額', on: '日', how: '方法', done: '行ったこと', effect: '成果と、うまくいかなかったこと', spent: '使ったお金', othersYen: 'ほかの補助金・助成金', recognised: '認めた額', photos: '写真やちらしなど', verdicts: '認めなかった領収書', newLines: '変えたあとの費目ごとの予定', number: '口座', finalYen: '確定した額', decidedYen: '決定した額', paidYen: '支払済の額',
  rounds: '直しの回数', total: '点数の合計', full: '満点', sheets: '採点した人数', recused: '加わらなかった人数', passed: '基準点', for: '賛成', against: '反対', abstained: '棄権', voters: '投票できる人数', approvals: '決裁した人数', voided: '取り消した決裁',
  apart: '意見がちがった項目', version: '版', terms: '内容', midGroup: '団体のふりかえり', midCity: '市のふりかえり', refused: '断った課の数', as: '支払の種類', missing: '報告なし', adoption: '採択の回数', spending: '補助金を使った支出', books: '帳簿と領収書を保管する人と場所', incomeYen: '事業の収入', relation: '関係', detail: '関係の内容', detected: '自動で見つかった関係', from: '休止の初めの日', to: '休止の終わりの日', legalBasis: '法律で決まった期限も止める根拠', limitYen: '請求できる額', items: '意見がちがった項目',
  form: '協働の形', proposed: '示された形', task: 'だれの仕事か', idea: 'だれの企画か', needed: '公益のための必要', needsMoney: '市の費用の負担の必要', income: '事業の収入', parties: '事業を担う団体の数', jointAccounts: '一つの組織と会計', roles: '課の役割', followUp: '引き継いだ案件', programme: '引き継いだ制度',
  lastDay: '終わりの日', specification: '仕様', beforeYen: '変える前の金額', beforeLastDay: '変える前の終わりの日', split: '似た発注の扱い', splitReason: 'そう扱う理由', splitOrders: '似た発注',
};

/** Parts of an answer that are not for reading: bank data, hashes, keys, and what is shown in another place. */
const SILENT = new Set(['bank', 'branch', 'accountType', 'holder', 'last4', 'document', 'sha256', 'working', 'minor', 'terms', 'checked', 'toKind', 'toRole', 'toPost', 'mail', 'mailId', 'track', 'round', 'request', 'by', 'waitUntil']);
const NOT_WORTH_A_ZERO = new Set(['refused', 'rounds', 'voided', 'recused', 'amountYen', 'newCostYen']);
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  form: FORM_WORDS, proposed: FORM_WORDS, split: { apart: '別の発注とする', together: '合わせて一つとみなす' },
  relation: RELATION_WORDS, detected: DETECTION_WORDS,
  how: { post: '郵送', phone: '電話', visit: '訪問・窓口' }, role: { contact: '連絡先', representative: '代表者' }, why: REOPEN_WORDS, as: { advance: '前払い', remainder: '残り', contract: '委託料', interest: '遅延利息' },
  spending: { none: 'まだない', some: 'ある' }, midGroup: { 'on-track': '予定どおり', rethink: '見直したいことがある', stop: '途中で終わりにする' }, midCity: { 'on-track': '予定どおり', rethink: '見直したいことがある' },
};

type Known = { readonly label: string; readonly field: Field | null };

/** The fields by which an id in an answer may be known: of the form, the report, the criteria and the items of the evaluation. */
function known(programme: Programme, state: CaseState): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const field of [...formFields(programme), ...reportFields(programme, state)]) found.set(field.id, { label: field.label, field });
  for (const step of programme.stages.flatMap((s) => s.steps)) {
    if (step.kind === 'scoring') for (const c of step.criteria) { found.set(c.id, { label: c.label, field: null }); found.set(`${c.id}Reason`, { label: `${c.label}の理由`, field: null }); }
    if (step.kind === 'form-of-cooperation') for (const field of FORM_QUESTIONS) found.set(field.id, { label: field.label, field });
    if (step.kind === 'evaluation') for (const item of step.items) { found.set(item.id, { label: item.label, field: null }); found.set(`${item.id}Note`, { label: `${item.label}について`, field: null }); }
  }
  return found;
}

/** Label of a field by its id. */
export function fieldLabel(programme: Programme, state: CaseState, id: string): string {
  return known(programme, state).get(id)?.label ?? LABELS[id] ?? '項目';
}

/** An answer's values as lines; what was left empty is left out. */
export function valueLines(programme: Programme, state: CaseState, values: Values, names: Names): readonly Line[] {
  const fields = known(programme, state);
  return Object.entries(values).flatMap(([id, value]): Line[] => {
    if (SILENT.has(id) || value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (value === 0 && NOT_WORTH_A_ZERO.has(id))) return [];
    // The same id may be a field of the form and of an answer; what stands in a version of the form is the form's.
    const own = state.answers.some((version) => JSON.stringify(version[id]) === JSON.stringify(value)) ? fields.get(id)?.label : undefined;
    const label = own ?? LABELS[id] ?? fields.get(id)?.label;
    if (!label) return [];
    const text = id === 'number' ? `終わりの3けた ${String(value).slice(-3)}` : worded(id, value, fields, names);
    return text === '' ? [] : [{ label, text }];
  });
}

function worded(id: string, value: Value, fields: ReadonlyMap<string, Known>, names: Names): string {
  if (typeof value === 'boolean') return id === 'passed' ? (value ? '以上' : '未満') : value ? 'はい' : 'いいえ';
  if (typeof value === 'number') return /yen$/i.test(id) ? yenWords(value) : String(value);
  if (Array.isArray(value)) {
    if (id === 'fields' || id === 'apart') return value.map((one) => fields.get(String(one))?.label ?? LABELS[String(one)] ?? '項目').join('、');
    if (id === 'departments' || id === 'joint') return value.map((one) => names.department(String(one))).join('、');
    if (id === 'files' || id === 'receipts' || id === 'photos') return `${value.length}つ`;
    if (id === 'verdicts') { const rejected = value.filter((one) => one !== '').length; return rejected > 0 ? `${rejected}枚` : ''; }
    return typeof value[0] === 'number' ? value.map((one) => yenWords(Number(one))).join('、') : value.join('\n');
  }
  if (typeof value === 'object') return '';
  const word = WORDS[id]?.[value];
  if (word) return word;
  if (id === 'department' || id === 'lead') return names.department(value);
  const field = fields.get(id)?.field;
  if (field?.kind === 'choice') return field.options.find((o) => o.id === value)?.label ?? value;
  if (isCivilDate(value)) return dateWords(value);
  const moment = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(value);
  return moment ? `${dateWords(moment[1] ?? '')}${moment[2]}` : value;
}

/** What a version of the form changed: label, before, after. */
export function differences(programme: Programme, state: CaseState, version: number, names: Names): readonly { label: string; before: string; after: string }[] {
  const after = state.answers[version - 1] ?? formAnswers(state);
  const before = state.answers[version - 2] ?? {};
  return formFields(programme)
    .filter((f, n, all) => all.findIndex((g) => g.id === f.id) === n && JSON.stringify(before[f.id] ?? null) !== JSON.stringify(after[f.id] ?? null))
    .map((f) => ({ label: f.label, before: valueLines(programme, state, { [f.id]: before[f.id] }, names)[0]?.text ?? 'なし', after: valueLines(programme, state, { [f.id]: after[f.id] }, names)[0]?.text ?? (f.kind === 'budget' ? '収支予算を変えました' : 'なし') }));
}
