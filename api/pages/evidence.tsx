// The log of evidence for everybody: what it is, its newest heads, and how one checks it without trusting the city.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Language } from '../../workflows/domain/words.js';
import { Page } from './components/layout.js';
import { When } from './components/parts.js';
import { evidenceWords } from './words.js';

export type HeadLine = { readonly at: Instant; readonly size: number; readonly root: string; readonly stamped: boolean };

/** /evidence */
export const EvidencePage = ({ heads, keyName, late }: { readonly heads: readonly HeadLine[]; readonly keyName: string; readonly late: boolean }) => (
  <Page title="手続の記録" heading="手続の記録は、だれでも確かめられます">
    <p class="lead">申請、回答、決定、支払は、起きた順に記録へ加わります。加わった記録は、市も変えたり消したりできません。変えると、下の「記録の印」と合わなくなります。</p>
    {late && <div class="banner warning"><p>4時間以上、新しい印を公開できていません。直るまで、支払と公表は待ちます。</p></div>}
    <h2>新しい印</h2>
    {heads.length === 0 ? <p>まだ印がありません。最初の記録から数分で公開します。</p> : (
      <ul class="list">
        {heads.map((head) => (
          <li>
            <p><When at={head.at} />　<strong>{String(head.size)}件</strong>　<a href={`/evidence/heads/${head.at}`}>署名つきの印</a>{head.stamped && <>　<a href={`/evidence/heads/${head.at}.tsr`}>時刻の証明</a></>}</p>
            <p class="caption hash" translate="no">{head.root}</p>
          </li>
        ))}
      </ul>
    )}
    <h2>確かめ方</h2>
    <ol>
      <li><a href="/evidence/log">記録の全部</a>を保存します。名前、住所、書いた文は入っていません。</li>
      <li>共創のソースコードにある <code>scripts/verify-evidence.mjs</code> を、<code>node verify-evidence.mjs log.jsonl</code> のように動かします。説明は <code>docs/verify-evidence.md</code> にあります。</li>
      <li>受付のメールにある「記録の控え」（件数と印）を加えて動かすと、そのときの記録がいまも全部残っているかが分かります。</li>
    </ol>
    <p>自分の申請の記録は、案件のページから証明を保存できます。</p>
    <h2>プログラムで読む</h2>
    <ul>
      <li><a href="/evidence/checkpoint">最新の印（checkpoint）</a></li>
      <li><a href="/evidence/heads">印の一覧（JSON）</a></li>
      <li><code>/evidence/leaves?from=0</code>　記録を1,000件ずつ</li>
      <li><code>/evidence/proof?n=0&amp;size=10</code>　1件が記録にあることの証明</li>
      <li><code>/evidence/consistency?from=5&amp;to=10</code>　新しい記録が古い記録をそのまま含むことの証明</li>
    </ul>
    {keyName && <p class="caption">印を確かめる鍵：<span class="hash" translate="no">{keyName}</span></p>}
  </Page>
);

export type CaseLog = { readonly place: number; readonly entries: number; readonly size: number; readonly headAt: Instant; readonly proven: boolean; readonly href: string };
/** On a case's own page: its record is still there, where, and the proof to take home. */
export function CaseLogBox({ log, own, language }: { readonly log: CaseLog | null; readonly own: boolean; readonly language: Language }) {
  const words = evidenceWords[language];
  if (log === null) return <><h2>{words.heading}</h2><p>{words.soon}</p></>;
  return (
    <>
      <h2>{words.heading}</h2>
      {log.proven ? <p>✓ {own ? words.there : words.thereForAll}</p> : <p class="banner warning">{words.broken}</p>}
      <p>{words.where(log.place + 1, log.entries, log.size)}<br /><span class="caption">{words.head} <When at={log.headAt} language={language} /></span></p>
      <p><a href={log.href} download="">{words.proof}</a>　<a href="/evidence">{words.how}</a></p>
    </>
  );
}
