// Erasing one person (消去): first what would go and what stays, then the act. Never shown afterwards: whose data it was.
import type { Erasure, ErasurePlan } from '../../db/store/erasure.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { type FormFault, TextLine } from './desk-form.js';
import type { Staff } from './desk-frame.js';
import { momentWords } from './day-words.js';
import { DataTable, Section } from './desk-parts.js';
import { PrivacyPage } from './privacy-frame.js';

export type ErasureTyped = Readonly<Record<string, string>>;
const KIND: { readonly [K in Erasure['kind']]: string } = { person: '本人の求め', term: '保存期間の終わり' };

const What = () => (
  <ul class="plain-list">
    <li>消すもの：氏名、カナ、メールアドレス、電話番号、その人の名義の口座。案件、書きかけ、メール、文書、検索のどこにあっても、文の中にあっても消します。案件の添付ファイルは、中身をすべて消します。その人のリンクは使えなくなります。</li>
    <li>残すもの：案件番号、事業名、団体名、金額、結論と理由、公表した内容。文書は、名前を除いて作り直します。</li>
    <li>手続の記録の証明は、消したあとも確かめられます。だれのことだったかは、わからなくなります。</li>
  </ul>
);

export function ErasurePage({ staff, now, typed, faults, done, person, notice }: { readonly staff: Staff; readonly now: Instant; readonly typed: ErasureTyped; readonly faults: readonly FormFault[]; readonly done: readonly Erasure[]; readonly person: (id: string) => string; readonly notice?: string }) {
  return (
    <PrivacyPage path="/admin/erasure" staff={staff} faults={faults} notice={notice}>
      <Section title="消す人を探す" id="find">
        <What />
        <form method="post" action="/admin/erasure/plan" novalidate>
          <TextLine at="email" label="その人のメールアドレス" hint="申請に書かれたもの。本人からの求めであることを先に確かめてください" value={typed.email} faults={faults} type="email" max={254} />
          <TextLine at="reason" label="理由" hint="例：情個第8号 利用停止の請求。名前は書かないでください" value={typed.reason} faults={faults} max={200} />
          <p class="actions"><button type="submit" data-primary>消えるものを確かめる</button></p>
        </form>
      </Section>
      <Section title="これまでに消したもの" asOf={now} id="done">
        {done.length === 0 ? <p>まだありません。</p> : (
          <DataTable caption="新しい順" cards head={['日時', '案件', '種類', '理由', '行った人', 'ファイル']}
            rows={done.map((one) => [momentWords(one.at, now), one.numbers.join('、') || '書きかけだけ', KIND[one.kind], one.reason, person(one.by), one.pending === null ? '消えました' : <form method="post" action={`/admin/erasure/${one.id}/again`} class="inline-form"><span class="late-word">まだ残っています</span> <button type="submit" class="quiet">もう一度消す</button></form>])} />
        )}
      </Section>
    </PrivacyPage>
  );
}

/** What would go, before it goes. */
export function ErasurePlanPage({ staff, now, typed, plan }: { readonly staff: Staff; readonly now: Instant; readonly typed: ErasureTyped; readonly plan: ErasurePlan }) {
  const open = plan.cases.filter((one) => !one.over);
  return (
    <PrivacyPage path="/admin/erasure" staff={staff}>
      <Section title="消えるもの" asOf={now} id="plan">
        {plan.cases.length > 0 && <DataTable caption={`案件 ${plan.cases.length}件`} cards head={['案件', '状態', '添付ファイル', '文書']} numeric={[2, 3]} rows={plan.cases.map((one) => [`${one.number} ${one.title}`, one.over ? '終わった案件' : '進行中', `${one.files}`, `${one.letters}`])} />}
        {plan.drafts > 0 && <p>提出していない書きかけ {plan.drafts}件</p>}
        {open.length > 0 ? (
          <p class="warn" role="note">進行中の案件（{open.map((one) => one.number).join('、')}）があるため、いまは消せません。手続の相手がわからなくなるからです。案件が終わってから、もう一度行ってください。</p>
        ) : (
          <>
            <What />
            <p>消したものは元に戻せません。法律や条例で保存が必要なものでないことを確かめてください。バックアップに残っている分は、バックアップの保存期間が過ぎると消えます。</p>
            <form method="post" action="/admin/erasure">
              {Object.entries(typed).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
              <p class="actions"><button type="submit" data-primary>この人の情報を消す</button><a href="/admin/erasure">やめる</a></p>
            </form>
          </>
        )}
      </Section>
    </PrivacyPage>
  );
}
