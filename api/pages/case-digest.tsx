// What a reader of an answer page is shown of the case: six lines first, the whole of it folded below.
import type { Child } from 'hono/jsx';
import type { Request } from '../../workflows/domain/cases.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import { departmentOf } from '../../workflows/domain/people.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { pagesOf, personOf } from '../../workflows/domain/programmes.js';
import { claimOf, sums } from '../../workflows/domain/steps/claim.js';
import { allowed, budgetOf, draftOf } from '../../workflows/domain/steps/draft-decision.js';
import { hidesOpinions } from '../../workflows/domain/steps/consultation.js';
import { planOf } from '../../workflows/domain/steps/plan.js';
import { list, text, yen } from '../../workflows/domain/steps/step.js';
import { plannedOf } from '../../workflows/domain/receipts.js';
import { openChange } from '../../workflows/domain/contract-terms.js';
import type { Order } from '../../workflows/domain/contract-route.js';
import { formOf } from '../../workflows/domain/steps/form-of-cooperation.js';
import { FORM_WORDS } from '../../workflows/domain/subsidy-amount.js';
import { dateWords, ENDING_WORDS, yenWords } from '../../workflows/domain/words.js';
import type { Meeting } from '../../db/store/meetings.js';
import type { EndingId } from '../../workflows/domain/programmes.js';
import type { CaseState } from '../../workflows/domain/cases.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import { FileOffer, type OfferedFile } from './components/files.js';
import { momentWords, type Row, SummaryList, ValueView, workingWords } from './components/parts.js';

type Names = ReadonlyMap<string, { name: string }>;
export type CaseFile = OfferedFile & { readonly id: string; readonly bytes: number; readonly pages: number | null };

