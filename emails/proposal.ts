// The proposal in a few lines, for those who are asked about it.
import type { MailFacts } from '../workflows/domain/mail.js';
import { quoted } from './about.js';
import type { Line } from './content.js';
import { money } from './working.js';

/** Group, summary, money asked for and leading department; what is not known is left out. */
export function proposal(f: MailFacts): Line[] {
  if (!f.case) return [];
  const { group, members, summary, askedYen, lead } = f.case;
  return [
    { label: '団体', value: group === '' ? '' : `${quoted(group)}${members === '' ? '' : `（${members}人）`}` },
    { label: '内容', value: quoted(summary) },
    { label: '求める額', value: askedYen === null ? '' : money(f, askedYen) },
    { label: '担当課', value: lead },
  ];
}
