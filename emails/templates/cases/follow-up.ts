// Mails of a case that goes on in another programme: the draft to complete, and the news that it was taken over.
import { word } from '../../about.js';
import type { Line, Template } from '../../content.js';
import type { MailFacts } from '../../../workflows/domain/mail.js';
import { isStaff, says } from '../../say.js';
import { ask, notice } from '../../shape.js';

const programme = (f: MailFacts): Line => ({ label: says(f)('次の制度', '次（つぎ）の制度（せいど）', 'Next programme'), value: word(f, 'programme') });

export const followUpOpen: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('書きかけの申請を完成させて、提出してください', '申請（しんせい）を書（か）いて、出（だ）してください', 'please complete and submit your application'),
    lead: s(`協定にもとづき、お金の手続は「${word(f, 'programme')}」で行います。提案の内容を写した書きかけを用意しました。`, `お金（かね）の手続（てつづき）は、別（べつ）の申請（しんせい）「${word(f, 'programme')}」でします。書（か）いてあることを写（うつ）しておきました。`, `As agreed, the money goes through another programme (${word(f, 'programme')}). We have prepared a draft from your proposal.`),
    want: s('書きかけを開き、足りないところを書いて、最後のページで提出する', '開（ひら）いて、足（た）りないところを書（か）いて、出（だ）す', 'open the draft, fill in what is missing and submit it on the last page'),
    button: s('書きかけを開く', '申請（しんせい）を開（ひら）く', 'Open the draft'),
    details: [programme(f)],
  });
};

export const continued: Template = (f) => {
  const s = says(f);
  const number = word(f, 'followUp');
  return notice(f, {
    what: s('ほかの制度に引き継ぎました', 'ほかの制度（せいど）で続（つづ）けます', 'Your proposal continues in another programme'),
    lead: s('申請を受け付け、この提案の続きを引き継ぎました。', '申請（しんせい）を受（う）け取（と）りました。続（つづ）きは、そちらでします。', 'The application has arrived and takes over from the proposal.'),
    happened: s(`「${word(f, 'programme')}」の${number}が、この提案の続きです。`, `「${word(f, 'programme')}」の${number}で続（つづ）けます。`, `${number} (${word(f, 'programme')}) continues it.`),
    next: s('お金と実施の手続は、新しい番号の案件で進みます。もとの番号からも、いつでもたどれます。', '手続（てつづき）は、新（あたら）しい番号（ばんごう）で進（すす）みます。', 'Everything further happens under the new number; both cases show each other.'),
    button: isStaff(f) ? '案件を見る' : s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
    details: [{ label: s('新しい番号', '新（あたら）しい番号（ばんごう）', 'New number'), value: number }],
  });
};
