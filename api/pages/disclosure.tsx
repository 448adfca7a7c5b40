// Copies for disclosure requests (開示請求): of one case for anybody, or of all that one person is in for that person. What is hidden follows rules; the page says which.
import type { Instant } from '../../workflows/domain/calendar.js';
import { type FormFault, SelectLine, TextLine } from './desk-form.js';
import type { Staff } from './desk-frame.js';
import { Section } from './desk-parts.js';
import { PrivacyPage } from './privacy-frame.js';

/** Whom a copy is for. */
export const COPY_FOR = { anybody: '公文書の開示請求（だれからでも）', person: '自分の個人情報の開示請求（申請に名前のある人から）' } as const;
export type CopyFor = keyof typeof COPY_FOR;
export type DisclosureTyped = Readonly<Record<string, string>>;

export function DisclosurePage({ staff, now, typed, faults }: { readonly staff: Staff; readonly now: Instant; readonly typed: DisclosureTyped; readonly faults: readonly FormFault[] }) {
  return (
    <PrivacyPage path="/admin/disclosure" staff={staff} faults={faults}>
      <Section title="写しをつくる" asOf={now} id="make">
        <p>申請、決定、メール、文書、記録を、1つのZIPファイルにまとめます。個人の情報は、渡す相手によって自動で隠します。作ったことは案件の記録に残ります。</p>
        <form method="post" action="/admin/disclosure" novalidate>
          <SelectLine at="for" label="何の請求か" value={typed.for} options={Object.entries(COPY_FOR).map(([id, label]) => ({ id, label }))} faults={faults} />
          <TextLine at="number" label="案件番号（公文書の開示請求のとき）" hint="例：2026-CP-0001" value={typed.number} faults={faults} max={20} />
          <TextLine at="email" label="請求した人のメールアドレス（自分の個人情報の開示請求のとき）" hint="この人が連絡先か代表者になっている案件を、すべて写します。本人であることを先に確かめてください" value={typed.email} faults={faults} type="email" max={254} />
          <TextLine at="reason" label="請求の受付番号と日" hint="例：情公第12号 2026年12月1日" value={typed.reason} faults={faults} max={200} />
          <p class="actions"><button type="submit" data-primary>写しをつくる</button></p>
        </form>
      </Section>
      <Section title="隠すところ" id="rules">
        <ul class="plain-list">
          <li>連絡先と代表者の氏名、カナ、メールアドレス、電話番号、振込先の口座。本人の請求では、本人のものは隠しません。</li>
          <li>同じものが文の中にあるとき（姓に「さん」などが付くときも）と、そのほかのメールアドレスと電話番号。課の電話番号は隠しません。</li>
          <li>審査する人の氏名。採点の内容は隠しません。市の職員の職と氏名は隠しません。</li>
          <li>添付ファイルは入れません。人が墨塗りをしてから加えてください。表紙に一覧があります。</li>
        </ul>
        <p>登録されていない人の名前が文の中にあるときは、規則では見つけられません。渡す前に必ず読んでください。</p>
      </Section>
    </PrivacyPage>
  );
}