/** The lines under the ask: who, what, money, what they want of us, why we were picked, what happened before. */
export function digestRows(programme: Programme, state: CaseState, request: Request, names: Names): Row[] {
  const answers = formAnswers(state);
  const rows: Row[] = [];
  const add = (term: string, value: Child) => { if (value) rows.push({ term, value }); };
  const group = text(answers[programme.meaning.group]);
  const note = request.note ?? {};
  if (request.to.kind === 'post') {
    add('団体', group ? `${group}${answers.members ? `（${answers.members}人）` : ''}` : '');
    add('内容', <span class="typed">{text(answers[programme.meaning.summary]).slice(0, 160)}</span>);
    const working = allowed(programme, state);
    if (working) add('お金', `${yenWords(budgetOf(programme, state)?.askedYen ?? 0)}（${workingWords(working.steps)}）`);
    const wish = programme.meaning.wish ? text(answers[programme.meaning.wish]).slice(0, 160) : '';
    add('市に望むこと', wish && <span class="typed">{wish}</span>);
  }
  switch (request.what) {
    case 'opinion': add('なぜ当課か', text(note.reason)); add('これまで', earlier(programme, state, request, names)); break;
    case 'correction': add('市からのことば', <span class="typed">{text(note.note)}</span>); add('直しの回数', `${yen(note.round)}回め（${yen(note.rounds)}回まで）`); break;
    case 'talk-result': add('話し合い', `${text(note.date).replace('T', ' ')}　${text(note.place)}`); break;
    case 'office-decision': case 'lead': add('これまで', earlier(programme, state, request, names)); break;
    case 'approval': {
      if (note.subject === 'claim') { const claim = claimOf(state); add('支払う額', yenWords(claim?.amountYen ?? 0)); add('振込先', `口座番号の終わりの3けた ${text(claim?.account.number).slice(-3)}　${text(claim?.account.holder)}`); for (const row of accountNotes(programme, state)) add(row.term, row.value); }
      else if (note.subject === 'final-amount') { const { decidedYen, finalYen, paidYen } = sums(state); add('確定する額', yenWords(finalYen ?? 0)); add('決定額・支払済', `${yenWords(decidedYen)}・${yenWords(paidYen)}`); }
      else if (note.subject === 'late-interest') { const run = state.steps.findLast((r) => r.kind === 'late-interest')?.result; add('遅延利息', yenWords(yen(run?.yen))); add('支払の期限と支払った日', `${dateWords(text(run?.dueOn))} → ${dateWords(text(run?.paidOn))}`); }
      else if (note.subject === 'contract-change') { const change = openChange(state); if (change) for (const row of changeRows(change)) add(row.term, row.value); }
      else if (note.subject === 'revocation') { const run = state.steps.findLast((r) => r.kind === 'revocation')?.result; add('残す額', yenWords(yen(run?.keepYen))); add('理由', text(run?.reason)); }
      else { const draft = draftOf(state); add('案', draft?.select ? `採択 ${draft.amountYen > 0 ? yenWords(draft.amountYen) : ''}` : '不採択'); add('条件', draft?.conditions); add('理由', draft?.reasons); }
      add('決裁の順', `${yen(note.place)}番目（全部で${yen(note.places)}段、この段は${yen(note.of)}人のうち${yen(note.need)}人）`);
      break;
    }
    case 'publication': { const draft = draftOf(state); if (draft && note.what !== 'summary' && note.what !== 'revocation') { add('決定の案', draft.select ? `採択 ${draft.amountYen > 0 ? yenWords(draft.amountYen) : ''}` : '不採択'); add('理由', draft.reasons); } break; }
    case 'draft-decision': { const score = state.steps.findLast((r) => r.kind === 'scoring')?.result; if (score) add('採点の結果', `${yen(score.total)}点／${yen(score.full)}点（${yen(score.sheets)}人、加わらなかった人 ${yen(score.recused)}人）${score.passed ? '基準点以上' : '基準点未満'}`); const vote = state.steps.findLast((r) => r.kind === 'ballot')?.result; if (vote) add('投票の結果', `賛成${yen(vote.for)} 反対${yen(vote.against)} 棄権${yen(vote.abstained)}`); break; }
    case 'claim': case 'account': case 'account-renewal': add('請求できる額', yenWords(yen(note.limitYen))); break;
    case 'change': add('変えたいこと', text(note.what)); add('変えたあとの総事業費', yen(note.newCostYen) > 0 ? yenWords(yen(note.newCostYen)) : ''); if (Array.isArray(note.newLines)) { const plan = planOf(programme, state); add('変えたあとの費目ごとの予定', <ul class="plain">{note.newLines.map((one, n) => <li>{plan?.lines[n]?.label}：{yenWords(Number(one))}（いまの予定 {yenWords(plan?.lines[n] ? plannedOf(plan.lines[n]) : 0)}）</li>)}</ul>); } add('変えたあとの終わりの日', text(note.newEnd) ? dateWords(text(note.newEnd)) : ''); break;
    case 'question': add('質問', <span class="typed">{`［${text(note.subject)}］${text(note.text)}`}</span>); break;
    case 'report': add('市からのことば', text(note.note)); if (note.demand) add('督促', '期限を過ぎたため、あらためてお願いしています'); break;
    case 'report-check': { const report = state.steps.findLast((r) => r.kind === 'report')?.result; if (note.missing) add('報告', '届いていません'); else { add('行ったこと', <span class="typed">{text(report?.done)}</span>); add('成果', <span class="typed">{text(report?.effect)}</span>); } const s = sums(state); add('決定額・支払済', `${yenWords(s.decidedYen)}・${yenWords(s.paidYen)}`); break; }
    case 'refund-receipt': add('返していただく額', yenWords(yen(note.yen))); add('加算金', yen(note.interestYen) > 0 ? `${yenWords(yen(note.interestYen))}（${dateWords(text(note.interestOn))}に入金のとき）` : ''); break;
    case 'runner-up': add('残りの予算の額', yenWords(yen(note.offerYen))); break;
    case 'quotation': add('仕様', <span class="typed">{text(note.specification)}</span>); add('市からのことば', text(note.note)); break;
    case 'quotation-check': add('見積金額', yenWords(yen(note.yen))); add('有効期限', text(note.validUntil) ? dateWords(text(note.validUntil)) : ''); break;
    case 'completion': add('市からのことば', text(note.note)); break;
    case 'inspection': add('届け出られた分', `${note.part ? '一部' : '全部'}　${yenWords(yen(note.yen))}`); add('行ったこと', <span class="typed">{text(note.done)}</span>); break;
    case 'invoice': add('請求できる額', yenWords(yen(note.limitYen))); break;
    case 'revocation': { const s = sums(state); add('決定額・支払済', `${yenWords(s.decidedYen)}・${yenWords(s.paidYen)}`); break; }
    case 'joint-evaluation': add('意見がちがった項目', list(note.items).join('、') || 'なし'); break;
    case 'undeliverable': add('届かなかった相手', note.toKind === 'party' ? (note.toRole === 'representative' ? '代表者' : '連絡先の人') : '職員'); break;
    case 'form-decision': add('示された形', text(note.form) ? FORM_WORDS[formOf(note.form) ?? 'subsidy'] : 'なし'); add('その理由', <ul class="plain">{list(note.reasons).map((one) => <li>{one}</li>)}</ul>); break;
    case 'department-roles': add('担当する課', list(note.departments).map((code) => names.get(code)?.name ?? code).join('、')); add('届いた意見', note.reason ? <span class="typed">{`${names.get(text(note.department))?.name ?? ''}：${text(note.reason)}`}</span> : ''); add('話し合い', note.date ? `${text(note.date).replace('T', ' ')}　${text(note.place)}` : ''); break;
    case 'concurrence': add('役割と分担の案', <ul class="plain">{list(note.roles).map((one) => <li class="typed">{one}</li>)}</ul>); break;
    case 'follow-up': add('次の制度', text(note.programme)); break;
    case 'contract-change': add('申出の内容', <span class="typed">{text(note.what)}</span>); add('いまの契約金額', yenWords(yen(note.yen))); add('いまの終わりの日', text(note.lastDay) ? dateWords(text(note.lastDay)) : ''); add('いまの仕様', <span class="typed">{text(note.specification)}</span>); break;
    case 'agreement': { add('版', `第${yen(note.version)}版`); const change = openChange(state); if (change) for (const row of changeRows(change)) add(row.term, row.value); break; }
    case 'agreement-revision': add('意見', <span class="typed">{text(note.remark)}</span>); break;
    default: break;
  }
  return rows;
}

