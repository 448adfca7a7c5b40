// Staff sign in. The practice city: pick who you are. A real city: its own service, a passkey, or a link by mail.
import type { Instant } from '../../workflows/domain/calendar.js';
import { momentWords } from './day-words.js';
import { FaultSummary, type FormFault, Labelled, TextLine } from './desk-form.js';
import { PlainPage, type Staff, StaffPage } from './desk-frame.js';
import { Section } from './desk-parts.js';

export type SigninPerson = { readonly id: string; readonly name: string; readonly roles: readonly string[] };
type Shared = { readonly to: string; readonly fresh: boolean; readonly signedInAs: string | null };

const Now = ({ fresh, signedInAs }: Shared) => (
  <>
    {fresh && <p>この手続には、15分以内のサインインが要ります。もう一度サインインしてください。</p>}
    {signedInAs !== null && !fresh && (
      <form method="post" action="/signout" class="inline-form">
        <span>いまは{signedInAs}さんです。</span>
        <button type="submit" class="quiet">
          サインアウトする
        </button>
      </form>
    )}
  </>
);

/** The practice city: everybody with a role, one click each. */
export const PracticeSigninPage = ({ people, ...shared }: Shared & { readonly people: readonly SigninPerson[] }) => (
  <PlainPage title="職員のサインイン" heading="職員のサインイン">
    <Now {...shared} />
    <p>練習用の市です。押すと、その人としてサインインします。市民の方の申請に、サインインは要りません。</p>
    <ul class="rows people">
      {people.map((person) => (
        <li class="row">
          <form method="post" action="/signin" class="inline-form">
            <input type="hidden" name="to" value={shared.to} />
            <input type="hidden" name="person" value={person.id} />
            <button type="submit" class="quiet">
              {person.name}さんとしてサインインする
            </button>
            <span class="quiet-text">{person.roles.join('、')}</span>
          </form>
        </li>
      ))}
    </ul>
  </PlainPage>
);

export type SigninProps = Shared & {
  /** Whether there is a sign-in at all, the city's own service, and a sealed account. */
  readonly open: boolean; readonly service: boolean; readonly sealed: boolean; readonly failed: boolean; readonly typed?: string; readonly faults?: readonly FormFault[];
};

/** The real ways, strongest first. For an act that needs a fresh sign-in the mailed link is not offered: it proves the mailbox only. */
export function SigninPage({ open, service, sealed, failed, typed, faults = [], ...shared }: SigninProps) {
  const to = <input type="hidden" name="to" value={shared.to} />;
  return (
    <PlainPage title="職員のサインイン" heading="職員のサインイン" faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      {failed && (
        <p class="warn" role="alert">
          サインインできませんでした。もう一度お試しください。続くときは、事務局に、あなたのメールアドレスが登録されているかを確かめてください。
        </p>
      )}
      <Now {...shared} />
      {open && shared.signedInAs !== null && (
        <p>
          <a href="/signin/passkeys">あなたのパスキーを登録する・削除する</a>
        </p>
      )}
      {!open && <p>職員のサインインは、まだ用意されていません。メールのリンクかコードから回答できます。</p>}
      {open && service && (
        <Section title="市の認証サービスで" id="service">
          <form method="post" action="/signin/city">
            {to}
            <button type="submit" data-primary>
              市の認証サービスでサインインする
            </button>
          </form>
        </Section>
      )}
      {open && (
        <Section title="パスキーで" id="passkey">
          <p>登録した端末の指紋、顔、暗証番号を使います。登録は、サインインしたあとに「パスキー」のページでします。</p>
          <form method="post" action="/signin" data-passkey="use" data-to={shared.to}>
            <button type="submit" class="secondary">
              パスキーでサインインする
            </button>
            <p class="fault" role="alert" hidden>
              パスキーでサインインできませんでした。ほかの方法をお試しください。
            </p>
            <noscript>
              <p>パスキーを使うには、ブラウザーのスクリプトを有効にしてください。</p>
            </noscript>
          </form>
        </Section>
      )}
      {open && !shared.fresh && (
        <Section title="メールのリンクで" id="link">
          <p>市に登録されたメールアドレスに、10分間使えるリンクを送ります。決裁と支払の承認には、市の認証サービスかパスキーが要ります。</p>
          <form method="post" action="/signin/link" novalidate>
            {to}
            <TextLine at="email" type="email" label="職場のメールアドレス" value={typed} faults={faults} />
            <button type="submit" class="secondary">
              リンクを送る
            </button>
          </form>
        </Section>
      )}
      {open && sealed && (
        <p>
          <a href="/signin/sealed">緊急用の管理者</a>
        </p>
      )}
      {open && <script type="module" src="/assets/passkey.js" />}
    </PlainPage>
  );
}

