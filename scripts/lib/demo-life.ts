// The life that the demo and the tests play: everybody acts by what stands in their mail, and time moves by the page that moves it.
import { eventually } from './eventually.js';
import { MailReader, type ReadMail } from './mail-reader.js';
import { Visitor } from './visitor.js';

export type Stage = { readonly api: string; readonly mailbox: string; readonly bank: string; readonly say: (line: string) => void };
/** What a demo ends with. */
export type Played = { readonly case: string; readonly status: string; readonly stages: readonly string[]; readonly mails: number; readonly paidYen: number };

const CITIZEN = 'hanako@example.jp';
const REPRESENTATIVE = 'taro@example.jp';

/** Answers on the form of co-operation that speak for co-hosting: the proposal is paid by its own programme. */
export const SHARED_WORK = { task: 'shared', idea: 'group', needed: 'yes', needsMoney: 'yes', income: 'none', parties: '1', jointAccounts: 'no' } as const;

/** Plays one citizen proposal to its end. Throws at the first thing that is not as it should be. */
export async function demoLife({ api, mailbox, bank, say }: Stage): Promise<Played> {
  const mail = new MailReader(mailbox);
  const stages = ['submission'];
  const stage = (name: string) => { if (stages.at(-1) !== name) stages.push(name); };

  say('A citizen files a proposal, page by page.');
  const citizen = new Visitor(api);
  const { number, home } = await fileProposal(citizen);
  say(`  It is received as ${number}.`);

  const office = new People(api, mail, number, say);
  stage('screening');
  await office.answer('sato@', '書類の確認を', 'correct', { fields: ['plan'], note: '曜日と時間を書いてください。' });
  await office.citizen(CITIZEN, '直して', { 'corrected.plan': '月・水・金の16時から19時まで、空き店舗でひらきます。' }, '直して提出する');
  await office.answer('sato@', '書類の確認を', 'accept', {});
  stage('matching');
  await office.answer('tanaka@', '引き受けられるか', 'other', { department: 'welfare', reason: '見守りの研修は地域福祉課の仕事です。' });
  await office.answer('watanabe@', '引き受けられるか', 'talk', { date: '2026-12-10 14:00', place: '市役所 3階 会議室' });
  await office.answer('watanabe@', '話し合いの結果', 'accept-with-changes', { changes: '見守りの研修を受けること' });
  stage('review');
  for (const member of ['mori@', 'ikeda@', 'hashimoto@', 'ishikawa@', 'maeda@']) await office.answer(member, '採点を', 'score', Object.fromEntries(['publicness', 'citizenship', 'growth', 'feasibility', 'independence'].flatMap((c) => [[c, '7'], [`${c}Reason`, 'よく考えられています。']])));
  await office.answer('suzuki@', '決定の案を', 'select', { amountYen: '370,000', conditions: '見守りの研修を受けること', reasons: '公益性が高く、実現できる計画です。' });
  await office.answer('takahashi@', '決裁を', 'send-back', { reason: '条件の理由を書き足してください。' });
  await office.answer('suzuki@', '決定の案を', 'select', { amountYen: '370,000', conditions: '見守りの研修を受けること（安全のため）', reasons: '公益性が高く、実現できる計画です。' });
  await office.answer('takahashi@', '決裁を', 'approve', {});
  await office.answer('yamada@', '決裁を', 'approve', {});
  await office.answer('inoue@', '決裁を', 'approve', {});
  await office.signedIn('林 正樹', '決裁', 'approve', {});
  await office.signedIn('清水 陽子', '決裁', 'approve', {});
  await office.answer('suzuki@', '公表', 'publish', {});
  await mail.wait(CITIZEN, (m) => m.subject.includes('選考の結果'));
  say('  The group is a candidate; nothing is decided before the council has voted.');
  await office.vote('voted', '令和9年3月議会');
  await office.answer('suzuki@', '公表', 'publish', {});
  await mail.wait(REPRESENTATIVE, (m) => m.subject.startsWith('結果をお知らせします'));
  stage('agreement');
  await office.answer('watanabe@', '協働の形を決めるための質問', 'answer', SHARED_WORK);
  await office.answer('watanabe@', '協働の形を決めてください', 'accept', {});
  await office.citizen(REPRESENTATIVE, '協定書', { choice: 'remark', 'remark.remark': '研修の回数を年2回と書いてください。' }, '回答を送る');
  await office.answer('suzuki@', '協定書', 'revise', { groupRoles: '週3日ひらく\n見守りの研修を年2回受ける', cityRoles: '空き店舗を紹介する\n研修をひらく', changed: '研修の回数' });
  await office.citizen(REPRESENTATIVE, '協定書', { choice: 'accept', 'accept.name': '𠮷田太郎' }, '回答を送る');
  await office.signedIn('山本 誠', '協定書', 'accept', { name: '山本 誠' });
  await office.signedIn('林 正樹', '協定書', 'accept', { name: '林 正樹' });
  await mail.wait(REPRESENTATIVE, (m) => m.subject.includes('協定'));
  stage('payment');
  await office.citizen(CITIZEN, '請求できます', { choice: 'claim', ...account('claim', '296,000', '0129999') }, '回答を送る');
  await office.answer('sasaki@', '請求の確認', 'approve', {});
  await office.signedIn('松本 久美', '決裁', 'approve', {});
  say('  The bank returns the transfer: no such account. The group corrects it.');
  await office.citizen(CITIZEN, '振込ができませんでした', account('claim', null, '0123456'), '口座を直す');
  await office.answer('sasaki@', '請求の確認', 'approve', {});
  await office.signedIn('松本 久美', '決裁', 'approve', {});
  say('  The account has changed: its people are told, and the payment waits three working days.');
  await mail.wait(CITIZEN, (m) => m.subject.startsWith('振込先の口座が変わりました'));
  await office.moveTo('2027-04-12');
  await mail.wait(CITIZEN, (m) => m.subject.startsWith('振り込みました'));
  await office.moveTo('2027-07-20');
  await office.citizen(CITIZEN, '途中のふりかえり', { choice: 'on-track', 'on-track.text': '毎回15人ほどが来ています。' }, '回答を送る');
  await office.moveTo('2028-03-02');
  await office.citizen(CITIZEN, '報告書', { 'report.done': '週3日、合計130回ひらきました。', 'report.effect': '孤立していた家庭とつながりました。', 'report.spent.0': '190,000', 'report.spent.1': '212,500', 'report.othersYen': '0' }, '報告を提出する');
  await office.answer('ota@', '報告', 'accept', { 'recognised.0': '190,000', 'recognised.1': '200,000', note: '領収書のない12,500円は認められません。' });
  await office.answer('takahashi@', '決裁を', 'approve', {});
  await office.answer('ota@', '公表', 'publish', {});
  await office.citizen(CITIZEN, '請求できます', account('claim', '55,000', '0123456'), '請求する');
  await office.answer('sasaki@', '請求の確認', 'approve', {});
  await office.signedIn('松本 久美', '決裁', 'approve', {});
  stage('evaluation');
  await office.citizen(CITIZEN, '協働の評価', evaluation('5'), '評価を提出する');
  await office.answer('fukuda@', '協働の評価', 'evaluate', strip(evaluation('3')));
  await office.answer('fukuda@', '共同', 'joint', { text: '子どもの居場所が根づきました。来年度は日数を増やします。' });
  await office.answer('ota@', '公表', 'publish', { summary: '夕方の居場所を130回ひらき、のべ2,000人が過ごしました。' });

  const status = await citizen.open(home);
  const finished = await eventually('the case to close', async () => ((await citizen.open(home)).text.includes('終了') ? 'closed' : null));
  const transfers = (await (await fetch(`${bank}/api/transfers`)).json()) as { transfers?: { state: string; amountYen: number }[] } & { state: string; amountYen: number }[];
  const paidYen = (transfers.transfers ?? transfers).filter((t) => t.state === 'settled').reduce((sum, t) => sum + t.amountYen, 0);
  if (paidYen !== 351_000) throw new Error(`paid ${paidYen} yen instead of 351,000`);
  const open = await new Visitor(api).open(`/cases/${number}`);
  if (!open.text.includes('130回')) throw new Error('the public page does not tell the summary');
  say(`  ${status.title}: ${number} is closed, ${paidYen.toLocaleString('en-US')} yen were paid.`);
  return { case: number, status: finished, stages, mails: (await mail.all()).length, paidYen };
}

