// S26: paying by the bank's file: what waits, lists with the three figures two people compare (hash, count, sum), and what the bank said of each line.
import type { Child } from 'hono/jsx';
import type { HeldPayment } from '../../db/store/held-payments.js';
import type { KnownLine, ListFault, Note, TransferList } from '../../db/store/transfer-lists.js';
import { ACCOUNT_TYPES, type AccountType } from '../../workflows/domain/bank/account.js';
import type { FileFault, TransferFile } from '../../workflows/domain/bank/zengin.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { commas } from '../../workflows/domain/money.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { FaultSummary, type FormFault, TextLine } from './desk-form.js';
import { DataTable, Facts, Section } from './desk-parts.js';

type Told = Readonly<Record<string, string | number>>;
const s = (facts: Told, name: string): string => String(facts[name] ?? '');
const n = (facts: Told, name: string): string => commas(Number(facts[name] ?? 0));
const PARTS: Readonly<Record<string, string>> = {
  bank: '銀行コード', branch: '支店コード', accountType: '種目', number: '口座番号', holder: '口座名義', symbol: '記号', bankKana: '銀行名', branchKana: '支店名', clientCode: '委託者コード', name: '依頼人名', monthDay: '振込日', yen: '金額', edi: 'EDI情報',
};
const part = (facts: Told, name: string): string => PARTS[s(facts, name)] ?? s(facts, name);

const LIST_FAULTS: { readonly [K in ListFault['code']]: (facts: Told) => string } = {
  'no-orders': () => '一覧に入れる振込がありません',
  'too-many': (f) => `1つの一覧は${n(f, 'max')}件までです。いまは${n(f, 'count')}件です`,
  twice: () => '同じ振込が2度入っています',
  'same-line': () => '口座も金額も同じ振込がもう1つあります。銀行の結果を見分けられません',
  'bad-name': (f) => `口座名義「${s(f, 'found')}」に、銀行で使えない字があります`,
  'name-too-long': (f) => `口座名義が${n(f, 'length')}字です。銀行の書類には${n(f, 'max')}字までです`,
  'bad-amount': () => '金額が正しくありません',
  'amount-too-big': (f) => `1件の金額は${n(f, 'max')}円までです`,
  'sum-too-big': (f) => `1つの一覧の合計は${s(f, 'max')}円までです`,
  'bad-account': (f) => `${part(f, 'field')}「${s(f, 'found')}」が正しくありません`,
  'bank-name-missing': (f) => `この銀行の書類には${part(f, 'field')}が要ります`,
  'bad-bank-name': (f) => `${part(f, 'field')}「${s(f, 'found')}」は銀行の書類に書けません`,
  'bad-edi': (f) => `受取人に示す案件番号「${s(f, 'found')}」は銀行の書類に書けません`,
  'bad-payer': (f) => `市の設定の${part(f, 'field')}「${s(f, 'found')}」が正しくありません。事務局にお知らせください`,
  'bad-date': () => '振込日を入力してください（例：2027-04-30、令和9年4月30日）',
  'date-past': (f) => `振込日${dateWords(s(f, 'on'))}は過ぎています`,
  'date-too-far': (f) => `振込日${dateWords(s(f, 'on'))}は2か月より先です。銀行の書類には年がないため、近い日にしてください`,
  'no-bank-day': (f) => `${dateWords(s(f, 'on'))}は銀行の休みです${f.holiday ? `（${s(f, 'holiday')}）` : ''}。前の営業日は${dateWords(s(f, 'before'))}です`,
  'not-confirmed': (f) => `口座を確かめた人が${n(f, 'people')}人です。${n(f, 'needed')}人の確認がないと振り込めません`,
  'order-closed': () => 'この支払は、もう終わったか、人が確かめているところです。銀行に送れません',
  missing: (f) => `${part(f, 'part')}がありません`,
  'not-digits': (f) => `${part(f, 'part')}に数字でない「${s(f, 'char')}」があります`,
  'wrong-length': (f) => `${part(f, 'part')}のけた数が違います（いまは${n(f, 'length')}けた）`,
  'too-long': (f) => `${part(f, 'part')}が${n(f, 'length')}字です。銀行の書類には${n(f, 'max')}字までです`,
  'unknown-type': () => '口座の種目がわかりません',
  'reading-needed': (f) => `${part(f, 'part')}の${n(f, 'place')}字目「${s(f, 'char')}」は漢字です`,
  'stray-mark': (f) => `${part(f, 'part')}の${n(f, 'place')}字目「${s(f, 'char')}」は、前の字に付けられません`,
  unmappable: (f) => `${part(f, 'part')}の${n(f, 'place')}字目「${s(f, 'char')}」は、銀行で使えない字です`,
  'two-legal-forms': () => '口座名義に、法人の種類が2つあります',
  'two-office-words': () => '口座名義に、営業所や出張所が2つあります',
  'form-only': () => '口座名義が、法人の種類だけです',
  'symbol-start': () => 'ゆうちょ銀行の記号の初めの数字が違います',
  'symbol-end': () => 'ゆうちょ銀行の記号の終わりの数字が違います',
  'post-number-end': () => 'ゆうちょ銀行の番号の終わりの数字が違います',
  'use-symbol': () => 'ゆうちょ銀行の番号が8けたです。振込用の7けたの口座番号が要ります',
  'type-against-branch': (f) => `ゆうちょ銀行の支店${s(f, 'branch')}に、この種目の口座はありません`,
  'unknown-bank': (f) => `銀行コード${s(f, 'bank')}の銀行はありません`,
  'unknown-branch': (f) => `支店コード${s(f, 'branch')}の支店はありません`,
  'unusable-name': (f) => `銀行や支店の名前「${s(f, 'kana')}」は銀行の書類に書けません`,
};
/** Why a list was not made, one sentence for each reason. */
export const listFault = (fault: ListFault): string => LIST_FAULTS[fault.code](fault.facts);

