// Mail that did not arrive becomes a task of the office.
import { word } from '../about.js';
import type { Template } from '../content.js';
import { proposal } from '../proposal.js';
import { ask } from '../shape.js';

/** What became of the mail, by the state it ended in. */
const STATES: Readonly<Record<string, string>> = { bounced: '宛先に届かず、戻ってきました', failed: '送ることができませんでした' };

export const undeliverable: Template = (f) => {
  const who = word(f, 'toKind') === 'post' ? '職員' : word(f, 'toRole') === 'representative' ? '団体の代表者' : '団体の連絡先の人';
  return ask(f, {
    what: 'メールが届きませんでした',
    lead: `${who}へのメールが届きませんでした。ほかの方法で知らせてください。`,
    want: (f.request?.choices ?? []).length > 0 ? `${f.request?.choices.join('／')}、から選ぶ` : '郵送、電話などで知らせ、方法と日を記録する',
    silence: '知らせないと、相手は期限を知らないままになります。',
    button: '対応する',
    details: [{ label: '届かない相手', value: who }, { label: '件名', value: word(f, 'subject') }, { label: '理由', value: STATES[word(f, 'state')] ?? '' }, ...proposal(f).slice(0, 1)],
  });
};
