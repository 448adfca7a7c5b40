// S32: who did not get what they must get. Binding notices first; the exact text of every mail; never "opened" or "read".
import type { Instant } from '../../workflows/domain/calendar.js';
import { countWords } from './count-words.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Facts, Section } from './desk-parts.js';
import { isUndelivered, mailStateWord, mailWord } from './mail-words.js';

export type MailRow = { readonly id: string; readonly mail: string; readonly number: string | null; readonly to: string; readonly email: string; readonly state: string; readonly queuedAt: Instant; readonly sentAt: Instant | null; readonly deliveredAt: Instant | null; readonly tries: number; readonly binding: boolean };
/** Ready-made filters of the list. */
export const MAIL_FILTERS = { all: 'すべて', undelivered: '届かない', binding: '法的な通知で届いていないもの', waiting: '送信待ち', sent24: '24時間に送信', delivered24: '24時間に配達' } as const;
export type MailFilter = keyof typeof MAIL_FILTERS;
export type MailListProps = { readonly staff: Staff; readonly now: Instant; readonly filter: MailFilter; readonly counts: { readonly [K in MailFilter]: number }; readonly rows: readonly MailRow[]; readonly more: string | null };

export function MailListPage({ staff, now, filter, counts, rows, more }: MailListProps) {
  return (
    <StaffPage title="メール" heading="メール" staff={staff} here="mails">
      <nav class="questions" aria-label="しぼりこみ">
        {(Object.keys(MAIL_FILTERS) as MailFilter[]).map((id) => (
          <a href={id === 'all' ? '/admin/mails' : `/admin/mails?show=${id}`} aria-current={id === filter ? 'page' : undefined}>
            {MAIL_FILTERS[id]}（{countWords(counts[id])}）
          </a>
        ))}
      </nav>
      <Section title={`${MAIL_FILTERS[filter]} ${countWords(counts[filter], '通')}`} asOf={now} id="rows">
        {rows.length === 0 ? (
          <p>{filter === 'undelivered' || filter === 'binding' ? '届いていないメールはありません。' : 'メールはありません。'}</p>
        ) : (
          <DataTable
            caption="新しい順"
            cards
            head={['日時', '何のメール', '案件', '宛先', '状態']}
            rows={rows.map((row) => [
              <a href={`/admin/mails/${row.id}`} class="nowrap">
                {momentWords(row.queuedAt, now)}
              </a>,
              row.binding ? `${mailWord(row.mail)}（法的な通知）` : mailWord(row.mail),
              row.number === null ? '' : <a href={`/admin/cases/${row.number}`} translate="no">{row.number}</a>,
              row.to,
              <span class={isUndelivered(row.state) ? 'late-word' : undefined}>{mailStateWord(row.state)}</span>,
            ])}
          />
        )}
        {more && (
          <p>
            <a href={more}>次の50通</a>
          </p>
        )}
      </Section>
    </StaffPage>
  );
}

export type MailPageProps = { readonly staff: Staff; readonly now: Instant; readonly mail: MailRow; readonly subject: string; readonly text: string; readonly error: string | null };

/** One mail as it left: the text part byte for byte. Its links are shown as in the mail and are not made clickable for others. */
export function MailPage({ staff, now, mail, subject, text, error }: MailPageProps) {
  return (
    <StaffPage title={subject} heading={subject} staff={staff} here="mails" back={{ href: '/admin/mails', label: 'メールの一覧' }}>
      <Facts
        facts={[
          ['何のメール', mailWord(mail.mail)],
          ['案件', mail.number === null ? null : <a href={`/admin/cases/${mail.number}`} translate="no">{mail.number}</a>],
          ['宛先', `${mail.to} ${mail.email}`],
          ['状態', mailStateWord(mail.state)],
          ['用意した日時', momentWords(mail.queuedAt, now)],
          ['送信', mail.sentAt === null ? 'まだ' : momentWords(mail.sentAt, now)],
          ['配達の知らせ', mail.deliveredAt === null ? 'まだ' : momentWords(mail.deliveredAt, now)],
          ['送信側の説明', error],
        ]}
      />
      {isUndelivered(mail.state) && <p class="warn" role="note">届いていません。制度の事務局に「届かないメールの対応」をお願いしています。宛先を直して送るか、ほかの方法で知らせて記録します。</p>}
      <Section title="本文" id="text">
        <pre class="mail-text">{text}</pre>
      </Section>
    </StaffPage>
  );
}
