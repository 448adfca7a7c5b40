// What a document says, as plain data: the same facts give the same bytes. Names are as typed; dates are civil dates of the city.
import type { CivilDate, Instant } from '../../workflows/domain/calendar.js';
import type { WorkingStep } from '../../workflows/domain/money.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import type { Rejected } from '../../workflows/domain/receipts.js';

export type DocumentFacts = {
  readonly city: string;
  /** Name of the mayor, without the title. */
  readonly mayor: string;
  readonly office: { readonly name: string; readonly tel: string };
  /** Number of the case. */
  readonly number: string;
  readonly title: string;
  readonly group: string;
  readonly representative: string;
  readonly programme: string;
  readonly legalBasis: Programme['legalBasis'];
  /** The day of the letter. */
  readonly date: CivilDate;
  /** The fiscal year whose budget the case is for. */
  readonly fiscalYear: number;
  /** Number of the letter in the office's register (文書番号), when it keeps one. */
  readonly docNumber?: string;
  /** Whether the draft proposes to select; only a draft sheet needs it. */
  readonly isSelected?: boolean;
  /** What was decided or is proposed; null where no money is given. */
  readonly amountYen: number | null;
  readonly working: readonly WorkingStep[];
  readonly conditions: string;
  readonly reasons: string;
  readonly score?: { readonly total: number; readonly full: number; readonly threshold: number; readonly sheets: number };
  readonly budget?: { readonly costs: readonly { readonly label: string; readonly what: string; readonly yen: number }[]; readonly ownYen: number; readonly feesYen: number; readonly otherGrantsYen: number; readonly askedYen: number };
  /** Name of the leading department, and of those that take part. */
  readonly lead: string;
  readonly joint: readonly string[];
  /** Where several departments carry it: what each does, which part of the city's cost it bears, and how much that is; the lead first. */
  readonly departments?: readonly { readonly name: string; readonly role: string; readonly percent: number; readonly yen: number | null }[];
  /** Form of co-operation (協働の形), where one was decided. */
  readonly form?: string;
  readonly agreement?: {
    readonly version: number;
    readonly purpose: string;
    readonly groupRoles: readonly string[];
    readonly cityRoles: readonly string[];
    readonly costText: string;
    readonly from: CivilDate;
    readonly to: CivilDate;
    readonly publicity: string;
    readonly extra: string;
    /** What is different from the version before; '' in the first. */
    readonly changed: string;
    /** Whether it changes a contract that was agreed on before. */
    readonly isChange?: boolean;
    /** Of the agreement's file, for the certificate. */
    readonly sha256?: string;
    /** Where anybody can compare a file with the hash. */
    readonly verifyUrl?: string;
  };
  readonly final?: { readonly finalYen: number; readonly paidYen: number; readonly balanceYen: number; readonly kind: 'remainder' | 'refund' | 'even'; readonly working: readonly WorkingStep[]; readonly rejected?: readonly Rejected[] };
  /** A revocation: what stays of the decided amount, and what was paid. */
  readonly revoked?: { readonly decidedYen: number; readonly keepYen: number; readonly paidYen: number };
  /** Who approves or accepted; `at` null = not yet. */
  readonly approvals?: readonly { readonly post: string; readonly name: string; readonly at: Instant | null; readonly remark: string }[];
  readonly history?: readonly { readonly at: Instant; readonly text: string }[];
};
