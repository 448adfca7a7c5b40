// The page of the sealed account: who, why, and the secret from the safe.
import { FaultSummary, type FormFault, Labelled, TextLine } from './desk-form.js';
import { PlainPage } from './desk-frame.js';

/** What was typed comes back but for the secret. */
export const SealedPage = ({ typed, faults }: { readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[] }) => (
  <PlainPage title="緊急用の管理者" heading="緊急用の管理者" faulty={faults.length > 0} back={{ href: '/signin', label: 'サインインのはじめのページ' }}>
    <FaultSummary faults={faults} />
    <p>ふだんのサインインがすべて使えないときのものです。金庫に保管した秘密の文字列で、1時間だけ管理者としてサインインします。決裁や支払の承認はできません。</p>
    <p>使うと記録に残り、管理者の全員にすぐにメールで知らせます。</p>
    <form method="post" action="/signin/sealed" novalidate>
      <TextLine at="name" label="あなたの氏名" value={typed.name} faults={faults} max={100} />
      <TextLine at="reason" label="使う理由" value={typed.reason} faults={faults} max={400} />
      <Labelled at="secret" label="秘密の文字列" faults={faults}>
        <input type="password" id="secret" name="secret" autocomplete="off" />
      </Labelled>
      <button type="submit" class="secondary">
        1時間だけサインインする
      </button>
    </form>
  </PlainPage>
);
