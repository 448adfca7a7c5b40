// Two grants of the subsidy programme: one is settled with a plain return of what was paid too much, the other is revoked and comes back with interest.
import { account, People, type Played, type Stage } from './demo-life.js';
import { eventually } from './eventually.js';
import { MailReader } from './mail-reader.js';
import { Visitor } from './visitor.js';

type Group = { readonly name: string; readonly contact: string; readonly representative: string; readonly title: string };
const GROUPS: readonly [Group, Group] = [
  { name: '川べりの会', contact: 'kawa@example.jp', representative: 'daihyo.kawa@example.jp', title: '川べりの花だん' },
  { name: '夜空を見る会', contact: 'hoshi@example.jp', representative: 'daihyo.hoshi@example.jp', title: '公園の星の会' },
];
const PANEL = ['mori@', 'ikeda@', 'hashimoto@', 'ishikawa@', 'maeda@'];
const CRITERIA = ['publicness', 'citizenship', 'growth', 'feasibility', 'independence'];

/** Files an application of 412,500 yen eligible cost: 4/5, rounded down to 330,000 yen. */
async function apply(citizen: Visitor, group: Group): Promise<{ number: string; home: string }> {
  await citizen.open('/apply/general-subsidy');
  await citizen.press('申請をはじめる', { email: group.contact });
  await citizen.follow('団体のこと');
  await citizen.press('保存して続ける', { groupName: group.name, groupKana: 'かわべりのかい', members: '８', activity: '地域の活動' });
  await citizen.press('保存して続ける', { contactName: '髙橋 花子', contactEmail: group.contact, contactTel: '023-111-2222', representativeName: '𠮷田 太郎', representativeEmail: group.representative });
  await citizen.press('保存して続ける', { title: group.title, summary: `${group.title}を、年に10回ひらきます。`, plan: '毎月1回、川べりの公園で行います。', projectStart: '令和9年4月15日', projectEnd: '2028-02-29' });
  await citizen.press('保存して続ける', { 'budget.costs.0.head': 'supplies', 'budget.costs.0.what': '苗と土', 'budget.costs.0.yen': '200,000', 'budget.costs.1.head': 'rent', 'budget.costs.1.what': '道具の借り賃', 'budget.costs.1.yen': '212,500', 'budget.own': '82,500', 'budget.asked': '330,000' });
  await citizen.press('保存して続ける');
  await citizen.press('保存して続ける', { conditions: 'on', agreed: 'on' });
  const done = await citizen.press('提出する');
  const number = /\d{4}-GS-\d{4}/.exec(done.text)?.[0];
  if (!number) throw new Error(`no number after submitting: ${done.text.slice(0, 300)}`);
  return { number, home: done.url.replace(/\?.*$/, '') };
}

