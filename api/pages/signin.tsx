// Staff sign in. Only the practice city has a way so far: pick who you are. A real city brings its own sign-in in this place.
import { PlainPage } from './desk-frame.js';

export type SigninPerson = { readonly id: string; readonly name: string; readonly roles: readonly string[] };
export type SigninProps = { readonly people: readonly SigninPerson[] | null; readonly to: string; readonly fresh: boolean; readonly signedInAs: string | null };

/** Who signs in, and where they return to. `people` is null where there is no practice sign-in. */
export function SigninPage({ people, to, fresh, signedInAs }: SigninProps) {
  return (
    <PlainPage title="職員のサインイン" heading="職員のサインイン">
      {fresh && <p>この手続には、15分以内のサインインが要ります。もう一度サインインしてください。</p>}
      {signedInAs !== null && !fresh && (
        <form method="post" action="/signout" class="inline-form">
          <span>いまは{signedInAs}さんです。</span>
          <button type="submit" class="quiet">
            サインアウトする
          </button>
        </form>
      )}
      {people === null ? (
        <p>職員のサインインは、まだ用意されていません。メールのリンクかコードから回答できます。</p>
      ) : (
        <>
          <p>練習用の市です。押すと、その人としてサインインします。市民の方の申請に、サインインは要りません。</p>
          <ul class="rows people">
            {people.map((person) => (
              <li class="row">
                <form method="post" action="/signin" class="inline-form">
                  <input type="hidden" name="to" value={to} />
                  <input type="hidden" name="person" value={person.id} />
                  <button type="submit" class="quiet">
                    {person.name}さんとしてサインインする
                  </button>
                  <span class="quiet-text">{person.roles.join('、')}</span>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </PlainPage>
  );
}
