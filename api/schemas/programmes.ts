// Programmes and calls, and the form as data.
import { createRoute, z } from '@hono/zod-openapi';
import { FieldSchema, InstantSchema } from './fields.js';
import { jsonAnswer, READ_PROBLEMS } from './problem.js';

const CallSchema = z.object({ state: z.enum(['scheduled', 'open', 'closed']), fiscalYear: z.number().int(), opensAt: InstantSchema, closesAt: InstantSchema }).openapi('Call');

export const ProgrammeSummarySchema = z
  .object({ code: z.string().openapi({ example: 'CP' }), id: z.string(), version: z.number().int(), name: z.string(), aim: z.string(), call: CallSchema.nullable() })
  .openapi('ProgrammeSummary');

export const ProgrammeSchema = ProgrammeSummarySchema.extend({
  eligible: z.array(z.string()), notEligible: z.array(z.string()), documents: z.array(z.string()),
  office: z.object({ name: z.string(), tel: z.string(), hours: z.string() }),
  money: z
    .object({
      capYen: z.number().int(), unitYen: z.number().int(), rateByYear: z.array(z.object({ num: z.number().int(), den: z.number().int() })),
      eligibleHeads: z.array(z.object({ id: z.string(), label: z.string() })), excludedHeads: z.array(z.object({ id: z.string(), label: z.string(), rule: z.string() })),
    })
    .nullable(),
  tracks: z.array(z.object({ id: z.string(), label: z.string(), hint: z.string(), minutes: z.number(), pages: z.array(z.string()) })),
  form: z.array(z.object({ id: z.string(), title: z.string(), fields: z.array(FieldSchema) })),
}).openapi('Programme');

export const listProgrammes = createRoute({
  method: 'get', path: '/programmes', tags: ['制度'], summary: '制度と募集の一覧',
  responses: { 200: jsonAnswer('制度の一覧', z.object({ programmes: z.array(ProgrammeSummarySchema) })) },
});

export const readProgramme = createRoute({
  method: 'get', path: '/programmes/{code}', tags: ['制度'], summary: '制度のルールと、申請の項目', request: { params: z.object({ code: z.string().max(20).openapi({ example: 'CP' }) }) },
  responses: { 200: jsonAnswer('制度', ProgrammeSchema), ...READ_PROBLEMS },
});
