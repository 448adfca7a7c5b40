// 合意証明書: which file both sides accepted, who, when, how. It states records and claims no more than they prove (facts: standards 6.1, 6.2).
import type { Instant } from '../../../workflows/domain/calendar.js';
import type { DocumentFacts } from '../facts.js';
import type { Sheet } from '../sheet.js';
import { eraMoment, titled } from '../words.js';

const both = (at: Instant | null): string => (at === null ? '' : `${eraMoment(at)}\n${new Date(at).toISOString().replace('.000', '')}`);
/** Groups of eight in two lines can be compared by eye. */
const grouped = (sha256: string): string => (sha256.match(/.{1,32}/g) ?? []).map((half) => (half.match(/.{1,8}/g) ?? []).join(' ')).join('\n');

export function agreementCertificate(paper: Sheet, f: DocumentFacts): void {
  const a = f.agreement;
  if (!a) throw new Error('a certificate needs its agreement');
  paper.title('合意証明書');
  paper.paragraph('次の協定書の版に、下の人が合意した記録があることを示します。', 8);
  paper.table([24, 76], [
    [{ text: '文書', head: true }, { text: `協働事業協定書${titled(f.title)}` }],
    [{ text: '案件番号', head: true }, { text: f.number }],
    [{ text: '版', head: true }, { text: `第${a.version}版` }],
    [{ text: 'ファイルの照合値\n（SHA-256）', head: true }, { text: a.sha256 ? grouped(a.sha256) : '' }],
    [{ text: '市', head: true }, { text: `${f.city}　${f.city}長 ${f.mayor}` }],
    [{ text: '団体', head: true }, { text: `${f.group}　代表者 ${f.representative}` }],
  ]);
  paper.heading('合意した人');
  paper.table([22, 18, 34, 26], [
    [{ text: '職・役割', head: true }, { text: '氏名', head: true }, { text: '日時（日本時間、UTC）', head: true }, { text: '方法', head: true }],
    ...(f.approvals ?? []).map((one) => [{ text: one.post }, { text: one.name }, { text: both(one.at) }, { text: one.remark }]),
  ], { size: 9 });
  if (f.history && f.history.length > 0) {
    paper.heading('経過');
    paper.table([34, 66], f.history.map((entry) => [{ text: both(entry.at) }, { text: entry.text }]), { size: 9 });
  }
  paper.heading('確かめ方');
  paper.paragraph(`協定書のファイルの照合値（SHA-256）を計算し、上の値と同じであることを確かめてください。${a.verifyUrl ? `${a.verifyUrl} でも確かめられます。` : ''}`);
  paper.paragraph('この証明書は、市のシステムに残る記録を示すものです。電子署名及び認証業務に関する法律第3条の推定を受けることを示すものではありません。');
}
