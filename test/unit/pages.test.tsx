// Pages as a reader gets them, without a server: sentences for every fault, a page for everything that can be asked, nothing typed is lost.
import { expect, test } from 'vitest';
import { AnswerPage, type AnswerProps } from '../../api/pages/answer.js';
import { FormPageView } from '../../api/pages/apply.js';
import { faultSentence } from '../../api/pages/components/faults.js';
import { FieldView } from '../../api/pages/components/fields.js';
import { endedPage, faultPage } from '../../api/pages/ended.js';
import { ASK_WHATS, type AskWhat, type Request } from '../../workflows/domain/cases.js';
import { FAULT_CODES, type Field, readFields } from '../../workflows/domain/fields.js';
import { formFields } from '../../workflows/domain/programmes.js';
import type { Choice } from '../../workflows/domain/steps/step.js';
import { ASK_WORDS } from '../../workflows/domain/words.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { words } from '../../scripts/lib/visitor.js';
import { CALENDAR } from '../support/sample.js';

const NOW = Date.parse('2026-11-25T01:00:00Z');
const draw = async (page: unknown): Promise<string> => String(await page);
const FACTS = { label: '項目', min: 1, max: 10, is: 11, over: 1, length: 4, char: '字', from: '2027-04-01', to: '2027-04-01', line: 3, head: '食糧費', rule: '要項', income: 2, cost: 1, difference: 1 };

test('every fault has a sentence that says what to do and blames nobody', () => {
  for (const code of FAULT_CODES) {
    const sentence = faultSentence({ at: 'x', code, facts: FACTS });
    expect(sentence.length, code).toBeGreaterThan(5);
    expect(sentence, code).not.toMatch(/undefined|NaN|不正|無効|失敗|エラー|[!！]/);
  }
});

const choice = (id: string): Choice => ({ id, label: `${id}を選ぶ`, consequence: `${id}のあと`, fields: [{ id: 'reason', label: '理由', kind: 'longtext', required: true, max: 100 }] });
function answerPage(what: AskWhat, more: Partial<AnswerProps> = {}) {
  const request = { id: 's#1/k', key: 'k', step: 's', round: 1, what, to: { kind: 'post', post: 'civic.office' }, tier: 'T1', dueAt: NOW + 9e8, closesAt: NOW + 1e9, silence: 'asks-head', minNoticeMs: 0, mail: 'cases/screening-requested', openedAt: NOW, state: 'open', endedAt: null, answer: null, handedOverAt: null, reminded: [] } as const satisfies Request;
  return draw(
    <AnswerPage action="/a/k" nonce="n" number="2026-CP-0001" title="題名" help={citizenProposal.office} request={request} addressee={{ post: '市民協働課 窓口', person: '佐藤 花子' }} now={NOW} calendar={CALENDAR} digest={[]} choices={[choice('yes'), choice('no')]} typed={{}} faults={[]} rule={null} files={[]} whole={null} who="post" {...more} />,
  );
}

test('everything that can be asked has a page with its sentence, its date, and no answer chosen beforehand', async () => {
  for (const what of ASK_WHATS) {
    const page = await answerPage(what);
    expect(words(page), what).toContain(ASK_WORDS[what].heading);
    expect(page, what).toContain('2026-CP-0001');
    expect(words(page), what).toContain('期限');
    expect(page, what).not.toMatch(/<input[^>]*type="radio"[^>]*\schecked/);
  }
});

test('two choices with a field of the same name keep what was typed in each', async () => {
  const page = await answerPage('opinion', { typed: { choice: 'no', 'yes.reason': 'はいの理由', 'no.reason': 'いいえの理由' }, faults: [{ at: 'reason', code: 'missing', facts: { label: '理由' } }] });
  expect(page).toMatch(/name="yes\.reason"[^>]*>はいの理由</);
  expect(page).toMatch(/name="no\.reason"[^>]*>いいえの理由</);
  expect(page).toMatch(/value="no"[^>]*\schecked/);
  expect(page).toContain('<title>エラー：');
});

test('where only a sign-in counts, the page leads to it and offers no answer', async () => {
  const page = await answerPage('approval', { signIn: '/signin?to=x' });
  expect(page).toContain('href="/signin?to=x"');
  expect(page).not.toContain('method="post"');
});

/** Text nobody could store, for each kind that is typed. */
const ODD: Readonly<Record<string, string>> = { number: '三人', yen: '十万円', date: '四月一日', code: 'あ', email: 'だれか', tel: 'なし', moment: 'あした', kana: '漢字', text: 'あ'.repeat(2000), longtext: 'あ'.repeat(2000) };

test('a form with faults shows what was typed, the fault at the field, and the same sentence at the top', async () => {
  for (const form of citizenProposal.form) {
    const typed = Object.fromEntries(form.fields.filter((f) => ODD[f.kind]).map((f) => [f.id, ODD[f.kind]]));
    const { faults } = readFields(form.fields, typed, citizenProposal.money ?? undefined);
    const filing = { programme: citizenProposal, rule: citizenProposal.money, closesAt: NOW + 1e9, now: NOW, paper: false };
    const page = await draw(<FormPageView filing={filing} page={form} place={1} places={6} typed={typed} faults={faults} files={[]} fileFaults={[]} back="/x" fromCheck={false} calculated={false} closed={false} />);
    for (const value of Object.values(typed)) expect(page, form.id).toContain(value);
    for (const fault of faults) expect(words(page).split(faultSentence(fault)).length, `${form.id} ${fault.at}`).toBeGreaterThan(2);
    expect(words(page), form.id).toContain('まだ提出していません');
  }
});

test('no field hides its label in a placeholder, asks for a number by spinner, or runs a script', async () => {
  const more: Field[] = [
    { id: 'm', label: '日時', kind: 'moment', required: true }, { id: 'c', label: 'コード', kind: 'code', length: 4, required: true }, { id: 'y', label: '額', kind: 'yen', min: 0, max: 9, required: true },
    { id: 'cs', label: '項目', kind: 'choices', required: false, options: [{ id: 'a', label: 'ア' }] }, { id: 's', label: '使ったお金', kind: 'spent', required: true, lines: [{ label: '印刷費', plannedYen: 100 }] },
  ];
  for (const field of [...formFields(citizenProposal), ...more]) {
    const html = await draw(<FieldView field={field} typed={{}} faults={[]} rule={citizenProposal.money} />);
    expect(html, field.id).not.toMatch(/placeholder=|type="number"|<script|\son\w+=|\sstyle=/);
    expect(words(html), field.id).toContain(field.kind === 'budget' ? '支出' : field.label);
    expect(words(html), field.id).toContain(field.required ? '※必須' : '※任意');
  }
});

test('what somebody typed is text on the page, never markup', async () => {
  const html = await draw(<FieldView field={{ id: 't', label: '題名', kind: 'text', required: true, max: 99 }} typed={{ t: '"><script>x</script>' }} faults={[]} />);
  expect(html).not.toContain('<script>');
});

test('every link that opens nothing shows the same bytes, and a page that refuses shows what was typed', async () => {
  expect(await draw(endedPage())).toBe(await draw(endedPage()));
  expect(words(await draw(endedPage()))).toContain('この手続は終了しています');
  expect(await draw(faultPage({ status: 409, sentence: '先に回答がありました。', typed: '書いていた文' }))).toContain('書いていた文');
});
