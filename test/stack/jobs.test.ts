// Jobs of real people, through the pages and the mails, each by its number; and the second programme, which is of another shape.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../scripts/lib/eventually.js';
import { type StackCity, startCity } from '../support/stack.js';

let city: StackCity;
beforeAll(async () => { city = await startCity(); }, 180_000);
afterAll(() => city?.close(), 60_000);
const endingOf = async (number: string) => (await city.sql`select ending from cases where number = ${number}`)[0]?.ending as string | null;

test('C-1: who may apply, the cap, the dates and what is not paid stand on one page, two clicks from the top', async () => {
  const visitor = city.visitor();
  await visitor.open('/');
  visitor.clicks = 0;
  await visitor.follow('市民提案');
  expect(visitor.clicks).toBeLessThanOrEqual(2);
  for (const fact of ['5人以上', '上限 400,000円', '締切', '食糧費', '使えないお金']) expect(visitor.page().text).toContain(fact);
});

test('C-2: an idea is filed with a title, one page of text and a contact, without choosing subsidy or commission', async () => {
  const visitor = city.visitor();
  await visitor.open('/programmes/citizen-proposal');
  visitor.clicks = 0;
  await visitor.follow('申請をはじめる');
  await visitor.press('申請をはじめる', { track: 'idea', email: 'idea@example.jp' });
  await visitor.follow('アイデア');
  await visitor.press('保存して続ける', { title: '木かげのベンチ', summary: '公園の木かげにベンチを置きます。', contactName: '山田 一', contactEmail: 'idea@example.jp' });
  await visitor.press('保存して続ける', { conditions: 'on', agreed: 'on' });
  await visitor.press('提案を提出する');
  expect(visitor.page().text).toMatch(/\d{4}-CP-\d{4}/);
  expect(visitor.clicks).toBeLessThanOrEqual(12);
});

test('C-3 and C-6: the draft is found again from its mail within two clicks, and a case is read in one click from its mail', async () => {
  const writer = city.visitor();
  await writer.open('/apply/citizen-proposal');
  await writer.press('申請をはじめる', { track: 'full', email: 'again@example.jp' });
  await writer.follow('団体のこと');
  await writer.press('保存して、あとで続ける', { groupName: 'あとで書く会' });
  const mail = await city.mail.wait('again@example.jp', (m) => m.text.includes('/draft/'));
  const later = city.visitor();
  await later.open(/(\/draft\/\S+)/.exec(mail.text)?.[1] ?? '');
  await later.follow('団体のこと');
  expect(later.clicks).toBeLessThanOrEqual(2);
  expect(later.page().html).toContain('あとで書く会');
  const { number } = await city.file();
  const received = await city.mail.wait('hanako@', (m) => m.subject.includes('受け付けました') && m.subject.includes(number));
  const reader = city.visitor();
  await reader.open(/(\/mine\/\S+)/.exec(received.text)?.[1] ?? '');
  for (const fact of ['書類の確認中', '市民協働課', '次の期限', '今はありません']) expect(reader.page().text).toContain(fact);
});

test('C-4: an excluded cost head is named with its rule beside its line, before anything is sent', async () => {
  const writer = city.visitor();
  await writer.open('/apply/citizen-proposal');
  await writer.press('申請をはじめる', { track: 'full', email: 'lunch@example.jp' });
  await writer.follow('お金のこと');
  await writer.press('保存して続ける', { 'budget.costs.0.head': 'supplies', 'budget.costs.0.what': '用紙', 'budget.costs.0.yen': '100,000', 'budget.costs.1.head': 'food', 'budget.costs.1.what': '弁当', 'budget.costs.1.yen': '5,000', 'budget.own': '15,000', 'budget.asked': '90,000' });
  expect(writer.page().status).toBe(422);
  for (const fact of ['食糧費', '募集要項 第5の2（1）', '弁当']) expect(writer.page().html).toContain(fact);
  expect(writer.page().url).toContain('/apply/citizen-proposal/budget');
});

