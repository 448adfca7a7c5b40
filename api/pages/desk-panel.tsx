// S24: what a panel member is to score. Who has ties says so on the sheet itself and leaves that file; others' progress is never shown.
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { dueWords, momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

export type PanelRow = { readonly href: string | null; readonly number: string; readonly title: string; readonly group: string; readonly state: 'open' | 'scored' | 'recused' | 'lapsed'; readonly dueAt: Instant };
export type PanelProps = { readonly staff: Staff; readonly now: Instant; readonly calendar: Calendar; readonly rows: readonly PanelRow[]; /** Calls whose cases are scored on a page of the whole call. */ readonly calls: readonly { readonly href: string; readonly name: string }[] };

const STATES: { readonly [K in PanelRow['state']]: string } = { open: '未採点', scored: '提出済', recused: '加わらない（利害関係）', lapsed: '期限切れ' };

export function PanelPage({ staff, now, calendar, rows, calls }: PanelProps) {
  const open = rows.filter((row) => row.state === 'open');
  return (
    <StaffPage title="採点" heading="採点する提案" staff={staff} here="panel">
      {calls.length > 0 && (
        <Section title="募集ごとの審査" id="calls">
          <ul>
            {calls.map(({ href, name }) => (
              <li>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <p>
        はじめに、申請した団体と関係がないかを確かめてください。関係があるときは、採点の画面で「利害関係があるので加わらない」を選びます。採点は、全員がそろうまでほかの委員には見えません。
      </p>
      <Section title={`未採点 ${open.length}件`} asOf={now} id="rows">
        {rows.length === 0 ? (
          <p>採点する提案はありません。</p>
        ) : (
          <DataTable
            caption="期限の早い順"
            cards
            head={['番号', '題名', '団体', '期限', '状態']}
            rows={rows.map((row) => [
              // A member who has ties sees no more of the file than its number.
              <span translate="no">{row.number}</span>,
              row.state === 'recused' ? '' : row.href ? <a href={row.href}>{row.title}</a> : row.title,
              row.state === 'recused' ? '' : row.group,
              row.state === 'open' ? `${momentWords(row.dueAt, now)}　${dueWords(row.dueAt, now, calendar).words}` : momentWords(row.dueAt, now),
              STATES[row.state],
            ])}
          />
        )}
      </Section>
    </StaffPage>
  );
}
