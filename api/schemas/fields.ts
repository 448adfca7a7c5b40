// Fields as data: the same shape for form pages, answers to requests and acts without a request.
import { z } from '@hono/zod-openapi';

export const OptionSchema = z.object({ id: z.string(), label: z.string() }).openapi('Option');

/** The plan a report is measured by, as last changed. */
const PlanSchema = z.object({ lines: z.array(z.object({ label: z.string(), head: z.string(), plannedYen: z.number(), changedYen: z.number().optional() })), totalYen: z.number() });
const ReceiptSchema = z.object({ line: z.number(), what: z.string(), payee: z.string(), paidOn: z.string(), yen: z.number(), pieces: z.number(), property: z.string().nullable(), files: z.array(z.string()) });

export const FieldSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    kind: z.enum(['text', 'longtext', 'kana', 'email', 'tel', 'number', 'code', 'yen', 'date', 'moment', 'choice', 'choices', 'consent', 'files', 'budget', 'spent', 'receipts', 'verdicts']).openapi({ description: 'text・longtext・kana・email・tel・code・date（YYYY-MM-DD）・moment（YYYY-MM-DDTHH:MM）は文字列、number・yenは整数、choiceは選択肢のid、choicesはその配列、consentは真偽、budgetは収支予算、spentは整数の配列、receiptsは領収書（line・what・payee・paidOn・yen・pieces・property・files）の配列、verdictsは領収書ごとに「認める」なら空の文字列、認めないなら選択肢のid' }),
    required: z.boolean(),
    hint: z.string().optional(),
    why: z.string().optional(),
    personal: z.literal(true).optional(),
    max: z.number().optional(),
    min: z.number().optional(),
    length: z.number().optional(),
    unit: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    options: z.array(OptionSchema).optional(),
    lines: z.array(z.object({ label: z.string(), plannedYen: z.number() })).optional(),
    plan: PlanSchema.optional(),
    receipts: z.array(ReceiptSchema).optional(),
    property: z.object({ heads: z.array(z.string()), fromYen: z.number(), classes: z.array(z.object({ id: z.string(), label: z.string(), years: z.number() })), source: z.string() }).optional(),
  })
  .openapi('Field');

/** Values by field id. What each may be stands with its field. */
export const ValuesSchema = z.record(z.string().max(200), z.unknown()).openapi('Values', { description: '項目のidごとの値', example: { groupName: 'みどり町こども食堂の会', members: 12 } });

export const BudgetSchema = z
  .object({
    costs: z.array(z.object({ head: z.string(), what: z.string(), yen: z.number().int() })),
    ownYen: z.number().int(), feesYen: z.number().int(), otherGrantsYen: z.number().int(), askedYen: z.number().int(),
  })
  .openapi('Budget');

export const InstantSchema = z.string().openapi('Instant', { description: '時刻（ISO 8601、日本時間）', example: '2026-12-04T17:15:00+09:00' });
