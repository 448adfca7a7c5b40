import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';

/** The frame of every page of the practice city: Japanese, striped border, and a banner that says what this is not. */
export function Page({ title, children }: { title: string; children: Child }) {
  return html`<!doctype html>
${(
  <html lang="ja">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <link rel="icon" href="data:," />
      <style>{raw(STYLE)}</style>
    </head>
    <body>
      <header class="banner">練習用の市です。ここで送られたメールも支払いも、実際には届きません。</header>
      <main>{children}</main>
    </body>
  </html>
)}`;
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;font:16px/1.7 system-ui,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",sans-serif;color:#1a1a1c;background:#fff;
 border:12px solid;border-image:repeating-linear-gradient(45deg,#ffc700 0 12px,#1a1a1c 12px 24px) 12}
.banner{margin:0;padding:.5rem 1rem;background:#fff3b8;font-weight:700}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.4;margin:.5rem 0 1rem}
a{color:#0017c1}a:visited{color:#6b2d8f}
a:focus-visible,input:focus-visible,button:focus-visible{outline:4px solid #000;outline-offset:2px;background:#ffc700}
table{width:100%;border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid #d8d8db}
th{font-weight:600;background:#f2f2f2}td.number,th.number,td:last-child,th{white-space:nowrap}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
form.search{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:0 0 1rem}
label{display:block;font-weight:600}input{font:inherit;padding:.5rem;border:1px solid #626264;border-radius:6px;min-width:16rem;max-width:100%}
button{font:inherit;font-weight:600;padding:.5rem 1.25rem;border:0;border-radius:8px;background:#0017c1;color:#fff}
nav.views{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:1rem 0;border-bottom:1px solid #d8d8db;padding-bottom:.5rem}nav.views a[aria-current]{color:#1a1a1c;font-weight:700;text-decoration:none}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;padding:1rem;border:1px solid #d8d8db;border-radius:8px}
iframe{width:100%;height:75vh;border:1px solid #d8d8db;border-radius:8px;background:#fff}
.dead{color:#626264;background:#f2f2f2}.quiet{color:#626264}.chips{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
.bad{color:#b3001b;font-weight:600}`;

/** An instant as people in Japan read it, to the second. */
export function shown(at: string): string {
  return new Intl.DateTimeFormat('ja-JP', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Tokyo' }).format(new Date(at));
}