/** What whoever releases money, and the group itself, must know of the account: that it changed and until when its payment waits, and who represents the group since when. */
export function accountNotes(programme: Programme, state: CaseState): Row[] {
  const claim = claimOf(state);
  const waits = yen(claim?.account.waitUntil);
  const successor = state.acts.findLast((act) => act.verb === 'contact' && act.values.role === 'representative');
  return [
    ...(waits > 0 ? [{ term: '口座の変更', value: `前の口座と変わりました。${momentWords(waits)}までは振り込みません` }] : []),
    ...(successor ? [{ term: '代表者の変更', value: `${dateWords(dateOf(successor.at))}に代表者が変わりました（いまの代表者：${personOf(programme, formAnswers(state), 'representative').name}）。口座の名義が、いまの代表者と合うか確かめてください` }] : []),
  ];
}

/** What a change of a contract changes. */
const changeRows = (change: Values): Row[] => [
  { term: '契約金額', value: `${yenWords(yen(change.beforeYen))} → ${yenWords(yen(change.yen))}` }, { term: '終わりの日', value: `${text(change.beforeLastDay) ? dateWords(text(change.beforeLastDay)) : ''} → ${text(change.lastDay) ? dateWords(text(change.lastDay)) : ''}` },
  { term: '変えたあとの仕様', value: <span class="typed">{text(change.specification)}</span> }, { term: '変える理由', value: <span class="typed">{text(change.reason)}</span> },
];

