// The frame of staff pages: who is reading and as what, the few places there are, one notice, one h1.
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';

/** The person at the desk: name, the posts held now in words, whether they run the programme office or sit on a panel. */
export type Staff = { readonly name: string; readonly posts: readonly string[]; readonly administrator: boolean; readonly demo: boolean; readonly panel: boolean };
export type Place = 'desk' | 'panel' | 'paper' | 'admin' | 'cases' | 'stuck' | 'mails' | 'people' | 'calls' | 'times';
type Link = readonly [Place, string, string];
const DESK: readonly Link[] = [['desk', '/desk', '仕事の一覧'], ['panel', '/desk/panel', '採点'], ['paper', '/desk/paper', '紙の申請']];
const ADMIN: readonly Link[] = [['admin', '/admin', 'いまの状況'], ['cases', '/admin/cases', '案件'], ['stuck', '/admin/stuck', '止まっている案件'], ['mails', '/admin/mails', 'メール'], ['calls', '/admin/calls', '募集'], ['people', '/admin/people', '人と職'], ['times', '/admin/times', 'かかった日数']];

type Common = { readonly title: string; readonly heading: string; readonly notice?: string; readonly faulty?: boolean; readonly wide?: boolean; readonly back?: { readonly href: string; readonly label: string }; readonly children: Child };

/** A page for somebody signed in. */
export const StaffPage = ({ staff, here, ...page }: Common & { readonly staff: Staff; readonly here: Place }) => <Shell {...page} demo={staff.demo} places={<Places staff={staff} here={here} />} />;

/** A wide page without a person: sign-in, practice pages, documentation. */
export const PlainPage = (props: Common & { readonly demo: boolean }) => <Shell {...props} wide />;

function Places({ staff, here }: { readonly staff: Staff; readonly here: Place }) {
  const links = [...(staff.posts.length > 0 ? DESK.filter(([id]) => id !== 'panel' || staff.panel) : []), ...(staff.administrator ? ADMIN : [])];
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

function Shell({ title, heading, notice, faulty, demo, wide, back, places, children }: Common & { readonly demo: boolean; readonly places?: Child }) {
  return html`<!doctype html>${(
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${faulty ? 'エラー：' : ''}${title} - 共創 - 山形市`}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="stylesheet" href="/assets/staff.css" />
      </head>
      <body class={demo ? 'staff demo' : 'staff'}>
        <a class="skip" href="#main">
          本文へ移動
        </a>
        {demo && (
          <p class="demo-banner">
            練習用の市です。<a href="/demo">練習のページ</a>
          </p>
        )}
        <header class="site">
          <p class="brand">
            <a href="/">
              <span class="city">山形市</span> 共創
            </a>
          </p>
        </header>
        {places}
        {back && (
          <p class="back">
            <a href={back.href}>{back.label}</a>
          </p>
        )}
        <main id="main" class={wide ? 'wide' : undefined} tabindex={-1}>
          {notice && (
            <div class="banner success" role="status">
              <p>{notice}</p>
            </div>
          )}
          <h1>{heading}</h1>
          {children}
        </main>
        <footer class="site">
          <ul>
            <li>
              <a href="/a">メールのコードを入力</a>
            </li>
            <li>
              <a href="/accessibility">ウェブアクセシビリティ</a>
            </li>
            <li>
              <a href="/api">データの受け渡し（開発者向け）</a>
            </li>
          </ul>
        </footer>
      </body>
    </html>
  )}`;
}