/** Fills in the form, page by page; returns the number and the own page of the case. */
export async function fileProposal(citizen: Visitor): Promise<{ number: string; home: string }> {
  await citizen.open('/');
  await citizen.follow('市民提案');
  await citizen.follow('申請をはじめる');
  await citizen.press('申請をはじめる', { track: 'full', email: CITIZEN });
  await citizen.follow('団体のこと');
  await citizen.press('保存して続ける', { groupName: 'みどり町こども食堂の会', groupKana: 'みどりちょうこどもしょくどうのかい', members: '１２', activity: '地域の食堂' });
  await citizen.press('保存して続ける', { contactName: '髙橋 花子', contactKana: 'タカハシ ハナコ', contactEmail: CITIZEN, contactTel: '023-111-2222', representativeName: '𠮷田 太郎', representativeKana: 'ヨシダ タロウ', representativeEmail: REPRESENTATIVE });
  await citizen.press('保存して続ける', { title: '夕方の居場所「こども食堂」', theme: 'children', summary: '夕方の小学生の居場所を、空き店舗で週3日ひらきます。', problem: '夕方に小学生が過ごせる場所がありません。', plan: '空き店舗でひらきます。', projectStart: '令和9年4月15日', projectEnd: '2028-02-29', cityRole: '空き店舗の紹介、見守りの研修' });
  await citizen.press('保存して続ける', { 'budget.costs.0.head': 'supplies', 'budget.costs.0.what': '調理用品', 'budget.costs.0.yen': '200,000', 'budget.costs.1.head': 'rent', 'budget.costs.1.what': '空き店舗', 'budget.costs.1.yen': '212,500', 'budget.own': '42,500', 'budget.asked': '370,000' });
  await citizen.press('保存して続ける');
  await citizen.press('保存して続ける', { conditions: 'on', agreed: 'on' });
  const done = await citizen.press('提案を提出する');
  const number = /\d{4}-CP-\d{4}/.exec(done.text)?.[0];
  if (!number) throw new Error(`no number after submitting: ${done.text.slice(0, 300)}`);
  return { number, home: done.url.replace(/\?.*$/, '') };
}