const FILE_FAULTS: { readonly [K in FileFault['code']]: (facts: Told) => string } = {
  empty: () => 'ファイルが空です', length: () => 'ファイルの長さが総合振込の書式（1件120文字）に合いません', 'line-end': () => '改行の位置が違います', 'bad-byte': () => '使えない文字があります', 'wrong-record': (f) => `区分が「${s(f, 'found')}」です（「${s(f, 'needed')}」のはずです）`,
  'not-digits': (f) => `数字のところに「${s(f, 'found')}」があります`, 'not-blank': (f) => `空きのはずのところに「${s(f, 'found')}」があります`, 'wrong-kind': () => '総合振込のファイルではありません', 'count-differs': (f) => `合計件数が${n(f, 'found')}、数えた件数が${n(f, 'counted')}で、合いません`, 'sum-differs': (f) => `合計金額が${n(f, 'found')}円、足した金額が${n(f, 'counted')}円で、合いません`,
};
/** What is wrong with a file of the bank, and where. */
export const fileFault = (fault: FileFault): string => `${fault.record > 0 ? `${fault.record}行目の${fault.position}文字目：` : ''}${FILE_FAULTS[fault.code](fault.facts)}`;

const WORDS: Readonly<Record<string, string>> = { settled: '振込済', returned: '振込不能' };
const NOTES: { readonly [K in Note['code']]: (facts: Told) => string } = {
  'header-differs': (f) => `市の口座や日付が送ったものと違うため、このファイルの結果は使いませんでした（${part(f, 'field')}：「${s(f, 'found')}」、送ったのは「${s(f, 'expected')}」）`,
  'missing-line': (f) => `結果にこの振込（${n(f, 'yen')}円）がありません`,
  'unknown-line': (f) => `送っていない振込が結果にあります（口座の終わり${s(f, 'account').slice(-3)}、${n(f, 'yen')}円、${s(f, 'edi')}）`,
  'line-differs': (f) => `${part(f, 'field')}が送ったものと違います（結果「${tail(f, 'found')}」、送ったのは「${tail(f, 'expected')}」）`,
  'line-twice': (f) => `同じ振込が結果に2度あります（${s(f, 'lines')}件目）`,
  'holder-differs': (f) => `口座名義が送ったものと違います（結果「${s(f, 'found')}」、送ったのは「${s(f, 'expected')}」）`,
  'unknown-code': (f) => `結果の符号「${s(f, 'found')}」の意味が登録されていません`,
  contradicts: (f) => `前に「${WORDS[s(f, 'was')] ?? ''}」と聞いた振込が、「${WORDS[s(f, 'says')] ?? ''}」になっています。前の結果のままにしました`,
  void: (f) => `取り消しました。理由：${s(f, 'reason')}`,
};
/** Account numbers are shown by their last digits only, also where they differ. */
const tail = (facts: Told, name: string): string => (facts.field === 'number' ? `…${s(facts, name).slice(-3)}` : s(facts, name));