/** The link is on its way, or not: nobody learns here whose address is known. The code in the mail does the same as its link. */
export const LinkSentPage = ({ email, wrong }: { readonly email: string | null; readonly wrong: boolean }) => (
  <PlainPage title="サインインのリンク" heading={email === null ? 'メールのコードでサインインする' : 'メールを送りました'} faulty={wrong} back={{ href: '/signin', label: 'サインインのはじめのページ' }}>
    <FaultSummary faults={wrong ? CODE_FAULT : []} />
    {email !== null && <p>{email} が登録されていれば、数分のうちに届きます。このブラウザーで、メールのリンクを開いてください。</p>}
    <p>リンクを開けないときは、メールのコード（8文字）を、リンクを申し込んだこのブラウザーで入力してください。</p>
    <form method="post" action="/signin/code" novalidate>
      <Labelled at="code" label="メールのコード（8文字）" faults={wrong ? CODE_FAULT : []}>
        <input type="text" id="code" name="code" class="mid" autocapitalize="characters" autocomplete="off" spellcheck={false} />
      </Labelled>
      <button type="submit" class="secondary">
        サインインする
      </button>
    </form>
  </PlainPage>
);
const CODE_FAULT: readonly FormFault[] = [{ at: 'code', sentence: 'コードが違うか、期限が過ぎています。0（ゼロ）や1（いち）は使っていません' }];

/** What a mailed link leads to. `here`: this browser asked for it; any other gets no button. */
export const LinkPage = ({ action, here }: { readonly action: string; readonly here: boolean }) => (
  <PlainPage title="サインインのリンク" heading={here ? 'サインインしますか' : 'リンクを申し込んだブラウザーで開いてください'}>
    {here ? (
      <form method="post" action={action}>
        <p>押すとサインインします。リンクは1回だけ使えます。</p>
        <button type="submit" data-primary>
          サインインする
        </button>
      </form>
    ) : (
      <p>
        このブラウザーからの申込みではありません。申し込んだブラウザーで開くか、そこでメールのコードを入力してください。ここでサインインするときは、<a href="/signin">もう一度申し込んで</a>ください。
      </p>
    )}
  </PlainPage>
);

export type PasskeyView = { readonly id: string; readonly name: string; readonly at: Instant };
/** A person's own passkeys: what is registered, one more, one fewer. */
export const PasskeysPage = ({ staff, passkeys, now }: { readonly staff: Staff; readonly passkeys: readonly PasskeyView[]; readonly now: Instant }) => (
  <StaffPage title="パスキー" heading="あなたのパスキー" staff={staff} here="passkeys">
    {passkeys.length === 0 && <p>登録されたパスキーはありません。</p>}
    <ul class="rows">
      {passkeys.map((one) => (
        <li class="row">
          <form method="post" action="/signin/passkeys/remove" class="inline-form">
            <input type="hidden" name="passkey" value={one.id} />
            <span>
              {one.name}　{momentWords(one.at, now)}に登録
            </span>
            <button type="submit" class="quiet">
              「{one.name}」を削除する
            </button>
          </form>
        </li>
      ))}
    </ul>
    <Section title="この端末を登録する" id="add">
      <p>登録には、15分以内のサインインが要ります。登録すると、あなたにメールで知らせます。</p>
      <form method="post" action="/signin" data-passkey="add">
        <TextLine at="name" label="端末の名前" hint="例：職場のパソコン" value="" faults={[]} max={60} />
        <button type="submit" class="secondary">
          パスキーを登録する
        </button>
        <p class="fault" role="alert" hidden>
          登録できませんでした。もう一度<a href="/signin?to=%2Fsignin%2Fpasskeys">サインイン</a>してからお試しください。
        </p>
        <noscript>
          <p>登録には、ブラウザーのスクリプトを有効にしてください。</p>
        </noscript>
      </form>
    </Section>
    <script type="module" src="/assets/passkey.js" />
  </StaffPage>
);