test('C-5 and D-1: a correction opens only the marked fields one click from its mail; an opinion takes four clicks', async () => {
  const { number } = await city.file();
  await city.people(number).answer('sato@', '書類の確認を', 'correct', { fields: ['plan'], note: '曜日を書いてください' });
  const ask = await city.mail.ask('hanako@', number, '直して');
  const citizen = city.visitor();
  await citizen.open(ask.link);
  // The mail and the page tell the same date.
  const date = /\d{1,2}月\d{1,2}日/.exec(ask.subject + ask.text)?.[0] ?? 'no date in the mail';
  expect(citizen.page().text).toContain(date);
  const form = citizen.page().forms.find((f) => f.fields.some((field) => field.name === 'corrected.plan'));
  expect(form?.fields.map((f) => f.name).filter((name) => name.startsWith('corrected.')).sort()).toEqual(['corrected.plan', 'corrected.unchangedReason']);
  await citizen.press('直して提出する', { 'corrected.plan': '月・水・金にひらきます。' });
  expect(citizen.page().text).toContain('受け付けました');
  await city.people(number).answer('sato@', '書類の確認を', 'accept', {});
  const opinion = await city.mail.ask('tanaka@', number, '引き受けられるか');
  const officer = city.visitor();
  await officer.open(opinion.link);
  await officer.press('回答を送る', { choice: 'accept' });
  expect(officer.clicks).toBeLessThanOrEqual(4);
  expect(officer.page().text).toContain('回答を受け付けました');
  // The used link shows its receipt, never the opposite act.
  await officer.open(opinion.link);
  expect(officer.page().forms.some((f) => f.buttons.some((b) => b.label.includes('回答を送る')))).toBe(false);
});

test('D-1: declining with a reason, naming another department and accepting with changes each take four clicks from the mail and no password', async () => {
  const { number } = await city.file();
  await city.people(number).answer('sato@', '書類の確認を', 'accept', {});
  const ways = [['tanaka@', 'decline', { 'decline.reason': '人手が足りません。' }], ['watanabe@', 'other', { 'other.department': 'culture', 'other.reason': '文化の行事です。' }], ['kato@', 'accept-with-changes', { 'accept-with-changes.changes': '秋からにすること' }]] as const;
  for (const [who, choice, values] of ways) {
    const officer = city.visitor();
    await officer.open((await city.mail.ask(who, number, '引き受けられるか')).link);
    await officer.press('回答を送る', { choice, ...values });
    expect(officer.clicks).toBeLessThanOrEqual(4);
    expect(officer.page().text).toContain('回答を受け付けました');
  }
  await city.at(number, 'review');
});

test('A-3: all cases by stage, age and holder, and the ten that stood still longest in one click', async () => {
  const administrator = await city.signedIn('管理者 阿部 純');
  await administrator.open('/admin');
  for (const fact of ['形式審査中', '市民協働課', '0–5', '41–']) expect.soft(administrator.page().text).toContain(fact);
  administrator.clicks = 0;
  await administrator.follow('動きのない');
  expect(administrator.clicks).toBe(1);
  const numbers = administrator.page().links.filter((l) => /\/admin\/cases\/\d/.test(l.href)).map((l) => l.label);
  const oldest = await city.sql<{ number: string }[]>`select number from cases where ending is null order by last_at, id limit 10`;
  expect(numbers).toEqual(oldest.map((row) => row.number));
});

test('C-10: a refusal tells the reason and the remedy, or that there is none, in the same mail', async () => {
  const { number } = await city.file();
  await city.people(number).answer('sato@', '書類の確認を', 'refuse', { reason: '募集要項 第3の1の条件に合いません。' });
  const mail = await city.mail.wait('hanako@', (m) => m.subject.includes('書類の確認の結果') && m.subject.includes(number));
  expect(mail.text).toContain('募集要項 第3の1');
  expect(mail.text).toMatch(/審査請求/);
  await eventually('the end', async () => ((await endingOf(number)) === 'ineligible' ? true : null));
});