const STATES: { readonly [K in TransferList['state']]: string } = { made: '確認待ち', confirmed: '確認済', settled: '結果がそろいました', void: '取消し' };
const LINE_STATES: { readonly [K in KnownLine['line']['state']]: string } = { waiting: '一覧を待っています', listed: '結果待ち', settled: '振込済', returned: '振込不能' };
const account = (values: Readonly<Record<string, unknown>>): string => `${values.bank ?? ''}-${values.branch ?? ''} ${ACCOUNT_TYPES[String(values.accountType) as AccountType] ?? ''} …${String(values.number ?? '').slice(-3)}`;
const at = (instruction: string): string => `l-${instruction}`;
const caseLink = (row: Pick<KnownLine, 'number'>, administrator: boolean): Child => <a href={`/${administrator ? 'admin' : 'desk'}/cases/${row.number}`} translate="no">{row.number}</a>;

export type TransfersProps = {
  readonly staff: Staff; readonly now: Instant; readonly mayAct: boolean; readonly byFile: boolean; readonly held: readonly HeldPayment[]; readonly waiting: readonly KnownLine[]; readonly lists: readonly TransferList[]; readonly person: (id: string) => string;
  readonly on: string; readonly without: readonly string[]; readonly faults: readonly FormFault[]; readonly notice?: string;
};
/** The payments that wait for their changed account, the waiting transfers and all lists. */
export function TransfersPage({ staff, now, mayAct, byFile, held, waiting, lists, person, on, without, faults, notice }: TransfersProps) {
  return (
    <StaffPage title="振込" heading="振込" staff={staff} here="transfers" faulty={faults.length > 0} notice={notice}>
      <FaultSummary faults={faults} />
      {!byFile && <p class="warn" role="note">いまは、銀行に直接つないで振り込む設定です。新しい振込は、ここには並びません。</p>}
      {held.length > 0 && (
        <Section title={`口座が変わったため待つ支払 ${held.length}件`} asOf={now} id="held">
          <p>前とちがう口座が届け出られました。この日時までは、銀行に送りません。団体の人が覚えていないときは、案件のページで確かめてください。</p>
          <DataTable caption="待ちの終わる順" cards head={['案件', '事業名', '金額', 'いつまで']} numeric={[2]} rows={held.map((one) => [caseLink(one, staff.administrator), one.title, yenWords(one.yen), momentWords(one.until, now)])} />
        </Section>
      )}
      <Section title={`一覧を待つ振込 ${waiting.length}件 ${yenWords(waiting.reduce((all, { line }) => all + line.yen, 0))}`} asOf={now} id="waiting">
        {waiting.length === 0 ? <p>待っている振込はありません。</p> : mayAct ? <MakeForm rows={waiting} staff={staff} on={on} without={without} faults={faults} /> : <Lines caption="古い順" rows={waiting} staff={staff} />}
      </Section>
      {mayAct && waiting.length > 0 && (
        <details id="back" open={faults.some((f) => f.at === 'line' || f.at === 'reason')}>
          <summary>振り込めない振込を案件に戻す</summary>
          <p>口座が使えないときや、確認が足りないときに戻します。案件では「振込不能」になり、口座を提案者にもう一度たずねます。理由は提案者がそのまま読みます。</p>
          <form method="post" action="/admin/transfers/back">
            <div class="field"><label for="line">どの振込</label><select id="line" name="line"><option value="">選んでください</option>{waiting.map(({ line, number, title }) => <option value={line.instruction}>{`${number} ${title} ${yenWords(line.yen)}`}</option>)}</select></div>
            <TextLine at="reason" label="理由" value="" faults={faults} />
            <p class="actions"><button type="submit" class="quiet">案件に戻す</button></p>
          </form>
        </details>
      )}
      <Section title={`一覧 ${lists.length}件`} asOf={now} id="lists">
        {lists.length === 0 ? <p>まだありません。</p> : (
          <DataTable caption="新しい順" cards head={['振込日', '状態', '件数', '合計', '作った人', '確認した人', '照合の記録']} numeric={[2, 3, 6]}
            rows={lists.map((list) => [<a href={`/admin/transfers/${list.id}`} class="nowrap">{dateWords(list.onDate)}</a>, STATES[list.state], list.count, yenWords(list.sumYen), person(list.madeBy), list.confirmedBy ? person(list.confirmedBy) : 'まだ', list.result?.mismatches.length ?? 0])} />
        )}
      </Section>
    </StaffPage>
  );
}

