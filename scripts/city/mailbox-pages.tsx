import { Hono } from 'hono';
import type { Mail, Mails, MailState } from './mails.js';
import { Page, shown } from './page.js';
import type { City } from './serve-city.js';

const STATES: Record<MailState, string> = { sent: '送信済み', delivered: '配達済み', bounced: '不達' };
const VIEWS = { html: 'HTML表示', text: 'テキスト表示', lgwan: 'LGWAN（無害化）表示' } as const;
type View = keyof typeof VIEWS;
const PER_PAGE = 50;

/** The mailbox as people read it: newest first, searched by address; each mail as HTML, as text, and as it arrives behind LGWAN. */
export function mailboxPages(mails: Mails) {
  return new Hono<City>()
    .get('/', (c) => {
      const to = c.req.query('to')?.trim() ?? '';
      const page = Math.max(1, Number(c.req.query('page')) || 1);
      const found = mails.find({ to }).toReversed();
      const rows = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
      const addresses = [...new Set(mails.find().toReversed().slice(0, 300).flatMap((mail) => mail.to.map(addressOf)))].slice(0, 24);
      return c.html(
        <Page title={to ? `${to} 宛てのメール` : 'すべてのメール'}>
          <h1>{to ? `${to} 宛てのメール` : 'すべてのメール'}（{found.length}通）</h1>
          <form class="search" method="get" action="/">
            <div>
              <label for="to">宛先でさがす</label>
              <input id="to" name="to" type="search" value={to} autocomplete="off" />
            </div>
            <button type="submit">さがす</button>
            {to && <a href="/">すべて表示</a>}
          </form>
          {addresses.length > 1 && (
            <ul class="chips" aria-label="最近の宛先">
              {addresses.map((address) => (
                <li>
                  <a href={`/?to=${encodeURIComponent(address)}`}>{address}</a>
                </li>
              ))}
            </ul>
          )}
          {rows.length === 0 ? (
            <p>メールはまだありません。</p>
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">受信日時</th>
                  <th scope="col">宛先</th>
                  <th scope="col">件名</th>
                  <th scope="col">状態</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((mail) => (
                  <tr>
                    <td>{shown(mail.at)}</td>
                    <td>{mail.to.map(addressOf).join('、')}</td>
                    <td>
                      <a href={`/mails/${mail.id}`}>{mail.subject}</a>
                    </td>
                    <td class={mail.state === 'bounced' ? 'bad' : ''}>{STATES[mail.state]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <nav class="views" aria-label="ページ">
            {page > 1 && <a href={pageLink(to, page - 1)}>新しいメールへ</a>}
            {page * PER_PAGE < found.length && <a href={pageLink(to, page + 1)}>古いメールへ</a>}
          </nav>
        </Page>,
      );
    })
    .get('/mails/:id', (c) => {
      const mail = mails.get(c.req.param('id'));
      if (!mail) return c.html(<Missing />, 404);
      const asked = c.req.query('view') as View | undefined;
      const view: View = asked && asked in VIEWS ? asked : mail.html ? 'html' : 'text';
      return c.html(
        <Page title={mail.subject}>
          <p>
            <a href={`/?to=${encodeURIComponent(addressOf(mail.to[0] ?? ''))}`}>一覧にもどる</a>
          </p>
          <h1>{mail.subject}</h1>
          <dl>
            <dt>差出人</dt>
            <dd>{mail.from}</dd>
            <dt>宛先</dt>
            <dd>{mail.to.join('、')}</dd>
            <dt>受信日時</dt>
            <dd>
              {shown(mail.at)}（<span class={mail.state === 'bounced' ? 'bad' : ''}>{STATES[mail.state]}</span>）
            </dd>
            {mail.attachments.length > 0 && <dt>添付</dt>}
            {mail.attachments.length > 0 && <dd>{mail.attachments.map((one) => one.filename).join('、')}</dd>}
          </dl>
          <nav class="views" aria-label="表示のしかた">
            {Object.entries(VIEWS).map(([key, label]) => (
              <a href={`/mails/${mail.id}?view=${key}`} aria-current={key === view ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
          {view === 'html' && <iframe title="メール本文（HTML）" src={`/mails/${mail.id}/html`} sandbox="allow-popups allow-popups-to-escape-sandbox" />}
          {view === 'text' && <pre>{linked(mail.text)}</pre>}
          {view === 'lgwan' && (
            <>
              <p class="quiet">庁内（LGWAN）に届く形です。HTMLと添付は取り除かれ、リンクは開けません。メールにあるコードを、庁内の端末から開ける受付ページに入力します。</p>
              <pre>{flattened(mail)}</pre>
            </>
          )}
        </Page>,
      );
    })
    .get('/mails/:id/html', (c) => {
      const mail = mails.get(c.req.param('id'));
      if (!mail) return c.text('', 404);
      c.header('content-security-policy', "default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox");
      c.header('referrer-policy', 'no-referrer');
      // Links open beside the mailbox, not inside its frame.
      return c.html(mail.html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`));
    });
}

function Missing() {
  return (
    <Page title="メールが見つかりません">
      <h1>メールが見つかりません</h1>
      <p>
        <a href="/">すべてのメール</a>
      </p>
    </Page>
  );
}

function pageLink(to: string, page: number) {
  return `/?to=${encodeURIComponent(to)}&page=${page}`;
}

function addressOf(written: string): string {
  return /<([^>]+)>/.exec(written)?.[1] ?? written;
}

const URL_PATTERN = /(https?:\/\/[^\s<>"'）」、。]+)/;

function linked(text: string) {
  return text.split(URL_PATTERN).map((part) =>
    URL_PATTERN.test(part) ? (
      <a href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

/** Behind LGWAN, mail is reduced to plain text and addresses of pages cannot be followed. */
function flattened(mail: Mail) {
  const text = mail.text || mail.html.replace(/<(style|head)[\s\S]*?<\/\1>/gi, '').replace(/<[^>]+>/g, '\n').replace(/\n\s*\n+/g, '\n');
  return text.split(URL_PATTERN).map((part) => (URL_PATTERN.test(part) ? <span class="dead">［リンクは無効化されました］</span> : part));
}
