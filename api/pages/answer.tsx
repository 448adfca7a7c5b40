// S18 and its kin: what is asked of whom, what one needs to know, what the choices are. The same page by link, by code and on the desk.
import type { Child } from 'hono/jsx';
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import type { Request } from '../../workflows/domain/cases.js';
import type { Fault, Input } from '../../workflows/domain/fields.js';
import type { MoneyRule } from '../../workflows/domain/money.js';
import type { Choice } from '../../workflows/domain/steps/step.js';
import { ASK_WORDS, SILENCE_WORDS, TIER_WORDS } from '../../workflows/domain/words.js';
import type { Understood } from '../../workflows/domain/bank/typed-account.js';
import { AccountSheet, isAccountField } from './components/account.js';
import { FaultSummary, FileFaults, faultId } from './components/faults.js';
import { ReturnKey, type StoredFile } from './components/fields.js';
import { type Help, Page } from './components/layout.js';
import { dueWords, type Row, SummaryList, When } from './components/parts.js';
import { AnswerField } from './components/receipts.js';

export type AnswerProps = {
  readonly action: string;
  readonly nonce: string;
  readonly number: string;
  readonly title: string;
  readonly help: Help;
  readonly request: Request;
  /** 「地域福祉課 協働推進員」 and who holds it now; for the group's people their role. */
  readonly addressee: { readonly post: string; readonly person: string | null };
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly digest: readonly Row[];
  readonly choices: readonly Choice[];
  readonly typed: Input;
  readonly faults: readonly Fault[];
  /** Files that could not be taken: the input each was sent in, and a sentence. */
  readonly fileFaults?: readonly { readonly at: string; readonly line: string }[];
  readonly rule: MoneyRule | null;
  readonly files: readonly StoredFile[];
  /** All files of the case, for values that name them, and how one is opened from here. */
  readonly known?: readonly StoredFile[];
  readonly fileHref?: (id: string) => string;
  /** Values shown beside fields, such as what stood there before. */
  readonly before?: Readonly<Record<string, Child>>;
  /** Values fields start with, such as a report that is to be corrected. */
  readonly start?: Input;
  /** What an account that is typed means, for the choices that ask for one. */
  readonly account?: (typed: Input) => Understood;
  /** What the answer is about: the agreement's text, the draft, the sheet. */
  readonly subject?: Child;
  readonly whole: Child;
  /** When the tier wants more than the link, where that is: a code page follows, or a sign-in. */
  readonly signIn?: string;
  readonly who: 'post' | 'party' | 'session';
  readonly back?: { readonly href: string; readonly label: string };
};

export function AnswerPage(props: AnswerProps) {
  const { request, choices, faults, typed } = props;
  // A single choice is the form itself. Where an officer has nothing to fill in, choosing it is the answer and stays a step of its own.
  const [first] = choices;
  const only = choices.length === 1 && first && (props.who === 'party' || first.fields.some((field) => field.required)) ? first : undefined;
  const chosen = String(typed.choice ?? only?.id ?? '');
  return (
    <Page title={ASK_WORDS[request.what].heading} caption={`${props.number}　${props.title}`} faulty={faults.length + (props.fileFaults?.length ?? 0) > 0} help={{ ...props.help, number: props.number }} back={props.back} wide={choices.some((choice) => choice.fields.some((f) => f.kind === 'verdicts'))}>
      <FaultSummary faults={faults.map((f) => (f.at === 'choice' ? f : { ...f, at: `${chosen}.${f.at}` }))} />
      <FileFaults lines={(props.fileFaults ?? []).map((f) => f.line)} />
      <div class="panel">
        <p>{props.addressee.post}{props.addressee.person ? `　${props.addressee.person}さん` : ''}宛て</p>
        <p><strong>期限　<When at={request.dueAt} /></strong>（{dueWords(props.calendar, props.now, request.dueAt)}）</p>
        <p>{SILENCE_WORDS[request.silence].ja}{request.closesAt !== request.dueAt && <>回答は<When at={request.closesAt} />まで受け付けます。</>}</p>
        <p>{TIER_WORDS[request.tier]}</p>
      </div>
      <SummaryList rows={props.digest} />
      {props.subject}
      {props.signIn ? (
        <p class="actions"><a class="button" href={props.signIn}>サインインして回答する</a></p>
      ) : (
        <form method="post" action={props.action} enctype="multipart/form-data" novalidate>
          <ReturnKey />
          <input type="hidden" name="nonce" value={props.nonce} />
          <h2 id="answer">回答</h2>
          {only ? (
            <>
              <input type="hidden" name="choice" value={only.id} />
              {props.who !== 'party' && <p>{only.consequence}</p>}
              <ChoiceFields {...props} choice={only} />
            </>
          ) : (
            <fieldset class={faults.some((f) => f.at === 'choice') ? 'field faulty' : 'field'} id={faultId('choice')}>
              <legend>回答を選んでください <span class="must">※必須</span></legend>
              {choices.map((choice) => (
                <div class="choice">
                  <div class="option">
                    <input type="radio" id={`choice-${choice.id}`} name="choice" value={choice.id} checked={typed.choice === choice.id} />
                    <label for={`choice-${choice.id}`}>{choice.label}<span class="consequence">{choice.consequence}</span></label>
                  </div>
                  {choice.fields.length > 0 && (
                    // Shown with its choice by style alone; a browser that cannot do that shows all of them.
                    <div class="choice-fields">
                      <p class="hint">「{choice.label}」を選んだ場合に入力すること</p>
                      <ChoiceFields {...props} choice={choice} faults={typed.choice === choice.id ? faults : []} />
                    </div>
                  )}
                </div>
              ))}
            </fieldset>
          )}
          {props.who === 'post' ? (
            <>
              <p class="actions"><button type="submit" name="who" value="self">{props.addressee.person ?? props.addressee.post} 本人として回答を送る</button></p>
              <details>
                <summary>まちがって届いたとき</summary>
                <p class="actions"><button type="submit" name="who" value="other" class="secondary">まちがって届いたと知らせる</button></p>
              </details>
            </>
          ) : (
            <p class="actions"><button type="submit">{only && props.who === 'party' ? only.label : '回答を送る'}</button></p>
          )}
        </form>
      )}
      {props.whole}
    </Page>
  );
}

