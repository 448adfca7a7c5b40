// Terms of keeping (保存期間): what is past its term, the list that two people approve, and what went so far.
import type { Purge } from '../../db/store/purges.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { RetentionClass } from '../../workflows/domain/retention.js';
import { dateWords } from '../../workflows/domain/words.js';
import { momentWords } from './day-words.js';
import type { FormFault } from './desk-form.js';
import type { Staff } from './desk-frame.js';
import { DataTable, Facts, Section } from './desk-parts.js';
import { PrivacyPage } from './privacy-frame.js';

export const RETENTION_WORDS: { readonly [C in RetentionClass]: string } = { granted: '補助・協働を行った案件', contract: '委託の案件', refused: '不採択・取下げなどの案件' };
export type RetentionProps = { readonly staff: Staff; readonly now: Instant; readonly open: Purge | null; readonly left: number; readonly waiting: number; readonly before: readonly Purge[]; readonly me: string; readonly person: (id: string) => string; readonly faults: readonly FormFault[] };

const Press = ({ to, label, quiet = false }: { to: string; label: string; quiet?: boolean }) => <form method="post" action={to} class="inline-form"><button type="submit" class={quiet ? 'secondary' : undefined}>{label}</button></form>;

export function RetentionPage({ staff, now, open, left, waiting, before, me, person, faults }: RetentionProps) {
  return (
    <PrivacyPage path="/admin/retention" staff={staff} faults={faults}>
      <p>保存期間は、終わった年度の次の4月1日から数えます。補助・協働・委託は5年、不採択や取下げは3年で、制度ごとに決められます。期間の過ぎた案件からは、個人の情報、添付ファイル、メールの宛先を消します。案件番号、事業名、金額、結論など公表した内容と、手続の記録の証明は残します。</p>
      <Section title="承認を待っている一覧" asOf={now} id="open">
        {open === null ? (
          waiting === 0 ? <p>保存期間の過ぎた案件はありません。</p> : <><p>保存期間の過ぎた案件が{waiting}件あります。</p><Press to="/admin/retention/propose" label="一覧をつくる" /></>
        ) : (
          <>
            <Facts facts={[['つくった日時', momentWords(open.proposedAt, now)], ['1人目の承認', open.firstBy ? `${person(open.firstBy)}　${momentWords(open.firstAt ?? 0, now)}` : 'まだ'], ['2人目の承認', open.secondBy ? `${person(open.secondBy)}　${momentWords(open.secondAt ?? 0, now)}` : 'まだ']]} />
            <DataTable caption={`${open.lines.length}件。番号を押すと案件を確かめられます`} cards head={['案件', '種類', '保存期間の終わり']} rows={open.lines.map((line) => [<a href={`/admin/cases/${line.number}`}>{line.number}</a>, RETENTION_WORDS[line.class as RetentionClass], dateWords(line.keptUntil)])} />
            <div id="approve" tabindex={-1}>
              {open.secondBy !== null ? <><p>2人が承認しました。残りは{left}件です。</p><Press to={`/admin/retention/${open.id}/carry`} label="続けて消す" /></>
                : open.firstBy === me ? <p>あなたは承認しました。もう1人の管理者の承認を待っています。</p>
                : <Press to={`/admin/retention/${open.id}/approve`} label={open.firstBy === null ? '1人目として承認する' : '2人目として承認し、消す'} />}
              {open.secondBy === null && <Press to={`/admin/retention/${open.id}/drop`} label="この一覧を取りやめる" quiet />}
            </div>
          </>
        )}
      </Section>
      <Section title="これまでの一覧" id="before">
        {before.length === 0 ? <p>まだありません。</p> : <DataTable caption="新しい順" cards head={['つくった日時', '件数', '承認した人', '結果']} numeric={[1]} rows={before.map((one) => [momentWords(one.proposedAt, now), `${one.lines.length}件`, [one.firstBy, one.secondBy].flatMap((by) => (by ? [person(by)] : [])).join('、'), one.droppedBy ? `取りやめ（${person(one.droppedBy)}）` : one.doneAt === null ? '' : `消しました（${momentWords(one.doneAt, now)}）`])} />}
      </Section>
    </PrivacyPage>
  );
}
