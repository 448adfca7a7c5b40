// S38: every payment, for whoever audits. From here one click leads to all that stands behind one of them.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Order } from '../../db/store/payments.js';
import { yenWords } from '../../workflows/domain/words.js';
import { momentWords } from './day-words.js';
import { TextLine } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

export const ORDER_WORDS: { readonly [S in Order['state']]: string } = { reserved: '送金の準備', instructing: '銀行に送信中', instructed: '銀行が受付', settled: '支払済', returned: '戻り', unclear: '確認中' };
export type PaymentRow = { readonly id: string; readonly number: string; readonly title: string; readonly group: string; readonly programme: string; readonly fiscalYear: number; readonly yen: number; readonly state: Order['state']; readonly at: Instant };

export function PaymentListPage({ staff, now, q, rows, more }: { readonly staff: Staff; readonly now: Instant; readonly q: string; readonly rows: readonly PaymentRow[]; readonly more: string | null }) {
  return (
    <StaffPage title="支払の監査" heading="支払の監査" staff={staff} here="audit">
      <form method="get" action="/audit">
        <TextLine at="q" label="案件番号、事業名、団体名、金額のどれか" value={q} faults={[]} max={60} />
        <p class="actions"><button type="submit" data-primary>探す</button></p>
      </form>
      <Section title={q ? `「${q}」の支払` : '支払'} asOf={now} id="payments">
        {rows.length === 0 ? <p>{q ? 'あてはまる支払はありません。' : '支払はまだありません。'}</p> : (
          <DataTable
            caption="新しい順。金額を押すと、請求、決定、ルール、採点、領収書をまとめて見られます" cards head={['支払', '日時', '案件', '団体', '制度と予算の年度', '状態']} numeric={[0]}
            rows={rows.map((row) => [<a href={`/audit/payments/${row.id}`}>{yenWords(row.yen)}</a>, momentWords(row.at, now), `${row.number} ${row.title}`, row.group, `${row.programme} ${row.fiscalYear}年度`, ORDER_WORDS[row.state]])}
          />
        )}
        {more && <p><a href={more}>前の50件</a></p>}
      </Section>
      <p>手続の記録が書き換えられていないことは、<a href="/evidence">手続の記録</a>のページの方法で、市の外からも確かめられます。</p>
    </StaffPage>
  );
}
