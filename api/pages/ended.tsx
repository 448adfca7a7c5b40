// Pages for when something cannot be done: what happened in one sentence, what was kept, what to do now.
import { Page } from './components/layout.js';

/** A fault: not found, somebody was first, too many tries, out of order. `typed` is what the person had written, to be copied. */
export const faultPage = ({ status, sentence, title, typed, again }: { readonly status: number; readonly sentence: string; readonly title?: string; readonly typed?: string; /** The same post once more, with all that was in it. */ readonly again?: { readonly action: string; readonly fields: readonly (readonly [string, string])[] } }) => (
  <Page title={title ?? (status === 404 ? 'ページが見つかりません' : status === 409 ? 'ほかの人が先に回答しました' : status === 429 ? '少し待ってください' : 'いま受け付けられません')}>
    <p>{sentence}</p>
    {typed && <><h2>あなたが書いていたもの</h2><p>送られていません。必要なら写してください。</p><pre class="typed">{typed}</pre></>}
    {again && <form method="post" action={again.action}>{again.fields.map(([name, value]) => <input type="hidden" name={name} value={value} />)}<p class="actions"><button type="submit">もう一度送る</button></p></form>}
    {status === 404 && <p><a href="/find">案件番号で探す</a></p>}
    {(status === 429 || status >= 500) && <p>お急ぎのときは、担当の課に電話してください。</p>}
    <p><a href="/">はじめのページ</a></p>
  </Page>
);

/** What somebody reads who asks for what is not there, or not theirs: the same words for both. */
export const NOT_THERE = { status: 404, sentence: 'このページは表示できません。' } as const;

/** The one page for every link that opens nothing any more: the same bytes whatever the reason. */
export const endedPage = () => (
  <Page title="この手続は終了しています">
    <p>このリンクで行う手続は、回答が済んだか、期限が過ぎたか、別の人に引き継がれました。あなたの操作は要りません。</p>
    <form method="post" action="/a" class="inline-form">
      <div class="field"><label for="code">メールのコード（8文字）</label><input type="text" id="code" name="code" class="mid" autocapitalize="characters" autocomplete="off" spellcheck={false} /></div>
      <p><button type="submit" class="secondary">すすむ</button></p>
    </form>
    <p><a href="/find">案件のページの新しい案内を送ってもらう</a></p>
  </Page>
);
