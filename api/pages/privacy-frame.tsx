// The three pages about personal data: copies, erasure, terms of keeping. They share a place and a way between them.
import type { Child } from 'hono/jsx';
import { FaultSummary, type FormFault } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';

const PAGES = [['/admin/disclosure', '開示のための写し'], ['/admin/erasure', '個人の情報を消す'], ['/admin/retention', '保存期間の終わり']] as const;
export type PrivacyPath = (typeof PAGES)[number][0];

/** One of the three pages. */
export const PrivacyPage = ({ path, staff, faults = [], notice, children }: { readonly path: PrivacyPath; readonly staff: Staff; readonly faults?: readonly FormFault[]; readonly notice?: string; readonly children: Child }) => {
  const title = PAGES.find(([one]) => one === path)?.[1] ?? '';
  return (
    <StaffPage title={title} heading={title} staff={staff} here="privacy" faulty={faults.length > 0} notice={notice}>
      <nav class="questions" aria-label="個人情報のページ">{PAGES.map(([href, label]) => <a href={href} aria-current={href === path ? 'true' : undefined}>{label}</a>)}</nav>
      <FaultSummary faults={faults} />
      {children}
    </StaffPage>
  );
};