/** Lines as a table; `last` adds a cell of the caller's. */
const Lines = ({ caption, rows, staff, head = [], last = () => [] }: { caption: string; rows: readonly KnownLine[]; staff: Staff; head?: readonly string[]; last?: (row: KnownLine) => readonly Child[] }) => (
  <DataTable caption={caption} cards head={['案件', '事業名', '口座', '名義', '金額', ...head]} numeric={[4]}
    rows={rows.map((row) => [caseLink(row, staff.administrator), row.title, account(row.line.account), <span translate="no">{String(row.line.account.holder ?? '')}</span>, yenWords(row.line.yen), ...last(row)])} />
);

const MakeForm = ({ rows, staff, on, without, faults }: { rows: readonly KnownLine[]; staff: Staff; on: string; without: readonly string[]; faults: readonly FormFault[] }) => (
  <form method="post" action="/admin/transfers/make" novalidate>
    <Lines caption="古い順" rows={rows} staff={staff} head={['口座を確かめた人', 'この一覧']}
      last={({ line, confirmers }) => [`${confirmers}人`, <><label class="check"><input type="checkbox" id={at(line.instruction)} name="without" value={line.instruction} checked={without.includes(line.instruction)} /> 今回は入れない</label>{faults.filter((f) => f.at === at(line.instruction)).map((f) => <p class="fault">＊{f.sentence}</p>)}</>]} />
    <TextLine at="date" label="振込日" hint="銀行の営業日。例：2027-04-30、令和9年4月30日" value={on} faults={faults} max={30} />
    <p>作った人とは別の人が確認すると、銀行に渡すファイルを取り出せます。</p>
    <p class="actions"><button type="submit" data-primary>振込の一覧を作る</button></p>
  </form>
);

export type TransferListProps = { readonly staff: Staff; readonly now: Instant; readonly mayAct: boolean; readonly me: string; readonly list: TransferList; readonly lines: readonly KnownLine[]; readonly file: TransferFile; readonly notes: readonly Note[]; readonly person: (id: string) => string; readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[]; readonly notice?: string };
/** One list: what both people compare, what may be done now, each line with what became of it, everything that did not agree. */
export function TransferListPage(props: TransferListProps) {
  const { staff, now, mayAct, list, lines, file, notes, person, faults } = props;
  const title = `${dateWords(list.onDate)}の振込`;
  const count = (state: KnownLine['line']['state']): number => lines.filter(({ line }) => line.state === state).length;
  return (
    <StaffPage title={title} heading={title} staff={staff} here="transfers" back={{ href: '/admin/transfers', label: '振込' }} faulty={faults.length > 0} notice={props.notice}>
      <FaultSummary faults={faults} />
      <Section title="2人で見くらべるもの" asOf={now} id="facts">
        <Facts facts={[
          ['件数', `${commas(list.count)}件`], ['合計', yenWords(list.sumYen)], ['ファイルの照合値（SHA-256）', <code translate="no" class="typed">{list.sha256}</code>], ['状態', STATES[list.state]],
          ['作った人', `${person(list.madeBy)}　${momentWords(list.madeAt, now)}`], ['確認した人', list.confirmedBy && list.confirmedAt ? `${person(list.confirmedBy)}　${momentWords(list.confirmedAt, now)}` : 'まだ'],
          ['取り出した日時', list.downloadedAt === null ? 'まだ' : momentWords(list.downloadedAt, now)], ['結果', lines.length === 0 ? null : `振込済 ${count('settled')}件、振込不能 ${count('returned')}件、結果待ち ${count('listed')}件`],
        ]} />
      </Section>
      {mayAct && <Acts {...props} />}
      {notes.length > 0 && (
        <Section title={`照合の記録 ${notes.length}件`} id="notes">
          <DataTable caption="銀行の結果と合わなかったもの、取消しの理由" cards head={['振込', '記録', 'いま']} rows={notes.map((note) => {
            const row = 'id' in note ? lines.find(({ line }) => line.instruction === note.id) : undefined;
            return [row ? caseLink(row, staff.administrator) : '全体', NOTES[note.code](note.facts), row ? LINE_STATES[row.line.state] : ''];
          })} />
        </Section>
      )}
      <Section title={lines.length > 0 ? '振込' : '取り消した一覧にあった振込'} id="lines">
        {lines.length > 0 ? <Lines caption="ファイルの順" rows={lines} staff={staff} head={['いま']} last={({ line }) => [`${LINE_STATES[line.state]}${line.reason ? `（${line.reason}）` : ''}`]} />
          : <DataTable caption="ファイルの順" cards head={['案件番号など', '口座', '名義', '金額']} numeric={[3]} rows={file.lines.map((line) => [line.edi, account(line), <span translate="no">{line.holder}</span>, yenWords(line.yen)])} />}
      </Section>
    </StaffPage>
  );
}

