// One contract: quoted twice, inspected in two parts by somebody who did not order it, paid late once with interest, and once in time.
import { account, People, type Played, type Stage } from './demo-life.js';
import { eventually } from './eventually.js';
import { MailReader } from './mail-reader.js';
import { Visitor } from './visitor.js';

const CONTACT = 'kenshu@example.jp';
const REPRESENTATIVE = 'daihyo.kenshu@example.jp';

async function offer(citizen: Visitor): Promise<string> {
  await citizen.open('/apply/commissioned-work');
  await citizen.press('申請をはじめる', { email: CONTACT });
  await citizen.follow('団体のこと');
  await citizen.press('保存して続ける', { groupName: '見守りの輪', groupKana: 'みまもりのわ', record: '研修を3年、のべ200人に行いました。', contactName: '髙橋 花子', contactEmail: CONTACT, representativeName: '𠮷田 太郎', representativeEmail: REPRESENTATIVE });
  await citizen.press('保存して続ける', { title: '見守りの研修', summary: '地域の見守りの研修を行います。', plan: '講師2人、年4回。', projectStart: '令和9年4月15日', projectEnd: '2028-02-29' });
  await citizen.press('保存して続ける', { conditions: 'on' });
  const done = await citizen.press('提出する');
  const number = /\d{4}-CT-\d{4}/.exec(done.text)?.[0];
  if (!number) throw new Error(`no number after submitting: ${done.text.slice(0, 300)}`);
  return number;
}

/** Plays the contract. Throws at the first thing that is not as it should be. */
export async function demoContract({ api, mailbox, bank, say }: Stage): Promise<Played & { readonly lateInterestYen: number }> {
  const mail = new MailReader(mailbox);
  say('A group offers to do work that is the city\u2019s own.');
  const number = await offer(new Visitor(api));
  const people = new People(api, mail, number, say);
  await people.answer('sato@', '書類の確認を', 'accept', {});
  await people.answer('suzuki@', '仕様と予定価格', 'order', { specification: '見守りの研修を年4回、各20人。教材を含む。', plannedYen: '500,000', reason: '市がすべき研修であり、補助では足りない。少額の随意契約とする。' });
  await people.citizen(CONTACT, '見積もり', { choice: 'quote', 'quote.yen': '520,000', 'quote.validUntil': '2027-03-31' }, '回答を送る');
  say('  The quotation is above what was planned: the only way is to ask again.');
  await people.answer('suzuki@', '見積もりを確かめて', 'ask-again', { reason: '回数と教材を見直して、もう一度お願いします。' });
  await people.citizen(CONTACT, '見積もり', { choice: 'quote', 'quote.yen': '480,000', 'quote.validUntil': '2027-03-31' }, '回答を送る');
  await people.answer('suzuki@', '見積もりを確かめて', 'take', {});
  await people.answer('suzuki@', '決定の案を', 'select', { amountYen: '480,000', reasons: '実績があり、価格が予定の範囲にある。' });
  await people.answer('takahashi@', '決裁を', 'approve', {});
  await people.answer('inoue@', '決裁を', 'approve', {});
  await people.signedIn('林 正樹', '決裁', 'approve', {});
  await people.citizen(REPRESENTATIVE, '協定書', { choice: 'accept', 'accept.name': '𠮷田太郎' }, '回答を送る');
  await people.signedIn('高橋 直子', '契約書', 'accept', { name: '高橋 直子' });
  await people.signedIn('林 正樹', '契約書', 'accept', { name: '林 正樹' });

  say('Half of the work is done.');
  await people.moveTo('2027-06-01');
  await people.citizen(CONTACT, '業務が終わったら', { choice: 'part', 'part.done': '研修を2回行いました。', 'part.yen': '240,000' }, '回答を送る');
  await people.answer('sato@', '検査をお願い', 'pass', { note: '2回分の記録を確かめた。' });
  await people.citizen(CONTACT, '請求書', invoice('240,000'), '請求書を出す');
  say('  Finance lets it lie: the thirty days go by.');
  await people.moveTo('2027-07-20');
  await people.answer('sasaki@', '請求の確認', 'approve', {});
  await people.signedIn('松本 久美', '決裁', 'approve', {});
  const late = await mail.wait(CONTACT, (m) => m.subject.includes(number) && m.text.includes('遅延利息'));
  const lateInterestYen = Number(/遅延利息([0-9,]+)円/.exec(late.text.replace(/\s/g, ''))?.[1]?.replaceAll(',', '') ?? 0);
  // 240,000 yen × 2.5 % × 19 days / 365 = 312, under 100 yen dropped.
  if (lateInterestYen !== 300) throw new Error(`the mail tells ${lateInterestYen} yen of interest instead of 300: ${late.text}`);
  await people.answer('sasaki@', '請求の確認', 'approve', {});
  await people.signedIn('松本 久美', '決裁', 'approve', {});

  say('The rest of the work is done, not well enough at first.');
  await people.moveTo('2027-12-01');
  await people.citizen(CONTACT, '業務が終わったら', { choice: 'complete', 'complete.done': '残りの2回を行いました。' }, '回答を送る');
  await people.answer('sato@', '検査をお願い', 'redo', { reason: '第4回の参加者の記録がありません。' });
  await people.citizen(CONTACT, '業務が終わったら', { choice: 'complete', 'complete.done': '第4回の記録を出します。' }, '回答を送る');
  await people.answer('sato@', '検査をお願い', 'pass', {});
  await people.citizen(CONTACT, '請求書', invoice('240,000'), '請求書を出す');
  await people.answer('sasaki@', '請求の確認', 'send-back', { reason: '日付がありません。' });
  say('  A defective invoice is sent back: the clock stands still meanwhile.');
  await people.citizen(CONTACT, '請求書', invoice('240,000'), '請求書を出す');
  await people.answer('sasaki@', '請求の確認', 'approve', {});
  await people.signedIn('松本 久美', '決裁', 'approve', {});
  await people.citizen(CONTACT, '協働の評価', Object.fromEntries(['purpose', 'process', 'effect'].map((item) => [`evaluate.${item}`, '4'])), '評価を提出する');
  await people.answer('ota@', '協働の評価', 'evaluate', Object.fromEntries(['purpose', 'process', 'effect'].map((item) => [item, '4'])));
  await people.answer('ota@', '共同', 'joint', { text: '来年度も続けます。' });
  await people.answer('ota@', '公表', 'publish', { summary: '見守りの研修を4回行い、80人が学びました。' });
  await eventually('the case to close', async () => ((await new Visitor(api).open(`/cases/${number}`)).text.includes('終了') ? true : null));

  const transfers = (await (await fetch(`${bank}/api/transfers`)).json()) as { state: string; amountYen: number }[];
  const paidYen = transfers.filter((t) => t.state === 'settled').reduce((sum, t) => sum + t.amountYen, 0);
  if (paidYen !== 480_300) throw new Error(`paid ${paidYen} yen instead of 480,300`);
  return { case: number, status: 'closed', stages: ['submission', 'screening', 'ordering', 'contract', 'performing', 'payment', 'evaluation'], mails: (await mail.all()).length, paidYen, lateInterestYen };
}

const invoice = (yen: string): Record<string, string> => ({ ...account('invoice', yen, '0123456') });
