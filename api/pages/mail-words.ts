// What each mail is about, and how far it has come, in the words of an office. Never "opened" or "read": nobody knows that.
import type { MailId } from '../../workflows/domain/mail.js';

export const MAIL_WORDS: { readonly [K in MailId]: string } = {
  'cases/draft-saved': '下書きの保存', 'cases/draft-closing': '締切が近い下書き', 'cases/call-extended': '締切が延びた知らせ', 'cases/call-cancelled': '募集を取りやめた知らせ', 'cases/received': '受付の知らせ', 'cases/screening-requested': '書類の確認のお願い', 'cases/correction-requested': '書類の直しのお願い', 'cases/correction-received': '直しが届いた知らせ',
  'cases/screening-passed': '書類の確認が終わった知らせ', 'cases/refused': '書類の確認の結果', 'cases/expired': '直しの期限切れの知らせ', 'cases/question-asked': '質問が届いた知らせ', 'cases/question-answered': '質問への答え', 'cases/withdrawn': '取下げの確認', 'cases/withdrawn-others': '取下げの知らせ',
  'cases/extended': '期限を延ばした知らせ', 'cases/suspended': '期限の休止の知らせ', 'cases/dissolved': '団体の解散を記録した知らせ', 'cases/reminder': '期限前の確認', 'cases/overdue-head': '期限超過の知らせ', 'cases/answer-recorded': '回答を受け付けた知らせ', 'cases/reopened': '再開の知らせ', 'cases/objection-requested': '異議への回答のお願い', 'cases/objection-decided': '異議への回答', 'cases/closed': '終了の知らせ',
  'matching/opinion-requested': '引き受けられるかの問い合わせ', 'matching/talk-fixed': '話し合いの日時', 'matching/talk-result-requested': '話し合いの結果のお願い', 'matching/lead-requested': '主に担当する課の決定のお願い', 'matching/office-decides': '事務局の判断のお願い', 'matching/taken': '担当課決定の知らせ', 'matching/not-taken': '担当課が見つからなかった知らせ', 'matching/next-year': '来年度も話し合う知らせ',
  'evaluations/scoring-requested': '採点のお願い', 'evaluations/panel-requested': '審査のお願い（募集ごと）', 'evaluations/panel-reminder': '審査の期限前の確認', 'evaluations/panel-overdue': '審査の期限超過の知らせ', 'evaluations/ballot-requested': '投票のお願い', 'evaluations/requested': '協働の評価のお願い', 'evaluations/joint-requested': '共同のふりかえりのお願い', 'evaluations/revealed': '双方の評価の知らせ',
  'approvals/draft-requested': '起案のお願い', 'approvals/decision-requested': '決裁のお願い', 'approvals/sent-back': '差戻しの知らせ', 'approvals/publish-requested': '通知と公表のお願い', 'approvals/candidate': '採択候補の通知', 'approvals/granted': '交付決定の通知', 'approvals/not-selected': '不採択の通知', 'approvals/budget-refused': '予算が決まらなかった通知',
  'agreements/accept-requested': '協定書への合意のお願い', 'agreements/revision-requested': '協定書の新しい版のお願い', 'agreements/concluded': '協定締結の通知', 'agreements/not-concluded': '協定が結ばれなかった通知',
  'payments/claim-open': '請求できる知らせ', 'payments/claim-check-requested': '請求の確認のお願い', 'payments/release-requested': '支払の承認のお願い', 'payments/claim-returned': '請求を返した知らせ', 'payments/order-unclear': '振込の確認のお願い', 'payments/paid': '振込の知らせ', 'payments/returned': '口座の修正のお願い', 'payments/account-changed': '振込先の口座の変更', 'payments/account-asked': '口座の届出のお願い',
  'payments/report-due': '報告のお願い', 'payments/report-check-requested': '報告の確認のお願い', 'payments/report-correction': '報告の直しのお願い', 'payments/final-amount': '額の確定の通知', 'payments/refund-requested': '返還のお願い', 'payments/refund-check-requested': '返還の確認のお願い', 'payments/refunded': '返還を確認した知らせ', 'payments/revocation-requested': '取消しの起案のお願い', 'payments/revoked': '取消しの通知',
  'evaluations/runner-up': '次点の回答のお願い', 'contracts/order-requested': '発注の内容のお願い', 'contracts/quotation-requested': '見積もりのお願い', 'contracts/quotation-check-requested': '見積もりの確認のお願い', 'contracts/not-ordered': '発注しない知らせ', 'contracts/completion-requested': '完了の届出のお願い', 'contracts/inspection-requested': '検査のお願い', 'contracts/invoice-open': '請求書のお願い', 'contracts/late-interest': '遅延利息の知らせ',
  'payments/mid-review-requested': '途中のふりかえりのお願い', 'payments/change-requested': '変更の承認のお願い', 'payments/change-answered': '変更の承認の結果',
  'cases/follow-up-open': '引継ぎの申請のお願い', 'cases/continued': 'ほかの制度に引き継いだ知らせ', 'matching/form-sheet-requested': '協働の形の質問', 'matching/form-decision-requested': '協働の形の決定のお願い', 'matching/roles-requested': '課の役割と分担の案のお願い', 'matching/concurrence-requested': '役割と分担への同意のお願い', 'contracts/change-requested': '契約の変更の検討のお願い', 'contracts/change-ended': '契約を変えない知らせ',
  'people/handover': '引き継ぎの知らせ', 'people/suspended': '期限の休止の知らせ（職あて）', 'people/code': '確認番号', 'people/sign-in-link': 'サインインのリンク', 'people/passkey-added': 'パスキーが登録された知らせ', 'people/sealed-opened': '緊急用の管理者が使われた知らせ', 'people/deputy-appointed': '代理の知らせ', 'people/link-renewed': '新しい案内', 'people/contact-changed': '連絡先が変わった知らせ', 'people/not-me-reported': '「自分ではない」の連絡', 'mail/undeliverable': '届かないメールの対応のお願い',
};
export const mailWord = (mail: string): string => MAIL_WORDS[mail as MailId] ?? 'メール';

/** States of a mail as its row says them. */
export const MAIL_STATE_WORDS: Readonly<Record<string, string>> = { queued: '送信待ち', sending: '送信中', sent: '送信済（配達の知らせ待ち）', delivered: '配達済', bounced: '届かない', failed: '72時間送れなかった', dropped: '取りやめ' };
export const mailStateWord = (state: string): string => MAIL_STATE_WORDS[state] ?? '不明';
/** Which of the states need somebody to do something. */
export const isUndelivered = (state: string): boolean => state === 'bounced' || state === 'failed';