/** Orders alike to the one that is being placed, with their sum: whether they belong together is decided by a person. */
export function orderRows(orders: readonly Order[]): Row[] {
  if (orders.length === 0) return [];
  return [{ term: '似た発注（この年度）', value: <><ul class="plain">{orders.map((one) => <li><a href={`/desk/cases/${one.id}`}>{one.id}</a>　{dateWords(one.on)}　{yenWords(one.yen)}</li>)}</ul><p>合わせて{yenWords(orders.reduce((all, one) => all + one.yen, 0))}。今回の予定価格を足すと限度を超えるときは、別の発注とする理由を書くか、合わせて一つとみなします。</p></> }];
}

/** Other cases of the same group or project, for whoever checks or drafts: what they mean is decided by a person. */
export function meetingRows(meetings: readonly Meeting[]): Row[] {
  if (meetings.length === 0) return [];
  const before = meetings.filter((m) => m.sameGroup && m.sameProgramme && m.granted);
  return [
    { term: '重なりのある案件', value: (
      <ul class="plain">
        {meetings.map((m) => <li>{m.number}　{m.title}（{m.programme} {m.fiscalYear}年度、{[m.sameGroup ? '同じ団体' : '', m.sameTitle ? '同じ事業名' : ''].filter(Boolean).join('・')}、{m.ending ? ENDING_WORDS[m.ending as EndingId].staff : '手続中'}{m.late ? '、報告の遅れあり' : ''}）</li>)}
      </ul>
    ) },
    ...(before.length > 0 ? [{ term: '採択の回数', value: `この制度では、これで${before.length + 1}回目です（${before.map((m) => `${m.fiscalYear}年度`).join('、')}）` }] : []),
  ];
}

/** Earlier answers of departments. Where several are asked at once, one sees them only after having answered (job D-5). */
function earlier(programme: Programme, state: CaseState, request: Request, names: Names): Child {
  const others = state.requests.filter((r) => r.step === request.step && r.round === request.round && r.id !== request.id && r.what === 'opinion');
  if (others.length === 0) return '';
  if (hidesOpinions(programme, request)) return 'ほかの課にもたずねています（回答は、あなたの回答のあとに見えます）';
  const word: Readonly<Record<string, string>> = { accept: '引き受ける', 'accept-with-changes': '条件をつけて引き受ける', decline: '断る', other: 'ほかの課を紹介', talk: '話し合ってから' };
  return (
    <ul class="plain">
      {others.map((r) => <li>{r.to.kind === 'post' ? (names.get(departmentOf(r.to.post))?.name ?? '') : ''}：{r.answer ? `${word[r.answer.choice] ?? r.answer.choice}（${dateWords(dateOf(r.answer.at))}）${text(r.answer.values.reason) || text(r.answer.values.changes)}` : '回答がありませんでした'}</li>)}
    </ul>
  );
}

/** The whole application, folded by section. Personal answers are shown only to those who may see them. */
export function WholeCase({ programme, state, files, personal, filesHref }: { readonly programme: Programme; readonly state: CaseState; readonly files: readonly CaseFile[]; readonly personal: boolean; readonly filesHref: (id: string) => string }) {
  const answers: Values = formAnswers(state);
  const pages = pagesOf(programme, text(answers.track));
  return (
    <section aria-labelledby="whole">
      <h2 id="whole">案件のすべて</h2>
      {pages.map((page) => {
        const fields = page.fields.filter((f) => personal || !f.personal);
        if (fields.length === 0) return null;
        return <details><summary>{page.title}</summary><SummaryList rows={fields.map((field) => ({ term: field.label, value: <ValueView field={field} value={answers[field.id]} rule={programme.money} files={files} /> }))} /></details>;
      })}
      {files.length > 0 && <details><summary>ファイル {files.length}つ</summary><ul>{files.map((f) => <li><FileOffer file={f} href={filesHref(f.id)} /></li>)}</ul></details>}
    </section>
  );
}

