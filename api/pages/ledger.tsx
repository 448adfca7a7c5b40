// The ledger of envelopes: what every programme and year has, promised, paid and has left; each figure leads to its entries, each entry says why it is there.
import type { Child } from 'hono/jsx';
import type { Account, Difference, EntryKind, Figure, LedgerLine, Statement, WaitingCase } from '../../db/store/ledger.js';
import { ACCOUNTS, FIGURES, partOf } from '../../db/store/ledger.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Fault, Field, Input } from '../../workflows/domain/fields.js';
import type { Accident, CarryOver, CarryOverFault } from '../../workflows/domain/fiscal-year.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { faultId, faultSentence } from './components/faults.js';
import { FieldView } from './components/fields.js';
import { momentWords } from './day-words.js';
import { FaultSummary } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Facts, Section } from './desk-parts.js';

/** Kinds of entries as people read them. */
export const ENTRY_WORDS: { readonly [K in EntryKind]: string } = {
  budget: '当初予算', raise: '増額', cut: '減額', 'carry-out': '翌年度へ繰越', 'carry-in': '前年度から繰越', counter: '訂正',
  commit: '決定', release: '決定の取りやめ・減額', reserve: '送金の準備', pay: '支払', return: '送金の戻り', income: '前の年度の返還（歳入）',
};
/** The accounts of the double entry. */
export const ACCOUNT_WORDS: { readonly [A in Account]: string } = { budget: '予算', free: '残り', committed: '決定（未払い）', reserved: '送金中', paid: '支払済', carried: '繰越', treasury: '市の金庫', income: '現年度の歳入' };
/** The figures of each programme and year. */
export const FIGURE_WORDS: { readonly [F in Figure]: string } = { budget: '当初予算', revised: '増減額', carried: '繰越', committed: '決定', final: '額の確定', advanced: '概算払', settled: '精算払', reserved: '送金中', refunded: '返還', income: '歳入（前の年度の返還）', free: '残り' };
/** Events that make an accidental carry-over possible. */
export const ACCIDENT_WORDS: { readonly [A in Accident]: string } = { earthquake: '地震', flood: '水害', snow: '雪害', fire: '火災', epidemic: '感染症', 'other-disaster': 'その他の災害' };
/** What a carry-over lacks. */
export const CARRY_FAULT_WORDS: { readonly [F in CarryOverFault]: string } = {
  'no-vote': '議決の日を入力してください', 'vote-outside-year': '議決の日は、繰り越す年度の中の日にしてください', 'no-vote-record': '議案の番号を入力してください',
  'no-commitment': 'この年度の決定の記入がありません', 'commitment-outside-year': '決定の日が、繰り越す年度の中にありません', 'no-accident': '避けられなかった理由を選んでください', 'no-explanation': '理由の説明を入力してください',
  'no-statement': '繰越計算書の日を入力してください（5月31日までにつくります）', 'statement-early': '繰越計算書の日は、4月1日から5月31日までの日にしてください', 'statement-late': '繰越計算書の日は、4月1日から5月31日までの日にしてください',
};
const DIFFERENCE_WORDS: { readonly [W in Difference['what']]: string } = { budget: '予算の額', committed: '決定の額', reserved: '送金中の額', paid: '支払済の額', case: '案件の決定の額', 'refund-year': '返還の年度（支払った年度と違います）' };