test('C-11: a withdrawal takes three clicks beside its code, and all who were asked are told', async () => {
  const { number, home } = await city.file();
  await city.mail.wait('sato@', (m) => m.subject.includes(number));
  const citizen = city.visitor();
  await citizen.open(home);
  citizen.clicks = 0;
  await citizen.follow('取り下げる');
  const before = new Date(Date.now() - 2000).toISOString();
  await citizen.press('提案を取り下げる', { last4: number.slice(-4) });
  await citizen.press('確認する', { code: await city.mail.code('hanako@', before) });
  expect(citizen.clicks).toBeLessThanOrEqual(3);
  await eventually('the end', async () => ((await endingOf(number)) === 'withdrawn' ? true : null));
  await city.mail.wait('sato@', (m) => m.subject.includes(number) && !m.subject.includes('まで】'));
});

test('C-12: a hand-over gives the case to the new person, and the old links are dead at once', async () => {
  const { number, home } = await city.file();
  const citizen = city.visitor();
  await citizen.open(home);
  await citizen.follow('連絡先や代表者を変える');
  const before = new Date(Date.now() - 2000).toISOString();
  await citizen.press('引き継ぐ', { role: 'contact', name: '新田 次郎', email: 'jiro@example.jp' });
  await citizen.press('確認する', { code: await city.mail.code('hanako@', before) });
  await citizen.open(home);
  expect(citizen.page().text).toContain('この手続は終了しています');
  const mail = await city.mail.wait('jiro@example.jp', (m) => m.subject.includes(number) && m.text.includes('/mine/'));
  await citizen.open(/(\/mine\/\S+)/.exec(mail.text)?.[1] ?? '');
  expect(citizen.page().text).toContain('書類の確認中');
});

test('A-8: a mail that bounced becomes a task of the office, and the re-addressed one carries a new link', async () => {
  const visitor = city.visitor();
  await visitor.open('/apply/town-idea');
  await visitor.press('申請をはじめる', { email: 'bounce@example.jp' });
  await visitor.open('/apply/town-idea/idea');
  await visitor.press('保存して続ける', { name: '花だん', body: '駅前に花だんをつくります。', who: '川口 花', email: 'bounce@example.jp' });
  await visitor.press('提案を提出する');
  const number = /\d{4}-TI-\d{4}/.exec(visitor.page().text)?.[0] ?? '';
  const task = await city.mail.wait('okada@', (m) => m.subject.includes(number) && m.subject.includes('届'));
  const old = /(\/mine\/\S+)/.exec((await city.mail.wait('bounce@', (m) => m.text.includes('/mine/'))).text)?.[1] ?? '';
  const citizen = city.visitor();
  await citizen.open(old);
  expect(citizen.page().text).toContain('花だん');
  const administrator = await city.signedIn('管理者 阿部 純');
  await administrator.open('/admin/mails');
  await administrator.follow('届かない（');
  expect(administrator.page().text).toContain(number);
  expect(administrator.page().links.some((l) => l.label.includes('法的な通知で届いていないもの'))).toBe(true);
  const officer = city.visitor();
  await officer.open(/(\/a\/req_\S+)/.exec(task.text)?.[1] ?? '');
  await officer.press('回答を送る', { choice: 'readdress', 'readdress.email': 'hana@example.jp' });
  expect(officer.page().text).toContain('受け付けました');
  const again = await city.mail.wait('hana@example.jp', (m) => m.subject.includes(number) && m.text.includes('/mine/'));
  await citizen.open(/(\/mine\/\S+)/.exec(again.text)?.[1] ?? '');
  expect(citizen.page().text).toContain('花だん');
  await citizen.open(old);
  expect(citizen.page().text).toContain('この手続は終了しています');
}, 90_000);