/** Plays both grants. Throws at the first thing that is not as it should be. */
export async function demoSubsidy({ api, mailbox, bank, say }: Stage): Promise<Played & { readonly revoked: { readonly case: string; readonly interestYen: number } }> {
  const mail = new MailReader(mailbox);
  const [first, second] = GROUPS;
  say('Two groups apply for a grant.');
  const one = await apply(new Visitor(api), first);
  const two = await apply(new Visitor(api), second);
  for (const [filed, group] of [[one, first], [two, second]] as const) {
    const people = new People(api, mail, filed.number, say);
    await people.answer('sato@', '書類の確認を', 'accept', {});
    for (const member of PANEL) await people.answer(member, '採点を', 'score', Object.fromEntries(CRITERIA.flatMap((c) => [[c, '2'], [`${c}Reason`, 'よく考えられています。']])));
    await people.answer('suzuki@', '決定の案を', 'select', { adoption: '1', amountYen: '330,000', conditions: '領収書を保管すること', reasons: '公益性が高く、実現できる計画です。' });
    await people.answer('takahashi@', '決裁を', 'approve', {});
    await people.signedIn('林 正樹', '決裁', 'approve', {});
    await people.signedIn('清水 陽子', '決裁', 'approve', {});
    await people.answer('suzuki@', '公表', 'publish', {});
    await mail.wait(group.representative, (m) => m.subject.startsWith('結果をお知らせします'));
    await people.citizen(group.contact, '請求できます', { choice: 'claim', ...account('claim', '264,000', '0123456') }, '回答を送る');
    await people.answer('sasaki@', '請求の確認', 'approve', {});
    await people.signedIn('松本 久美', '決裁', 'approve', {});
    await mail.wait(group.contact, (m) => m.subject.includes(filed.number) && m.subject.startsWith('振り込みました'));
  }

  const people = new People(api, mail, one.number, say);
  say('The work of the first group is over; it was cheaper than planned.');
  await people.moveTo('2028-03-02');
  await people.report(first.contact, { 'report.done': '10回ひらきました。', 'report.effect': '花がふえました。', 'report.othersYen': '0' }, [
    { line: '0', payee: '川べり園芸', what: '苗と土', paidOn: '2027-05-10', yen: '150,000', pieces: '300' },
    { line: '1', payee: '道具の店', what: '道具の借り上げ', paidOn: '2027-06-01', yen: '150,000' },
    { line: '1', payee: '川べり食堂', what: '打ち上げの弁当', paidOn: '2027-06-30', yen: '12,500' },
  ]);
  await people.answer('ota@', '報告', 'accept', { 'verdicts.2': 'ineligible' });
  await people.answer('takahashi@', '決裁を', 'approve', {});
  await people.answer('ota@', '公表', 'publish', {});
  say('  One receipt was rejected. 300,000 yen × 4/5 = 240,000; 264,000 were paid: 24,000 come back, without interest.');
  await mail.wait(first.contact, (m) => m.subject.includes(one.number) && m.text.includes('24,000円'));
  await people.answer('sasaki@', '返還', 'received', { yen: '24,000', on: '2028-03-02' });
  await people.answer('ota@', '公表', 'publish', { summary: '川べりに花だんが10か所できました。' });
  await eventually('the first case to close', async () => ((await new Visitor(api).open(`/cases/${one.number}`)).text.includes('終了') ? true : null));

  say('The second grant was spent on something else: it is revoked in full.');
  const office = new People(api, mail, two.number, say);
  await office.administer('takes the case up again for its revocation', { 'reopen.why': 'revocation', 'reopen.reason': '別の用途に使われたことが分かったため。' });
  await office.answer('ota@', '取消し', 'revoke', { keepYen: '0', reason: '要綱第9条（目的外使用）に当たるため。' });
  await office.answer('takahashi@', '決裁を', 'approve', {});
  await office.signedIn('林 正樹', '決裁', 'approve', {});
  await office.signedIn('清水 陽子', '決裁', 'approve', {});
  await office.answer('ota@', '公表', 'publish', {});
  const told = await mail.wait(second.contact, (m) => m.subject.includes(two.number) && m.text.includes('加算金'));
  const interestYen = Number(/加算金[^0-9]*([0-9,]+)円/.exec(told.text.replace(/\s/g, ''))?.[1]?.replaceAll(',', '') ?? 0);
  if (interestYen <= 0) throw new Error(`the mail tells no interest: ${told.text}`);
  say(`  264,000 yen come back with ${interestYen.toLocaleString('en-US')} yen of interest.`);
  await office.answer('sasaki@', '返還', 'received', { yen: '264,000', on: '2028-03-02', interestYen: String(interestYen) });
  await eventually('the revoked case to end', async () => ((await new Visitor(api).open(`/cases/${two.number}`)).text.includes('途中で終了') ? true : null));

  const transfers = (await (await fetch(`${bank}/api/transfers`)).json()) as { state: string; amountYen: number }[];
  const paidYen = transfers.filter((t) => t.state === 'settled').reduce((sum, t) => sum + t.amountYen, 0);
  if (paidYen !== 528_000) throw new Error(`paid ${paidYen} yen instead of 528,000`);
  return { case: one.number, status: 'closed', stages: ['submission', 'screening', 'review', 'payment', 'summary', 'aftercare'], mails: (await mail.all()).length, paidYen, revoked: { case: two.number, interestYen } };
}