/** The forms of this page; each input's name begins with the form's. */
export type LedgerForm = 'budget' | 'revision' | 'carry' | 'counter';
const YEN: Field = { id: 'yen', label: '金額', kind: 'yen', required: true, min: 1, max: 1_000_000_000_000 };
const why = (hint: string): Field => ({ id: 'reason', label: '理由', kind: 'longtext', required: true, max: 300, hint });
/** The fields of each form, as they are shown and read. */
export const LEDGER_FIELDS = {
  budget: (programmes: readonly { id: string; label: string }[]): readonly Field[] => [
    { id: 'programme', label: '制度', kind: 'choice', required: true, options: programmes }, { id: 'fiscalYear', label: '年度', kind: 'number', required: true, min: 2000, max: 2200, unit: '年度' }, YEN, why('例：令和9年3月18日 当初予算の議決'),
  ],
  revision: (): readonly Field[] => [{ id: 'way', label: '増額か減額か', kind: 'choice', required: true, options: [{ id: 'raise', label: '増額' }, { id: 'cut', label: '減額' }] }, YEN, why('例：9月補正 第40号議案')],
  carry: (): readonly Field[] => [
    { id: 'number', label: '案件の番号', kind: 'text', required: true, max: 40 },
    { id: 'kind', label: '繰越の種類', kind: 'choice', required: true, options: [{ id: 'approved', label: '繰越明許（年度の中で議決があるもの）' }, { id: 'accidental', label: '事故繰越し（避けられない出来事によるもの）' }] },
    { id: 'voteOn', label: '繰越明許：議決の日', kind: 'date', required: false }, { id: 'voteRecord', label: '繰越明許：議案の番号', kind: 'text', required: false, max: 100 },
    { id: 'accident', label: '事故繰越し：避けられなかった理由', kind: 'choice', required: false, options: Object.entries(ACCIDENT_WORDS).map(([id, label]) => ({ id, label })) }, { id: 'explanation', label: '事故繰越し：理由の説明', kind: 'longtext', required: false, max: 300 },
    { id: 'statementOn', label: '繰越計算書の日', kind: 'date', required: false, hint: '5月31日までにつくります。まだなら空けておきます' }, why('帳簿に残ります'),
  ],
  counter: (caseBorn: boolean): readonly Field[] => [...(caseBorn ? [{ id: 'number', label: '案件の番号', kind: 'text', required: true, max: 40, hint: 'この記入は案件から来ています' } as const] : []), why('何が誤りだったか')],
} as const;

/** What was typed into one form, with what is wrong; `faults` that are sentences already stand at the form. */
export type Typed = { readonly form: LedgerForm; readonly input: Input; readonly faults: readonly Fault[]; readonly sentences: readonly string[] };

