// S38: one payment and everything that it rests on, on one page: claim, approvals, decision, rule, scores, receipts, mails. Nothing here can be changed.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Plan, Receipt } from '../../workflows/domain/receipts.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import type { PaymentRow } from './audit.js';
import { ORDER_WORDS } from './audit.js';
import { DifferenceTable } from './components/receipts.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Facts, Lines, Section } from './desk-parts.js';
import type { Line } from './value-words.js';

/** One step on the way to the payment: how it ended, and who answered what. */
export type AuditStep = { readonly name: string; readonly round: number; readonly at: Instant | null; readonly outcome: string; readonly lines: readonly Line[]; readonly answers: readonly { readonly who: string; readonly at: Instant; readonly what: string; readonly lines: readonly Line[] }[] };
export type AuditReceipt = Receipt & { readonly verdict: string; readonly links: readonly { readonly id: string; readonly name: string }[] };
export type AuditPaymentProps = {
  readonly staff: Staff; readonly now: Instant; readonly payment: PaymentRow; readonly facts: readonly (readonly [string, string])[];
  readonly claim: readonly AuditStep[]; readonly decision: readonly AuditStep[]; readonly scores: readonly AuditStep[]; readonly settlement: readonly AuditStep[];
  readonly rule: { readonly href: string; readonly name: string; readonly publishedAt: Instant; readonly digest: string };
  readonly plan: Plan | null; readonly receipts: readonly AuditReceipt[]; readonly files: readonly { readonly id: string; readonly name: string; readonly addedAt: Instant }[];
  readonly documents: readonly { readonly id: string; readonly name: string; readonly madeAt: Instant; readonly sha256: string }[];
  readonly mails: readonly { readonly at: Instant; readonly what: string; readonly to: string; readonly state: string }[];
};

const Steps = ({ steps, now, none }: { steps: readonly AuditStep[]; now: Instant; none: string }) => (steps.length === 0 ? <p>{none}</p> : (
  <ol class="plain-list">
    {steps.map((step) => (
      <li>
        <h3>{step.name}{step.round > 1 && `（${step.round}回目）`}：{step.outcome}{step.at !== null && <span class="quiet-text">　{momentWords(step.at, now)}</span>}</h3>
        <Lines lines={step.lines} />
        {step.answers.map((answer) => (
          <details open={step.answers.length < 3}>
            <summary>{answer.who}：{answer.what}<span class="quiet-text">　{momentWords(answer.at, now)}</span></summary>
            <Lines lines={answer.lines} />
          </details>
        ))}
      </li>
    ))}
  </ol>
));

export function AuditPaymentPage(props: AuditPaymentProps) {
  const { staff, now, payment, rule } = props;
  return (
    <StaffPage title={`支払 ${yenWords(payment.yen)} ${payment.number}`} heading={`支払 ${yenWords(payment.yen)}　${payment.number} ${payment.title}`} staff={staff} here="audit" back={{ href: '/audit', label: '支払の監査' }}>
      <nav class="questions" aria-label="この支払のもと">
        {([['claim', '請求と承認'], ['decision', '決定'], ['rule', 'ルール'], ['scores', '採点'], ['receipts', '領収書'], ['mails', 'メール']] as const).map(([id, label]) => <a href={`#${id}`}>{label}</a>)}
      </nav>
      <Section title="支払" asOf={now} id="payment">
        <Facts facts={[['金額', yenWords(payment.yen)], ['状態', ORDER_WORDS[payment.state]], ['案件', `${payment.number} ${payment.title}`], ['団体', payment.group], ['予算', `${payment.programme} ${payment.fiscalYear}年度`], ...props.facts]} />
      </Section>
      <Section title="請求と支払の承認" id="claim"><Steps steps={props.claim} now={now} none="この支払の請求は見つかりません。" /></Section>
      <Section title="決定" id="decision"><Steps steps={props.decision} now={now} none="決定の手順はありません。" /></Section>
      <Section title="決定のときのルール" id="rule">
        <p><a href={rule.href}>{rule.name}のルールを読む</a></p>
        <Facts facts={[['公開した日時', momentWords(rule.publishedAt, now)], ['ルールのハッシュ（SHA-256）', <span class="hash" translate="no">{rule.digest}</span>]]} />
        <p>案件は、受け付けたときの版のルールで最後まで進みます。公開した版は変えられません。</p>
      </Section>
      <Section title="採点と投票" id="scores"><Steps steps={props.scores} now={now} none="この制度に採点や投票はありません。" /></Section>
      <Section title="報告と領収書" id="receipts">
        <Steps steps={props.settlement} now={now} none="実績報告はまだありません。概算払では、支払のあとに報告と領収書が届きます。" />
        {props.plan && props.receipts.length > 0 && <DifferenceTable plan={props.plan} receipts={props.receipts} />}
        {props.receipts.length > 0 && <DataTable caption="領収書（報告の順）" cards head={['支払先', '内容', '支払った日', '金額', '判断', 'ファイル']} numeric={[3]} rows={props.receipts.map((one) => [one.payee, one.what, dateWords(one.paidOn), yenWords(one.yen), one.verdict, <>{one.links.map((file) => <a href={`/files/${file.id}`}>{file.name}</a>)}</>])} />}
        {props.files.length > 0 && <><h3>添付ファイル</h3><ul class="plain-list">{props.files.map((file) => <li><a href={`/files/${file.id}`}>{file.name}</a>　{momentWords(file.addedAt, now)}</li>)}</ul></>}
      </Section>
      <Section title="文書" id="documents">
        {props.documents.length === 0 ? <p>文書はありません。</p> : <ul class="plain-list">{props.documents.map((doc) => <li><a href={`/documents/${doc.id}`}>{doc.name}</a>　{momentWords(doc.madeAt, now)}　<span class="hash" translate="no">{doc.sha256}</span></li>)}</ul>}
      </Section>
      <Section title={`メール ${props.mails.length}通`} id="mails">
        <details><summary>送ったメールの一覧</summary><DataTable caption="古い順" cards head={['日時', '内容', '宛先', '状態']} rows={props.mails.map((mail) => [momentWords(mail.at, now), mail.what, mail.to, mail.state])} /></details>
      </Section>
      <p>この案件の記録の証明：<a href={`/cases/${payment.number}/evidence`}>証明を保存する</a></p>
    </StaffPage>
  );
}
