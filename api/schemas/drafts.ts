// Drafts: started, saved page by page, submitted once. The key is told once, when the draft is made; it also goes to the mailbox.
import { createRoute, z } from '@hono/zod-openapi';
import { FieldSchema, InstantSchema, ValuesSchema } from './fields.js';
import { FaultSchema, jsonAnswer, jsonBody, READ_PROBLEMS, WRITE_PROBLEMS } from './problem.js';

const TAG = ['下書きと提出'];
export const KeyParam = z.object({ key: z.string().max(200).openapi({ description: 'メールのリンクの最後の部分', example: 'drf_01k9….Zr3…' }) });

export const NewDraftSchema = z
  .object({ programme: z.string().max(20).openapi({ description: '制度の記号', example: 'CP' }), track: z.string().max(40).openapi({ example: 'full' }), email: z.email().max(254), language: z.enum(['ja', 'ja-easy', 'en']).default('ja') })
  .openapi('NewDraft');
export const DraftMadeSchema = z.object({ draft: z.string(), key: z.string().openapi({ description: '下書きを開くための鍵。ここでだけ返します' }) }).openapi('DraftMade');

export const DraftSchema = z
  .object({ draft: z.string(), programme: z.string(), track: z.string(), savedAt: InstantSchema, closesAt: InstantSchema, submitted: z.boolean(), values: ValuesSchema, pages: z.array(z.object({ id: z.string(), title: z.string(), done: z.boolean(), fields: z.array(FieldSchema) })) })
  .openapi('Draft');

export const PageSavedSchema = z.object({ page: z.string(), done: z.boolean(), faults: z.array(FaultSchema) }).openapi('PageSaved', { description: '保存はいつも行われます。直すところがあれば faults に並びます' });
export const SubmittedSchema = z.object({ number: z.string().openapi({ example: '2026-CP-0042' }), submittedAt: InstantSchema, first: z.boolean().openapi({ description: '同じ下書きの2度目の提出では false。番号は同じです' }), status: z.string().openapi({ example: '/api/cases/2026-CP-0042' }) }).openapi('Submitted');

export const createDraft = createRoute({ method: 'post', path: '/draft', tags: TAG, summary: '下書きをつくる', request: jsonBody(NewDraftSchema), responses: { 201: jsonAnswer('下書き', DraftMadeSchema), ...WRITE_PROBLEMS } });
export const readDraft = createRoute({ method: 'get', path: '/draft/{key}', tags: TAG, summary: '下書きを読む', request: { params: KeyParam }, responses: { 200: jsonAnswer('下書き', DraftSchema), ...READ_PROBLEMS } });
export const savePageRoute = createRoute({
  method: 'put', path: '/draft/{key}/pages/{page}', tags: TAG, summary: '1ページ分を保存する', description: '書きかけでも保存します。', request: { params: KeyParam.extend({ page: z.string().max(40) }), ...jsonBody(z.object({ values: ValuesSchema })) },
  responses: { 200: jsonAnswer('保存した', PageSavedSchema), ...WRITE_PROBLEMS },
});
export const submitRoute = createRoute({
  method: 'post', path: '/draft/{key}/submit', tags: TAG, summary: '提出する', description: '同じ下書きを2度送っても案件は1つです。',
  request: { params: KeyParam, headers: z.object({ 'idempotency-key': z.string().max(100).openapi({ description: '下書きのid' }) }), ...jsonBody(z.object({}).openapi('Submit')) },
  responses: { 201: jsonAnswer('受け付けた', SubmittedSchema), ...WRITE_PROBLEMS },
});