test('A-8: an ask that bounced is sent again to the right address with a new link, and the old link is dead', async () => {
  const visitor = city.visitor();
  await visitor.open('/apply/town-idea');
  await visitor.press('申請をはじめる', { email: 'bounce.ask@example.jp' });
  await visitor.open('/apply/town-idea/idea');
  await visitor.press('保存して続ける', { name: '水飲み場', body: '駅前に水飲み場をつくります。', who: '川口 花', email: 'bounce.ask@example.jp' });
  await visitor.press('提案を提出する');
  const number = /\d{4}-TI-\d{4}/.exec(visitor.page().text)?.[0] ?? '';
  await city.people(number).answer('okada@', '書類の確認を', 'correct', { fields: ['body'], note: '場所を書いてください。' });
  const old = await city.mail.ask('bounce.ask@', number, '直して');
  const task = await city.mail.wait('okada@', (m) => m.subject.includes(number) && m.subject.includes('届'));
  const officer = city.visitor();
  await officer.open(/(\/a\/req_\S+)/.exec(task.text)?.[1] ?? '');
  await officer.press('回答を送る', { choice: 'readdress', 'readdress.email': 'hana2@example.jp' });
  const fresh = await city.mail.ask('hana2@', number, '直して');
  expect(fresh.link).not.toBe(old.link);
  const citizen = city.visitor();
  await citizen.open(old.link);
  expect(citizen.page().text).toContain('この手続は終了しています');
  await citizen.open(fresh.link);
  await citizen.press('直して提出する', { 'corrected.body': '駅の東口につくります。' });
  expect(citizen.page().text).toContain('受け付けました');
}, 90_000);

test('the second programme is filed, read, voted on and published through its own posts, without matching and without money', async () => {
  const visitor = city.visitor();
  await visitor.open('/apply/town-idea');
  await visitor.press('申請をはじめる', { email: 'who@example.jp' });
  await visitor.open('/apply/town-idea/idea');
  await visitor.press('保存して続ける', { name: '木かげのベンチ', body: '公園の木かげにベンチを置きます。', who: '山田 一', email: 'who@example.jp' });
  await visitor.press('提案を提出する');
  const number = /\d{4}-TI-\d{4}/.exec(visitor.page().text)?.[0] ?? '';
  const people = city.people(number);
  await people.answer('okada@', '書類の確認を', 'accept', {});
  for (const voter of ['murakami@', 'kondo@', 'sakamoto@']) await people.answer(voter, '投票を', 'for', {});
  await people.answer('okada@', '公表', 'publish', { summary: '来年度、3か所に置きます。' });
  await eventually('the end', async () => ((await endingOf(number)) === 'closed' ? true : null));
  expect((await city.visitor().open(`/cases/${number}`)).text).toContain('3か所');
}, 90_000);

test('the second programme ends without the idea when its delegates vote it down, and says so with the reason', async () => {
  const visitor = city.visitor();
  await visitor.open('/apply/town-idea');
  await visitor.press('申請をはじめる', { email: 'no@example.jp' });
  await visitor.open('/apply/town-idea/idea');
  await visitor.press('保存して続ける', { name: '空とぶベンチ', body: 'ベンチを空にとばします。', who: '山田 二', email: 'no@example.jp' });
  await visitor.press('提案を提出する');
  const number = /\d{4}-TI-\d{4}/.exec(visitor.page().text)?.[0] ?? '';
  const people = city.people(number);
  await people.answer('okada@', '書類の確認を', 'accept', {});
  for (const voter of ['murakami@', 'kondo@', 'sakamoto@']) await people.answer(voter, '投票を', 'against', {});
  await people.answer('okada@', '公表', 'publish', {});
  await eventually('the end', async () => ((await endingOf(number)) === 'notSelected' ? true : null));
  const mail = await city.mail.wait('no@example.jp', (m) => m.subject.includes(number) && m.text.includes('審査請求'));
  expect(mail.text).toMatch(/賛成|反対|投票/);
}, 90_000);
