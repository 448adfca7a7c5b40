// S11: the agreement as text, its file and hash, who must accept; and the certificate when it is concluded.
import type { Request } from '../../workflows/domain/cases.js';
import { list, text, yen } from '../../workflows/domain/steps/step.js';
import type { Values } from '../../workflows/domain/fields.js';
import { dateWords } from '../../workflows/domain/words.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { Page } from './components/layout.js';
import { momentWords, SummaryList } from './components/parts.js';

export type DocumentLike = { readonly id: string; readonly sha256: string; readonly facts: Record<string, unknown> };
/** First groups of a hash, as people compare them. */
export const hashWords = (sha256: string): string => (sha256.match(/.{1,8}/g) ?? []).join(' ');

/** The agreement on its answer page: the text as HTML, the file, who has accepted. */
export function AgreementSubject({ document, href, requests }: { readonly document: DocumentLike; readonly href: string; readonly requests: readonly Request[] }) {
  const terms = (document.facts.agreement ?? {}) as Values;
  const side = (r: Request) => (r.to.kind === 'party' ? '団体（代表者）' : r.key.startsWith('second') ? '市（2人目）' : '市（担当課の課長）');
  return (
    <section aria-labelledby="text">
      <h2 id="text">協定書 第{yen(terms.version)}版</h2>
      <div class="agreement-text">
        <h3>目的</h3><p class="typed">{text(terms.purpose)}</p>
        <h3>団体の役割</h3><ul>{list(terms.groupRoles).map((line) => <li>{line}</li>)}</ul>
        <h3>市の役割</h3><ul>{list(terms.cityRoles).map((line) => <li>{line}</li>)}</ul>
        <h3>費用</h3><p>{text(terms.costText)}</p>
        <h3>期間</h3><p>{dateWords(text(terms.from))}から{dateWords(text(terms.to))}まで</p>
        <h3>公開</h3><p>{text(terms.publicity)}</p>
        <h3>変更と終了</h3><p>内容を変えるとき、途中で終えるときは、双方が話し合ってから行う。</p>
        {text(terms.extra) && <><h3>そのほか</h3><p class="typed">{text(terms.extra)}</p></>}
        {text(terms.changed) && <><h3>前の版から変えたこと</h3><p class="typed">{text(terms.changed)}</p></>}
      </div>
      <p><a href={href}>協定書（PDF）を開く</a></p>
      <p>この版の印（SHA-256）<br /><span class="hash">{hashWords(document.sha256)}</span></p>
      <table>
        <caption>合意が必要な人</caption>
        <thead><tr><th scope="col">だれ</th><th scope="col">状態</th></tr></thead>
        <tbody>
          {requests.map((r) => <tr><td>{side(r)}</td><td>{r.answer ? `${momentWords(r.answer.at)} ${r.answer.choice === 'accept' ? '合意しました' : '意見があります'}` : '待っています'}</td></tr>)}
        </tbody>
      </table>
    </section>
  );
}

/** Any other document an answer is about. */
export const DraftSubject = ({ document, href }: { readonly document: DocumentLike; readonly href: string }) => (
  <p class="card"><a href={href}>この内容の文書（PDF）を開く</a><br /><span class="hash">SHA-256 {hashWords(document.sha256).slice(0, 35)}…</span></p>
);

/** The certificate: which version, who accepted it, when and how. */
export const CertificatePage = (props: { readonly number: string; readonly title: string; readonly version: number; readonly sha256: string; readonly pdf: string; readonly acceptances: readonly { who: string; name: string; at: Instant; how: string }[]; readonly back: { href: string; label: string } }) => (
  <Page title="合意証明書" caption={`${props.number}　${props.title}`} back={props.back}>
    <SummaryList rows={[{ term: '文書', value: `協定書 第${props.version}版` }, { term: '印（SHA-256）', value: <span class="hash">{hashWords(props.sha256)}</span> }, { term: '文書の写し', value: <a href={props.pdf}>協定書（PDF）</a> }]} />
    <table>
      <caption>合意した人</caption>
      <thead><tr><th scope="col">だれ</th><th scope="col">入力された氏名</th><th scope="col">日時</th><th scope="col">方法</th></tr></thead>
      <tbody>{props.acceptances.map((a) => <tr><td>{a.who}</td><td>{a.name}</td><td>{momentWords(a.at)}</td><td>{a.how}</td></tr>)}</tbody>
    </table>
    <p>手元のPDFの SHA-256 が上の印と同じなら、合意された文書そのものです。</p>
  </Page>
);