const Form = ({ id, action, fields, typed, hidden, button }: { id: LedgerForm; action: string; fields: readonly Field[]; typed: Typed | null; hidden: Readonly<Record<string, string>>; button: string }) => {
  const own = typed?.form === id ? typed : null;
  return (
    <form method="post" action={action} id={`form-${id}`} novalidate tabindex={-1}>
      {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      {own?.sentences.map((sentence) => <p class="fault">＊{sentence}</p>)}
      {fields.map((field) => <FieldView field={field} typed={own?.input ?? {}} faults={own?.faults ?? []} prefix={`${id}.`} />)}
      <p class="actions"><button type="submit">{button}</button></p>
    </form>
  );
};
const Wrong = ({ typed }: { typed: Typed | null }) => <FaultSummary faults={typed ? [...typed.faults.map((f) => ({ at: faultId(`${typed.form}.${f.at}`), sentence: faultSentence(f) })), ...typed.sentences.map((sentence) => ({ at: `form-${typed.form}`, sentence }))] : []} />;

const name = (one: Pick<Statement, 'programmeName' | 'fiscalYear'>): string => `${one.programmeName} ${one.fiscalYear}年度`;
const figureLink = (one: Statement, figure: Figure): Child => <a href={`/admin/ledger/${one.id}?figure=${figure}#entries`}>{yenWords(one.figures[figure])}</a>;

/** Whether the figures are what the entries add up to, or by how much which one is not. */
const Ties = ({ one }: { one: Statement }) =>
  one.differences.length === 0 ? (
    <p>帳簿の記入の合計と、予算枠の数字は一致しています。</p>
  ) : (
    <>
      <p>帳簿の記入の合計と、次の数字が一致していません。会計課に連絡してください。</p>
      <ul>
        {one.differences.map((d) => (
          <li>
            {DIFFERENCE_WORDS[d.what]}
            {d.number && <span translate="no">（{d.number}）</span>}：帳簿{yenWords(d.ledgerYen)}、登録{yenWords(d.rowYen)}、差{yenWords(d.rowYen - d.ledgerYen)}
          </li>
        ))}
      </ul>
    </>
  );

export type LedgerListProps = { readonly staff: Staff; readonly now: Instant; readonly years: readonly Statement[]; readonly programmes: readonly { id: string; label: string }[]; readonly may: boolean; readonly once: string; readonly typed: Typed | null };
/** All envelopes, newest year first. */
export function LedgerListPage({ staff, now, years, programmes, may, once, typed }: LedgerListProps) {
  return (
    <StaffPage title="予算" heading="予算" staff={staff} here="ledger" faulty={typed !== null}>
      <Wrong typed={typed} />
      <Section title="制度と年度" asOf={now} id="years">
        {years.length === 0 ? (
          <p>予算のある制度はありません。</p>
        ) : (
          <DataTable
            caption="金額を押すと、その金額をつくっている記入を見られます"
            cards
            head={['制度と年度', ...FIGURES.map((figure) => FIGURE_WORDS[figure]), '帳簿との照合']}
            numeric={FIGURES.map((_, n) => n + 1)}
            rows={years.map((one) => [<a href={`/admin/ledger/${one.id}`}>{name(one)}</a>, ...FIGURES.map((figure) => figureLink(one, figure)), one.differences.length === 0 ? '一致' : <a href={`/admin/ledger/${one.id}#ties`}>差があります</a>])}
          />
        )}
      </Section>
      {may && (
        <Section title="当初予算を入力する" id="budget">
          <Form id="budget" action="/admin/ledger/budget" fields={LEDGER_FIELDS.budget(programmes)} typed={typed} hidden={{ once }} button="当初予算を入力する" />
        </Section>
      )}
    </StaffPage>
  );
}

export type LedgerProps = {
  readonly staff: Staff; readonly now: Instant; readonly one: Statement; readonly figure: Figure | null; readonly waiting: readonly WaitingCase[]; readonly may: boolean; readonly once: string; readonly typed: Typed | null; readonly notice?: string;
  /** The entry that is being corrected. */
  readonly correcting: LedgerLine | null;
  readonly person: (id: string) => string;
};
/** One envelope: its figures, its entries, who waits for money, and what may be entered. */
export function LedgerPage(props: LedgerProps) {
  const { staff, now, one, figure, may, typed, correcting, once } = props;
  const action = `/admin/ledger/${one.id}`;
  return (
    <StaffPage title={`予算 ${name(one)}`} heading={`予算 ${name(one)}`} staff={staff} here="ledger" back={{ href: '/admin/ledger', label: '予算の一覧' }} notice={props.notice} faulty={typed !== null}>
      <Wrong typed={typed} />
      {correcting && may && (
        <Section title="記入を訂正する" id="counter">
          <p>元の記入は消えません。反対の記入を1つ足します。訂正は1つの記入に一度だけです。</p>
          <Facts facts={[['訂正する記入', `${ENTRY_WORDS[correcting.kind]} ${yenWords(correcting.yen)}`], ['記入した日時', momentWords(correcting.at, now)], ['理由', correcting.why]]} />
          <Form id="counter" action={`${action}/counter`} fields={LEDGER_FIELDS.counter(correcting.caseId !== null)} typed={typed} hidden={{ entry: correcting.id }} button="訂正を入力する" />
        </Section>
      )}
      <Section title="いまの数字" asOf={now} id="figures">
        <Facts facts={FIGURES.map((f) => [FIGURE_WORDS[f], figureLink(one, f)] as const)} />
      </Section>
      <Section title="帳簿との照合" asOf={now} id="ties">
        <Ties one={one} />
        <DataTable caption="勘定ごとの借方と貸方" head={['勘定', '借方', '貸方', '差（借方−貸方）']} numeric={[1, 2, 3]} rows={ACCOUNTS.map((account) => { const side = (of: 'debit' | 'credit') => one.lines.reduce((n, line) => n + (line[of] === account ? line.yen : 0), 0); return [ACCOUNT_WORDS[account], yenWords(side('debit')), yenWords(side('credit')), yenWords(one.balances[account])]; })} />
      </Section>
      <Waits {...props} />
      <Entries {...props} figure={figure} />
      {may && (
        <>
          <Section title="予算を増やす・減らす" id="revision">
            <p>決定した額より少なくはできません。入力しても、案件の決定は変わりません。</p>
            <Form id="revision" action={`${action}/revision`} fields={LEDGER_FIELDS.revision()} typed={typed} hidden={{ once }} button="増減額を入力する" />
          </Section>
          <Section title="案件の予算を翌年度へ繰り越す" id="carry">
            <p>その案件に決定して、まだ支払っていない額を、{one.fiscalYear}年度から{one.fiscalYear + 1}年度へ移します。新しい期日は、案件の手続きで知らせてください。</p>
            <Form id="carry" action={`${action}/carry`} fields={LEDGER_FIELDS.carry()} typed={typed} hidden={{ fiscalYear: String(one.fiscalYear) }} button="繰越を入力する" />
          </Section>
        </>
      )}
    </StaffPage>
  );
}

/** Who waits for money. Nothing is decided here: each case is compared with what is free, by itself. */
function Waits({ one, now, waiting, staff }: LedgerProps) {
  const without = waiting.filter((w) => !w.fits).length;
  return (
    <Section title="お金を待っている案件" asOf={now} id="waiting">
      {waiting.length === 0 ? (
        <p>決定の案を待っている案件も、次点の案件もありません。</p>
      ) : (
        <>
          <p>残り{yenWords(one.rowFreeYen)}に対して、1件ずつ比べています。収まらないものは{without}件です。予算を変えても、何も自動では決まりません。</p>
          <DataTable caption="提出の早い順、次点は順位の順" cards head={['案件', '待っているもの', '必要な額（上限）', 'いまの残りに']} numeric={[2]} rows={waiting.map((w) => [<CaseName number={w.number} title={w.title} link={staff.administrator} />, w.why === 'draft' ? '決定の案' : '次点', yenWords(w.yen), w.fits ? '収まります' : `${yenWords(w.yen - one.rowFreeYen)}足りません`])} />
        </>
      )}
    </Section>
  );
}

const CaseName = ({ number, title, link }: { number: string; title: string; link: boolean }) => {
  const inner = <><span translate="no">{number}</span> {title}</>;
  return link ? <a href={`/admin/cases/${number}`}>{inner}</a> : inner;
};

const carryWords = (carry: CarryOver): string =>
  `${carry.fiscalYear}年度から${carry.fiscalYear + 1}年度へ。${carry.kind === 'approved' ? `繰越明許、議決${carry.voteOn ? dateWords(carry.voteOn) : ''} ${carry.voteRecord}` : `事故繰越し、${carry.accident ? ACCIDENT_WORDS[carry.accident] : ''}：${carry.explanation}`}。繰越計算書${carry.statementOn ? dateWords(carry.statementOn) : 'はまだ'}。`;

function Entries({ one, now, figure, may, person, staff }: LedgerProps) {
  const shown = figure ? one.lines.filter((line) => partOf(figure, line) !== 0) : one.lines;
  const total = figure ? shown.reduce((n, line) => n + partOf(figure, line), 0) : null;
  return (
    <Section title={figure ? `${FIGURE_WORDS[figure]}をつくっている記入` : '帳簿の記入'} asOf={now} id="entries">
      {figure && <p>{shown.length}件、合計{yenWords(total ?? 0)}。<a href={`/admin/ledger/${one.id}#entries`}>すべての記入を見る</a></p>}
      {shown.length === 0 ? (
        <p>記入はありません。</p>
      ) : (
        <DataTable
          caption="古い順。記入は消されず、書き換えられません"
          cards
          head={['日時', '種類', figure ? `${FIGURE_WORDS[figure]}への加減` : '金額', '借方', '貸方', '案件', '理由', '入力した人', '訂正']}
          numeric={[2]}
          rows={shown.map((line) => [
            <span id={line.id}>{momentWords(line.at, now)}</span>, line.kind === 'counter' ? `訂正（${ENTRY_WORDS[line.of]}）` : ENTRY_WORDS[line.kind], yenWords(figure ? partOf(figure, line) : line.yen), ACCOUNT_WORDS[line.debit], ACCOUNT_WORDS[line.credit],
            line.number ? <CaseName number={line.number} title={line.title ?? ''} link={staff.administrator} /> : '', `${line.carry ? carryWords(line.carry) : ''}${line.why}`, line.by ? person(line.by) : line.caseId ? '案件の手続き' : '',
            line.corrects ? <a href={`#${line.corrects}`}>元の記入</a> : line.correctedBy ? <a href={`#${line.correctedBy}`}>訂正済み</a> : may && line.kind !== 'counter' && line.kind !== 'reserve' && line.kind !== 'return' ? <a href={`/admin/ledger/${one.id}?correct=${line.id}#counter`}>訂正する</a> : '',
          ])}
        />
      )}
    </Section>
  );
}
