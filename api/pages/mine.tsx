// S15: what the group may do at any time: withdraw, hand over, ask, change the plan.
import type { FreeActVerb } from '../../workflows/domain/cases.js';
import type { Fault, Field, Input } from '../../workflows/domain/fields.js';
import { FaultSummary } from './components/faults.js';
import { FieldView } from './components/fields.js';
import { type Help, Page } from './components/layout.js';

export const ACT_PAGES: { readonly [K in 'withdraw' | 'contact' | 'question' | 'change']: { readonly title: string; readonly link: string; readonly button: string; readonly intro: string } } = {
  withdraw: { title: '提案を取り下げる', link: '取り下げる', button: '提案を取り下げる', intro: '取り下げると、この案件の手続は止まります。先に受け取ったお金がある場合は、実施した分の報告に進みます。' },
  contact: { title: '連絡先や代表者を引き継ぐ', link: '連絡先や代表者を変える', button: '引き継ぐ', intro: '新しい人に案内を送ります。前の人のリンクは、すぐに使えなくなります。経過はそのまま残ります。' },
  question: { title: '市に質問する', link: '市に質問する', button: '質問を送る', intro: '返事のめやすは3開庁日です。答えはメールで届き、この案件のページに残ります。' },
  change: { title: '計画の変更を申請する', link: '計画を変えたい', button: '変更を申請する', intro: '総事業費を2割まで減らすだけの変更は、届け出るだけで済みます。そのほかの変更は、市の承認が要ります。' },
};
export type ActPageVerb = keyof typeof ACT_PAGES;
export const isActPage = (verb: string): verb is ActPageVerb & FreeActVerb => verb in ACT_PAGES;

export const MineActPage = (props: { readonly verb: ActPageVerb; readonly action: string; readonly nonce: string; readonly number: string; readonly title: string; readonly help: Help; readonly fields: readonly Field[]; readonly typed: Input; readonly faults: readonly Fault[]; readonly home: string; readonly note?: string }) => (
  <Page title={ACT_PAGES[props.verb].title} caption={`${props.number}　${props.title}`} faulty={props.faults.length > 0} help={{ ...props.help, number: props.number }} back={{ href: props.home, label: '案件のページ' }}>
    <FaultSummary faults={props.faults} />
    <p>{ACT_PAGES[props.verb].intro}</p>
    {props.note && <p class="banner">{props.note}</p>}
    <form method="post" action={props.action} enctype="multipart/form-data" novalidate>
      <input type="hidden" name="nonce" value={props.nonce} />
      {props.fields.map((field) => <FieldView field={field} typed={props.typed} faults={props.faults} />)}
      <p class="actions"><button type="submit">{ACT_PAGES[props.verb].button}</button><a href={props.home}>やめて戻る</a></p>
    </form>
  </Page>
);

/** A change of the plan before it is sent: whether it is minor or needs approval, and everything that was typed (job C-8). */
export const ChangePreviewPage = (props: { readonly action: string; readonly nonce: string; readonly number: string; readonly title: string; readonly help: Help; readonly minor: boolean; readonly typed: readonly (readonly [string, string])[]; readonly home: string }) => (
  <Page title={props.minor ? '軽い変更です。承認は要りません' : '市の承認が要る変更です'} caption={`${props.number}　${props.title}`} help={{ ...props.help, number: props.number }} back={{ href: props.home, label: '案件のページ' }}>
    <div class="panel"><p>{props.minor ? '申請すると記録され、そのまま進められます。' : '申請すると、市が確かめて、認めるかどうかをお知らせします。それまでは、もとの計画のままです。'}</p></div>
    <form method="post" action={props.action} enctype="multipart/form-data">
      <input type="hidden" name="nonce" value={props.nonce} />
      <input type="hidden" name="sure" value="yes" />
      {props.typed.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <p class="actions"><button type="submit">この内容で申請する</button><a href={props.home}>やめて戻る</a></p>
    </form>
  </Page>
);

export const MineDonePage = ({ verb, number, title, help, home, what }: { readonly verb: ActPageVerb; readonly number: string; readonly title: string; readonly help: Help; readonly home: string | null; readonly what: string }) => (
  <Page title={`${ACT_PAGES[verb].title}：受け付けました`} caption={`${number}　${title}`} help={{ ...help, number }}>
    <div class="panel done"><p class="big">{number}</p><p>{what}</p></div>
    {home && <p class="actions"><a class="button secondary" href={home}>案件のページ</a></p>}
  </Page>
);
