// S24: one call as a member of its panel sees it: first the ties to all applicants, then the sheets, and a way to declare a tie that was noticed later.
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import { DETECTION_WORDS, type Detection, RELATION_WORDS, RELATIONS } from '../../workflows/domain/panel.js';
import { dateWords } from '../../workflows/domain/words.js';
import { dueWords, momentWords } from './day-words.js';
import { FaultSummary, type FormFault, SelectLine, TextLine } from './desk-form.js';
import { PlainPage, type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

/** A case before its declaration: no more than what is needed to know whether one has to do with it. */
export type UndeclaredView = { readonly number: string; readonly title: string; readonly group: string; readonly detected: Detection | null };
/** A case after it; one with a tie keeps its number alone. */
export type SheetView = { readonly number: string; readonly title: string; readonly group: string; readonly href: string | null; readonly state: 'open' | 'scored' | 'aside' | 'over'; readonly dueAt: Instant };
export type PanelCallProps = {
  readonly staff: Staff | null; readonly now: Instant; readonly calendar: Calendar; readonly action: string; readonly nonce: string; readonly call: string;
  readonly member: { readonly post: string; readonly name: string; readonly fromAt: Instant; readonly toAt: Instant | null };
  readonly undeclared: readonly UndeclaredView[]; readonly sheets: readonly SheetView[]; readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[];
};

const STATES: { readonly [K in SheetView['state']]: string } = { open: '未採点', scored: '提出済', aside: '加わらない（関係を申告済）', over: '終了' };
const CHOICES = RELATIONS.map((id) => ({ id, label: RELATION_WORDS[id] }));
const TIES = CHOICES.filter(({ id }) => id !== 'none');

/** The page. Without `staff` the reader came by the link of the mail. */
export function PanelCallPage(props: PanelCallProps) {
  const { staff, call, faults, member, now, undeclared, sheets } = props;
  const body = (
    <>
      <FaultSummary faults={faults} />
      <p>
        {member.post}　{member.name}さん（任期 {dateWords(dateOf(member.fromAt))}から{member.toAt === null ? '' : `${dateWords(dateOf(member.toAt - 1))}まで`}）
      </p>
      {undeclared.length > 0 && <Declaration {...props} />}
      {sheets.length > 0 && <Sheets {...props} />}
      {sheets.some((sheet) => sheet.href !== null || sheet.state === 'scored') && <LateTie {...props} />}
      {undeclared.length + sheets.length === 0 && <p>{momentWords(now, now)}の時点で、審査をお願いしている申請はありません。</p>}
    </>
  );
  const frame = { title: `審査 ${call}`, heading: `審査　${call}`, faulty: faults.length > 0, children: body };
  return staff ? <StaffPage {...frame} staff={staff} here="panel" back={{ href: '/desk/panel', label: '採点' }} /> : <PlainPage {...frame} />;
}

function Declaration({ undeclared, action, nonce, typed, faults }: PanelCallProps) {
  return (
    <Section title={`はじめに、関係の有無を申告してください　${undeclared.length}件`} id="declare">
      <p>申告が済むまで、申請の内容は表示されません。関係があると申告した申請は、あなたの審査から外れます。申告は記録に残ります。</p>
      <form method="post" action={action} novalidate>
        <input type="hidden" name="nonce" value={nonce} />
        {undeclared.map(({ number, title, group, detected }) => (
          <fieldset class="field">
            <legend>
              <span translate="no">{number}</span>　{title}（{group}）
            </legend>
            {detected ? (
              <label class="check">
                <input type="checkbox" checked disabled /> 関係がある：{DETECTION_WORDS[detected]}（登録から見つかりました。外せません）
              </label>
            ) : (
              <>
                <SelectLine at={`relation-${number}`} label="申請した団体との関係" faults={faults} value={typed[`relation-${number}`]} options={CHOICES} />
                <TextLine at={`detail-${number}`} label="関係の内容" hint="「そのほかの関係がある」を選んだときは、必ず書いてください" faults={faults} value={typed[`detail-${number}`]} />
              </>
            )}
          </fieldset>
        ))}
        <p class="actions">
          <button type="submit" data-primary>
            この内容で申告する
          </button>
        </p>
      </form>
    </Section>
  );
}

function Sheets({ sheets, now, calendar }: PanelCallProps) {
  const own = sheets.filter((sheet) => sheet.state !== 'aside');
  return (
    <Section title={`採点　${own.filter((sheet) => sheet.state === 'scored').length}／${own.length}件`} asOf={now} id="sheets">
      <DataTable
        caption="番号の順。採点は、全員がそろうまでほかの委員には見えません"
        cards
        head={['番号', '題名', '団体', '期限', '状態']}
        rows={sheets.map((sheet) => [
          <span translate="no">{sheet.number}</span>,
          sheet.state === 'aside' ? '' : sheet.href ? <a href={sheet.href}>{sheet.title}</a> : sheet.title,
          sheet.state === 'aside' ? '' : sheet.group,
          sheet.state === 'open' ? `${momentWords(sheet.dueAt, now)}　${dueWords(sheet.dueAt, now, calendar).words}` : '',
          STATES[sheet.state],
        ])}
      />
    </Section>
  );
}

function LateTie({ sheets, action, nonce, typed, faults }: PanelCallProps) {
  const open = sheets.filter((sheet) => sheet.state === 'open' || sheet.state === 'scored').map((sheet) => ({ id: sheet.number, label: `${sheet.number}　${sheet.title}` }));
  return (
    <Section title="関係があるとあとで気づいたとき" id="late">
      <p>その申請は、すぐにあなたの審査から外れます。すでに採点していたときは、その採点を数えずに集計し直します。取り消すことはできません。</p>
      <form method="post" action={action} novalidate>
        <input type="hidden" name="nonce" value={nonce} />
        <input type="hidden" name="do" value="late" />
        <SelectLine at="late-case" label="どの申請か" faults={faults} value={typed['late-case']} options={open} />
        <SelectLine at="late-relation" label="団体との関係" faults={faults} value={typed['late-relation']} options={TIES} />
        <TextLine at="late-detail" label="団体との関係の内容" hint="「そのほかの関係がある」を選んだときは、必ず書いてください" faults={faults} value={typed['late-detail']} />
        <p class="actions">
          <button type="submit" class="secondary">
            関係があると申告する
          </button>
        </p>
      </form>
    </Section>
  );
}
