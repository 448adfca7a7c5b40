// How the house runs, for the administrator: what the consistency check found, and the numbers that machines read at /metrics, in words.
import type { Finding } from '../../db/store/consistency.js';
import type { Gauges } from '../../db/store/gauges.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { DataTable, Section } from './desk-parts.js';

/** What each finding means and what to do. */
const FINDING_WORDS: { readonly [K in Finding['what']]: readonly [string, string] } = {
  'waits-for-nothing': ['待つ相手も日もないまま開いています', '「もう一度進める」を試し、動かなければ技術者に知らせてください'],
  'asked-after-the-step': ['終わった手順の依頼が開いたままです', '「もう一度進める」を試し、動かなければ技術者に知らせてください'],
  'answer-without-act': ['回答はありますが、だれがしたかの記録がありません', 'さわらずに、技術者に知らせてください'],
  'act-without-answer': ['受け付けた回答が、依頼のほうに残っていません', 'さわらずに、技術者に知らせてください'],
  'act-after-close': ['締め切ったあとの回答を受け付けています', 'その回答を取り消すか決め、技術者に知らせてください'],
  'entries-differ': ['振込の額と台帳の明細が違います', '銀行の明細で確かめ、台帳を直してください'],
  'order-differs': ['支払の記録と振込の記録が違います', '銀行の明細で確かめ、技術者に知らせてください'],
  'paid-unlike-envelope': ['予算枠の合計と明細が合いません', '支払を止めて、台帳と技術者に確かめてください'],
  'done-twice': ['一度だけのはずのことが、二度記録されています', 'さわらずに、技術者に知らせてください'],
  'document-lost': ['つくったはずの文書の記録がありません', '技術者に知らせてください'],
};

export function FindingsSection({ findings, now }: { findings: readonly Finding[]; now: Instant }) {
  return (
    <Section title={`点検で見つかったこと（${findings.length}件）`} asOf={now} id="findings">
      {findings.length === 0 ? (
        <p>記録どうしの食い違いはありません。</p>
      ) : (
        <DataTable caption="案件または予算枠ごと" cards head={['どこ', '何が', 'どうするか']} rows={findings.map((one) => [one.case ? <a href={`/admin/cases/${one.about}`}>{one.about}</a> : one.about, ...FINDING_WORDS[one.what]])} />
      )}
    </Section>
  );
}

/** Seconds as an officer says them; `none` where there is nothing to be old. */
export function ageWords(seconds: number | null, none: string): string {
  if (seconds === null) return none;
  if (seconds < 120) return `${seconds}秒前`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}分前`;
  return seconds < 2 * 86_400 ? `${Math.floor(seconds / 3600)}時間前` : `${Math.floor(seconds / 86_400)}日前`;
}

export function FiguresSection({ gauges: g, now }: { gauges: Gauges; now: Instant }) {
  const rows: readonly (readonly [string, string])[] = [
    ['進行係が最後に動いていると知らせた時', ageWords(g.workerBeatAge, 'まだありません')],
    ['最後の見回り', `${ageWords(g.sweepAge, 'まだありません')}${g.sweepFaults > 0 ? `（${g.sweepFaults}つの部分がうまくいきませんでした）` : ''}`],
    ['最後の点検', ageWords(g.checkAge, 'まだありません')],
    ['最後のバックアップ', `${ageWords(g.backupAge, 'まだありません')}${g.backupFaults > 0 ? `（${g.backupFaults}つのファイルが読めないか、変わっています）` : ''}`],
    ['手続の記録の最新の印', ageWords(g.logHeadAge, 'まだありません')],
    ['送信を待つメール', `${g.mailsQueued}通${g.mailOldestAge === null ? '' : `（最も古いものは${ageWords(g.mailOldestAge, '')}）`}`],
    ['届かなかったメール', `${g.mailsUndelivered}通`],
    ['これからする文書・振込', `${g.handsWanted}件（うち、やり直し中${g.handsRetried}件）`],
    ['動くはずの時を1分以上過ぎた案件', `${g.casesPastWake}件`],
    ['開いている案件', `${g.casesOpen}件`],
    ['銀行に確かめる振込', `${g.paymentsUnclear}件（振込中${g.paymentsOpen}件）`],
  ];
  return (
    <Section title="動きの数字" asOf={now} id="figures">
      <DataTable caption="本当の時計で数えています" head={['何', 'いま']} rows={rows} />
    </Section>
  );
}
