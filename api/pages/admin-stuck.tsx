// S31: what cannot go on by itself, why, and what may be done about it. The only page with words for engineers, folded away.
import type { Finding } from '../../db/store/consistency.js';
import type { Gauges } from '../../db/store/gauges.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { FiguresSection, FindingsSection } from './admin-house.js';
import { causeWords } from './case-words.js';
import { dayWords, momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

/** A case that the rules cannot carry on. */
export type StuckCase = { readonly number: string; readonly title: string; readonly cause: string; readonly since: Instant; readonly waitingActs: number; readonly tech: string };
/** A document or transfer that was tried and did not come to an end. */
export type StuckHand = { readonly number: string; readonly title: string; readonly key: string; readonly what: string; readonly since: Instant; readonly tries: number; readonly money: boolean; readonly tech: string };
/** A case whose carrier did not answer although it was called several times. */
export type Unmoved = { readonly number: string; readonly title: string; readonly since: Instant; readonly calls: number };
/** Something the clock did more than a minute after it was due. */
export type LateDone = { readonly number: string; readonly title: string; readonly at: Instant; readonly doneAt: Instant };
/** The log of evidence has no new heads (`late`: for four hours), or no longer is what its last head says (`changed`). The instant is of the real clock. */
export type LogStopped = { readonly newestAt: Instant | null; readonly late: boolean; readonly changed: boolean };
export type StuckProps = { readonly staff: Staff; readonly now: Instant; readonly cases: readonly StuckCase[]; readonly hands: readonly StuckHand[]; readonly unmoved: readonly Unmoved[]; readonly late?: readonly LateDone[]; readonly log?: LogStopped | null; readonly findings?: readonly Finding[]; readonly gauges?: Gauges; readonly lastSweep: Instant | null; readonly notice?: string };

/** Groups by cause, most cases first. */
function byCause(cases: readonly StuckCase[]): readonly (readonly [string, readonly StuckCase[]])[] {
  const groups = new Map<string, StuckCase[]>();
  // Behind a colon stands what exactly broke; the group is what came before it, as the control room counts it.
  for (const one of cases) {
    const cause = one.cause.split(':')[0] ?? '';
    groups.set(cause, [...(groups.get(cause) ?? []), one]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** One press that tries again at once. It repeats nothing that cannot be taken back: a transfer that went out is only looked up. */
const Again = ({ number, hand, label }: { number: string; hand: string; label: string }) => (
  <form method="post" action="/admin/stuck/again" class="inline-form">
    <input type="hidden" name="number" value={number} />
    <input type="hidden" name="hand" value={hand} />
    <button type="submit" class="quiet" aria-label={`${number}を${label}`}>
      {label}
    </button>
  </form>
);

export function StuckPage(props: StuckProps) {
  const { staff, now, cases, hands, unmoved, lastSweep, late = [], log = null } = props;
  const none = cases.length + hands.length + unmoved.length === 0 && log === null;
  return (
    <StaffPage title="止まっている案件" heading="止まっている案件" staff={staff} here="stuck" notice={props.notice}>
      <p>
        期限に遅れているだけのものは、ここには出ません。{lastSweep !== null && `最後の見回り：${momentWords(lastSweep, now)}`}
      </p>
      {none && <p>止まっている案件はありません。</p>}
      {log && <LogSection log={log} now={now} />}
      {byCause(cases).map(([cause, group]) => (
        <Section title={`${causeWords(cause).what}（${group.length}件）`} asOf={now} id={cause}>
          <p>
            提案者と担当課の画面には「市が確認しています」と出ています。この間に届いた回答は{group.reduce((all, one) => all + one.waitingActs, 0)}件あり、進めたときに届いた順に反映します。
          </p>
          <p>{causeWords(cause).cure}</p>
          <ul class="rows">
            {group.map((one) => (
              <li class="row">
                <p>
                  <a href={`/admin/cases/${one.number}`}>
                    <span translate="no">{one.number}</span> {one.title}
                  </a>
                  （{dayWords(one.since, now)}から）
                </p>
                <form method="post" action={`/admin/cases/${one.number}/resume`} class="inline-form">
                  <label>
                    直したこと
                    <input type="text" name="reason" required maxlength={1000} />
                  </label>
                  <button type="submit">もう一度進める</button>
                </form>
                {one.tech && (
                  <details class="tech">
                    <summary>技術者向け</summary>
                    <pre>{one.tech}</pre>
                  </details>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {hands.length > 0 && (
        <Section title={`終わらない文書・振込（${hands.length}件）`} asOf={now} id="hands">
          <p>文書は自動でつくり直します。振込は、同じものをもう一度送ることはせず、銀行に照会だけを続けます。</p>
          <ul class="rows">
            {hands.map((one) => (
              <li class="row">
                <p>
                  <a href={`/admin/cases/${one.number}`}>
                    <span translate="no">{one.number}</span> {one.title}
                  </a>
                  ：{one.what}（{dayWords(one.since, now)}から、{one.tries}回）
                </p>
                <Again number={one.number} hand={one.key} label={one.money ? '銀行に照会する' : 'もう一度つくる'} />
                {one.tech && (
                  <details class="tech">
                    <summary>技術者向け</summary>
                    <pre>{one.tech}</pre>
                  </details>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {unmoved.length > 0 && (
        <Section title={`呼んでも動かない案件（${unmoved.length}件）`} asOf={now} id="unmoved">
          <p>進行係が止まっているときに起こります。進行係が動きはじめると、自動で追いつきます。</p>
          <ul class="rows">
            {unmoved.map((one) => (
              <li class="row">
                <a href={`/admin/cases/${one.number}`}>
                  <span translate="no">{one.number}</span> {one.title}
                </a>
                （{momentWords(one.since, now)}から、{one.calls}回）
                <Again number={one.number} hand="" label="もう一度呼ぶ" />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {late.length > 0 && (
        <Section title={`遅れて動いた期限（7日間で${late.length}件）`} asOf={now} id="late-clock">
          <p>止まってはいません。進行係が止まっていた間に来た期限を、あとで動かしたものです。</p>
          <DataTable caption="新しい順" cards head={['案件', '予定', '実際']} rows={late.map((one) => [<a href={`/admin/cases/${one.number}`}>{`${one.number} ${one.title}`}</a>, momentWords(one.at, now), momentWords(one.doneAt, now)])} />
        </Section>
      )}
      {props.findings && <FindingsSection findings={props.findings} now={now} />}
      {props.gauges && <FiguresSection gauges={props.gauges} now={now} />}
    </StaffPage>
  );
}

function LogSection({ log, now }: { readonly log: LogStopped; readonly now: Instant }) {
  return (
    <Section title={log.changed ? '手続の記録が、公開した印と合いません' : '手続の記録の印を公開できていません'} asOf={now} id="log">
      <p>{log.newestAt === null ? '印はまだ一度も公開されていません。' : `最後の印は${momentWords(log.newestAt, now)}です。`}{log.late ? '4時間をこえたため、振込の指図と結果の公表は待っています。受付と回答は続いています。' : '4時間をこえると、振込の指図と結果の公表が待ちます。'}</p>
      <p>{log.changed ? '記録が書き換えられたか、消されたか、古い複製が戻されたおそれがあります。何も直さずに、いまのデータの写しを取り、保守の担当に知らせてください。' : '進行係が動いているか、署名の鍵（EVIDENCE_KEY）が設定されているかを、保守の担当に確かめてもらってください。印を公開できると、待っていたものは自動で進みます。'}</p>
      <p><a href="/evidence">公開している記録</a></p>
    </Section>
  );
}