/** The account of the sample group, as the form of a claim asks for it. */
export const account = (choice: string, yen: string | null, number: string): Record<string, string> => ({ ...(yen ? { [`${choice}.amountYen`]: yen } : {}), [`${choice}.bank`]: '0001', [`${choice}.branch`]: '123', [`${choice}.accountType`]: '1', [`${choice}.number`]: number, [`${choice}.holder`]: 'ミドリチョウコドモシヨクドウ' });
const evaluation = (points: string): Record<string, string> => Object.fromEntries(['purpose', 'process', 'synergy', 'content', 'effect'].map((item) => [`evaluate.${item}`, points]));
const strip = (values: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace('evaluate.', ''), value]));

/** A photo of one white dot. */
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==', 'base64');

/** The people of one case, each acting from their mail. */
export class People {
  constructor(private readonly api: string, private readonly mail: MailReader, private readonly number: string, private readonly say: (line: string) => void) {}

  /** An officer answers by the link of the mail; T2 also types the code that comes by mail. */
  async answer(who: string, subject: string, choice: string, values: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
    const { ask, visitor: officer } = await this.asked(who, subject, '回答を送る');
    await officer.press('回答を送る', { choice, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`${choice}.${name}`, value])) });
    await this.finish(officer, ask, who, `${subject}: ${choice}`);
  }

  /** One of the group's people answers by the link of the mail. */
  async citizen(who: string, subject: string, values: Readonly<Record<string, string>>, button: string): Promise<void> {
    const { ask, visitor } = await this.asked(who, subject, button);
    await visitor.press(button, values);
    await this.finish(visitor, ask, who, `${subject}: ${button}`);
  }

  /** One of the group's people reports: each receipt is typed and photographed in a row of its own, and all is looked at once more before it is sent. */
  async report(who: string, values: Readonly<Record<string, string>>, receipts: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const { ask, visitor } = await this.asked(who, '報告書', '報告を提出する');
    for (const [n, receipt] of receipts.entries()) {
      if (n > 0) await visitor.press('領収書を足す');
      await visitor.press('ちがいを計算する', { ...Object.fromEntries(Object.entries(receipt).map(([part, value]) => [`report.receipts.${n}.${part}`, value])), [`report.receipts.${n}.photo`]: [new File([PHOTO], `領収書${n + 1}.png`)] });
    }
    await visitor.press('報告を提出する', values);
    await visitor.press('報告を提出する');
    await this.finish(visitor, ask, who, `報告書: ${receipts.length} receipts`);
  }

  /** What needs a fresh sign-in: from the desk's list. */
  async signedIn(name: string, ask: string, choice: string, values: Readonly<Record<string, string>>): Promise<void> {
    const officer = new Visitor(this.api);
    await officer.open('/demo');
    await officer.press(`${name}さんになる`);
    await eventually(`${name} to be asked`, async () => {
      await officer.open('/desk');
      return officer.page().links.some((l) => l.href.includes('/desk/requests/')) ? true : null;
    });
    const link = officer.page().links.find((l) => l.href.includes('/desk/requests/'));
    await officer.open(link?.href ?? '');
    await officer.press('回答を送る', { choice, ...Object.fromEntries(Object.entries(values).map(([field, value]) => [`${choice}.${field}`, value])) });
    if (!officer.page().text.includes('受け付けました')) throw new Error(`${name} could not answer ${ask}: ${officer.page().text.slice(0, 400)}`);
    this.say(`  ${name}: ${ask}, ${choice}`);
  }

  /** An administrator records the council's vote on the page of the call. */
  async vote(result: string, note: string): Promise<void> {
    const administrator = new Visitor(this.api);
    await administrator.open('/demo');
    await administrator.press('阿部 純さんになる');
    await administrator.open('/admin/calls');
    await administrator.follow('市民提案');
    const form = administrator.page().forms.find((f) => f.action.endsWith('/vote'));
    await administrator.press(form?.buttons[0]?.label ?? '記録する', { result, note });
    this.say(`  The council's vote is recorded: ${result}`);
  }

  /** An administrator acts on the case from its page. */
  async administer(button: string, values: Readonly<Record<string, string>>): Promise<void> {
    const administrator = new Visitor(this.api);
    await administrator.open('/demo');
    await administrator.press('阿部 純さんになる');
    await administrator.open(`/admin/cases/${this.number}`);
    const form = administrator.page().forms.find((f) => Object.keys(values).every((name) => f.fields.some((field) => field.name === name)));
    if (!form) throw new Error(`no form for ${Object.keys(values).join(', ')} on ${administrator.page().url}`);
    await administrator.press(form.buttons[0]?.label ?? button, values);
    if (administrator.page().status !== 200) throw new Error(`${button}: ${administrator.page().status} ${administrator.page().text.slice(0, 300)}`);
    this.say(`  An administrator: ${button}`);
  }

  /** Moves the demo city's clock to a day; it walks. */
  async moveTo(day: string): Promise<void> {
    const visitor = new Visitor(this.api);
    await visitor.open('/demo');
    await visitor.press('この日まで進める', { day });
    if (!visitor.page().text.includes('進めました')) throw new Error(`the clock did not move to ${day}: ${visitor.page().text.slice(0, 300)}`);
    this.say(`  The city's clock walks to ${day}.`);
  }

  /** Opens the newest mail that asks this. One that was answered or has ended is passed over: a reminder may lie above the ask that is meant. */
  private async asked(who: string, subject: string, button: string): Promise<{ ask: ReadMail; visitor: Visitor }> {
    for (let passed = 0; ; passed++) {
      const ask = await this.mail.ask(who, this.number, subject);
      const visitor = new Visitor(this.api);
      await visitor.open(ask.link);
      if (visitor.page().forms.some((f) => f.buttons.some((b) => b.label.includes(button)))) return { ask, visitor };
      if (passed > 20) throw new Error(`${who} cannot answer ${subject}: ${visitor.page().text.slice(0, 300)}`);
    }
  }

  private async finish(visitor: Visitor, ask: ReadMail, who: string, what: string): Promise<void> {
    if (visitor.page().text.includes('確認番号を入力')) {
      const code = await this.mail.code(who, ask.at);
      await visitor.press('確認する', { code });
    }
    if (!visitor.page().text.includes('受け付けました')) throw new Error(`${who} could not answer ${what} (${visitor.page().status}): ${visitor.page().text.slice(0, 500)}`);
    this.say(`  ${who.replace('@', '')}: ${what}`);
  }
}
