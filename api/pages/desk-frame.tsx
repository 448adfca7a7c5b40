// The frame of staff pages: who is reading and as what, and the few places there are. The rest of the frame is everybody's.
import type { Child } from 'hono/jsx';
import { Page } from './components/layout.js';

/** The person at the desk: name, the posts held now in words, whether they run the programme office, sit on a panel or pay. */
export type Staff = { readonly name: string; readonly posts: readonly string[]; readonly administrator: boolean; readonly panel: boolean; readonly pays?: boolean; /** Audits: reads payments and what they rest on; who does only that has no desk. */ readonly audits?: 'also' | 'only' };
export type Place = 'desk' | 'handover' | 'absence' | 'passkeys' | 'panel' | 'paper' | 'admin' | 'cases' | 'stuck' | 'mails' | 'people' | 'calls' | 'ledger' | 'transfers' | 'suspensions' | 'privacy' | 'audit';
type Link = readonly [Place, string, string];
const DESK: readonly Link[] = [['desk', '/desk', '仕事の一覧'], ['panel', '/desk/panel', '採点'], ['paper', '/desk/paper', '紙の申請'], ['handover', '/desk/handover', '引継書'], ['absence', '/desk/absence', '不在と代理']];
const ADMIN: readonly Link[] = [['admin', '/admin', 'いまの状況'], ['cases', '/admin/cases', '案件'], ['stuck', '/admin/stuck', '止まっている案件'], ['mails', '/admin/mails', 'メール'], ['calls', '/admin/calls', '募集'], ['ledger', '/admin/ledger', '予算'], ['transfers', '/admin/transfers', '振込'], ['people', '/admin/people', '人と職'], ['suspensions', '/admin/suspensions', '期限の休止'], ['privacy', '/admin/disclosure', '個人情報'], ['audit', '/audit', '監査']];

type Common = { readonly title: string; readonly heading: string; readonly notice?: string; readonly faulty?: boolean; readonly back?: { readonly href: string; readonly label: string }; readonly children: Child };

/** A page for somebody signed in. */
export const StaffPage = ({ staff, here, notice, ...page }: Common & { readonly staff: Staff; readonly here: Place }) => (
  <Page {...page} wide notice={notice ? { kind: 'success', text: notice } : undefined} staff={<Places staff={staff} here={here} />} />
);

/** A wide page without a person: sign-in, practice pages, documentation. */
export const PlainPage = ({ notice, ...page }: Common) => <Page {...page} wide notice={notice ? { kind: 'success', text: notice } : undefined} staff={<></>} />;

function Places({ staff, here }: { readonly staff: Staff; readonly here: Place }) {
  const links = [...(staff.posts.length > 0 && staff.audits !== 'only' ? DESK.filter(([id]) => id !== 'panel' || staff.panel) : []), ...(staff.administrator ? ADMIN : ADMIN.filter(([id]) => (staff.audits && id === 'audit') || (staff.pays && (id === 'transfers' || id === 'ledger'))))];
  return (
    <nav class="places" aria-label="職員のページ">
      <ul>
        {links.map(([id, href, label]) => (
          <li>
            <a href={href} aria-current={id === here ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      <form method="post" action="/signout">
        <span class="who">
          {staff.posts.join('、') || '事務局'}　{staff.name}さん
        </span>
        <button type="submit" class="link">
          サインアウト
        </button>
      </form>
    </nav>
  );
}