/** What may be done with a list now. */
function Acts({ list, lines, me, typed, faults }: TransferListProps) {
  const path = `/admin/transfers/${list.id}`;
  const sent = list.state === 'confirmed' || list.state === 'settled';
  return (
    <>
      {list.state === 'made' && list.madeBy === me && <p class="warn" role="note">作った人は確認できません。会計の別の人に、このページで確認してもらってください。</p>}
      {list.state === 'made' && list.madeBy !== me && (
        <Section title="確認する" id="confirm">
          <p>件数、合計、振込先を支払の書類と見くらべてください。確認すると、銀行に渡すファイルを取り出せるようになります。15分以内のサインインが要ります。</p>
          <form method="post" action={`${path}/confirm`}><input type="hidden" name="sha256" value={list.sha256} /><p class="actions"><button type="submit" data-primary>この一覧を確認する</button></p></form>
        </Section>
      )}
      {sent && (
        <Section title="ファイルを取り出す" id="download">
          <p>何度取り出しても同じファイルです。銀行には1度だけ渡してください。</p>
          <form method="post" action={`${path}/file`}><p class="actions"><button type="submit" data-primary={list.downloadedAt === null}>ファイルを取り出す</button></p></form>
        </Section>
      )}
      {sent && list.downloadedAt !== null && (
        <Section title="銀行の結果を取り込む" id="result">
          <p>銀行から受け取った結果のファイルを選んでください。送ったものと合う行だけが進みます。合わないものは記録して、ここに示します。</p>
          <form method="post" action={`${path}/result`} enctype="multipart/form-data">
            <div class={faults.some((f) => f.at === 'file') ? 'field faulty' : 'field'}><label for="file">結果のファイル</label><input type="file" id="file" name="file" />{faults.filter((f) => f.at === 'file').map((f) => <p class="fault">＊{f.sentence}</p>)}</div>
            <p class="actions"><button type="submit">結果を取り込む</button></p>
          </form>
        </Section>
      )}
      {(list.state === 'made' || list.state === 'confirmed') && lines.every(({ line }) => line.state === 'listed') && (
        <Section title="この一覧を取り消す" id="void">
          <p>中の振込は、次の一覧を待ちます。</p>
          <form method="post" action={`${path}/void`}>
            <TextLine at="reason" label="取り消す理由" value={typed.reason} faults={faults} />
            {list.downloadedAt !== null && <div class={faults.some((f) => f.at === 'sure') ? 'field faulty' : 'field'}><label class="check"><input type="checkbox" id="sure" name="sure" value="yes" /> 銀行がこのファイルで振り込まないことを、銀行に確かめました</label>{faults.filter((f) => f.at === 'sure').map((f) => <p class="fault">＊{f.sentence}</p>)}</div>}
            <p class="actions"><button type="submit" class="quiet">一覧を取り消す</button></p>
          </form>
        </Section>
      )}
    </>
  );
}
