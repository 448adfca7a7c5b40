// Publication (通知と公表): an act of its own after the decision. The letter is made first; publishing sends the notice and only then does the public read the result.
import type { Ctx, StepKind } from './step.js';
import { askOffice, handOf, lineAnswer } from './step.js';

type K = 'publication';
export const publicationDocument = (ctx: Ctx<K>): string | null => (ctx.step.document ? `document:${ctx.step.document}:${ctx.run.step}#${ctx.run.round}` : null);

export const publication: StepKind<K> = {
  outcomes: ['published'],
  hands(ctx) {
    const key = publicationDocument(ctx);
    return key ? [{ key, kind: 'document', spec: { document: ctx.step.document ?? '' } }] : [];
  },
  asks(ctx) {
    const document = publicationDocument(ctx);
    if (document && handOf(ctx, document)?.state !== 'done') return [];
    return askOffice(ctx, ctx.step.by, { key: 'publish', what: 'publication', tier: 'T2', term: ctx.step.term, mail: 'approvals/publish-requested', note: { what: ctx.step.what }, ...(document ? { document } : {}) });
  },
  choices: (ctx) => [
    ctx.step.what === 'summary'
      ? { id: 'publish', label: '結果を公表する', consequence: '概要を公開し、この案件を終えます。', fields: [{ id: 'summary', label: '公表する概要', kind: 'longtext', required: true, max: 1000 }] }
      : { id: 'publish', label: '結果を公表する', consequence: '提案者に通知を送り、公開ページに結果を載せます。', fields: [] },
  ],
  // What is published can then be shown to have been in the log: while no head can be published, nothing else is.
  check: (ctx) => (ctx.env.evidenceLate ? [{ at: 'choice', code: 'evidence-late', facts: {} }] : []),
  settle(ctx) {
    const published = lineAnswer(ctx, 'publish');
    return published ? { outcome: 'published', result: { ...published.values, document: publicationDocument(ctx) ?? '' }, publish: true } : null;
  },
};