function ChoiceFields({ choice, typed, faults, fileFaults, rule, files, known, fileHref, before, start, account }: AnswerProps & { readonly choice: Choice }) {
  const prefix = `${choice.id}.`;
  // Once something was posted only that counts: an earlier value must not cover what was typed over it or taken away.
  const own: Record<string, unknown> = Object.keys(typed).some((name) => name.startsWith(prefix)) ? {} : { ...start };
  for (const [name, value] of Object.entries(typed)) if (name.startsWith(prefix)) own[name.slice(prefix.length)] = value;
  const first = account ? choice.fields.find(isAccountField) : undefined;
  return <>{choice.fields.map((field) => account && isAccountField(field) ? (field === first ? <AccountSheet typed={own} faults={faults} prefix={prefix} understood={account(own)} /> : null) : <AnswerField field={field} typed={own} faults={faults} prefix={prefix} rule={rule} files={files} known={known} fileHref={fileHref} fileFaults={fileFaults} before={before?.[field.id]} />)}</>;
}

/** The page that asks for the code that was mailed (T2). What was answered is carried along and shown again. */
export const CodePage = (props: { readonly action: string; readonly nonce: string; readonly number: string; readonly title: string; readonly help: Help; readonly sentTo: string; readonly what: string; readonly carried: readonly (readonly [string, string])[]; readonly wrong: boolean; readonly rows: readonly Row[] }) => (
  <Page title="確認番号を入力してください" caption={`${props.number}　${props.title}`} faulty={props.wrong} help={{ ...props.help, number: props.number }}>
    {props.wrong && <div class="fault-summary" role="alert"><h2>入力内容に問題があります</h2><ul><li><a href="#one-time">確認番号が違うか、10分を過ぎています</a></li></ul></div>}
    <p>{props.sentTo} に、8文字の確認番号を送りました。10分以内に入力してください。</p>
    <SummaryList rows={[{ term: 'すること', value: props.what }, ...props.rows]} />
    <form method="post" action={props.action} enctype="multipart/form-data">
      <input type="hidden" name="nonce" value={props.nonce} />
      {props.carried.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <div class={props.wrong ? 'field faulty' : 'field'}>
        <label for="one-time">確認番号</label>
        <p class="hint">大文字・小文字・ハイフンは自由です</p>
        <input type="text" id="one-time" name="code" class="code-input" autocapitalize="characters" autocomplete="one-time-code" spellcheck={false} />
      </div>
      <p class="actions"><button type="submit">確認する</button><button type="submit" name="again" value="yes" class="secondary">番号をもう一度送る</button></p>
    </form>
  </Page>
);

/** What was answered, when, and what follows. A used link shows this and never the opposite act. */
export const ReceiptPage = (props: { readonly number: string; readonly title: string; readonly help: Help; readonly rows: readonly Row[]; readonly follows: string; readonly link?: { readonly href: string; readonly label: string }; readonly unjudged?: boolean }) => (
  <Page title={props.unjudged ? '受け付けました' : '回答を受け付けました'} caption={`${props.number}　${props.title}`} help={{ ...props.help, number: props.number }}>
    <div class="panel done"><p class="big">{props.number}</p><p>受け付けました。反映は自動で行います。</p></div>
    <SummaryList rows={props.rows} />
    <h2>次に起きること</h2>
    <p>{props.follows}</p>
    {props.link && <p class="actions"><a class="button secondary" href={props.link.href}>{props.link.label}</a></p>}
  </Page>
);

/** S19: the page for mails with dead links. */
export const CodeEntryPage = ({ wrong }: { readonly wrong: boolean }) => (
  <Page title="メールのコードを入力してください" faulty={wrong}>
    {wrong && <div class="fault-summary" role="alert"><h2>入力内容に問題があります</h2><ul><li><a href="#code">コードが見つかりません。0（ゼロ）や1（いち）は使っていません</a></li></ul></div>}
    <form method="post" action="/a">
      <div class={wrong ? 'field faulty' : 'field'}>
        <label for="code">コード（8文字）</label>
        <p class="hint">例：K7WP-M3HX　大文字・小文字・ハイフンは自由です</p>
        <input type="text" id="code" name="code" class="code-input" autocapitalize="characters" autocomplete="off" spellcheck={false} />
      </div>
      <p class="actions"><button type="submit">すすむ</button></p>
    </form>
    <p>コードがないときは、<a href="/desk">サインイン</a>するか、<a href="/find">案内を送ってもらって</a>ください。</p>
  </Page>
);
