// The frame of staff pages: who is reading and as what, the few places there are, one notice, one h1.
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';

/** The person at the desk: name, the posts held now, whether they run the programme office. */
export type Staff = { readonly name: string; readonly posts: readonly string[]; readonly administrator: boolean; readonly demo: boolean; readonly panel: boolean };
export type Place = 'desk' | 'panel' | 'paper' | 'admin' | 'cases' | 'stuck' | 'mails' | 'people' | 'calls';
const DESK_PLACES: readonly (readonly [Place, string, string])[] = [['desk', '/desk', '仕事の一覧'], ['panel', '/desk/panel', '採点'], ['paper', '/desk/paper', '紙の申請']];
const ADMIN_PLACES: readonly (readonly [Place, string, string])[] = [['admin', '/admin', 'いまの状況'], ['cases', '/admin/cases', '案件'], ['stuck', '/admin/stuck', '止まっている案件'], ['mails', '/admin/mails', 'メール'], ['calls', '/admin/calls', '募集'], ['people', '/admin/people', '人と職']];

type Common = { readonly title: string; readonly heading: string; readonly notice?: string; readonly children: Child };

export function StaffPage({ staff, here, back, wide, title, heading, notice, children }: Common & { readonly staff: Staff; readonly here: Place; readonly back?: { href: string; label: string }; readonly wide?: boolean }) {
  const places = [...(staff.posts.length > 0 ? DESK_PLACES.filter(([id]) => id !== 'panel' || staff.panel) : []), ...(staff.administrator ? ADMIN_PLACES : [])];
  return (
    <Page title={title} heading={heading} notice={notice} demo={staff.demo} wide={wide}>
      <nav class="places" aria-label="職員のページ">
        <p class="who">
          {staff.name}さん　{staff.posts.join('、')}
        </p>
        <ul>
          {places.map(([id, href, label]) => (
            <li>
              <a href={href} aria-current={id === here ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {back && (
        <p>
          <a href={back.href}>{back.label}に戻る</a>
        </p>
      )}
      {children}
    </Page>
  );
}

export const PlainPage = (props: Common & { readonly demo: boolean }) => <Page {...props} wide />;

function Page({ title, heading, notice, demo, wide, children }: Common & { readonly demo: boolean; readonly wide?: boolean }) {
  return html`<!doctype html>${(
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/staff.css" />
      </head>
      <body class={demo ? 'demo' : undefined}>
        <main class={wide ? 'wide' : undefined}>
          {notice && <p class="notice" role="status">{notice}</p>}
          <h1>{heading}</h1>
          {children}
        </main>
      </body>
    </html>
  )}`;
}
