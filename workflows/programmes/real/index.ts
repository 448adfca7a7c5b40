// Real programmes as definitions: what the engine can say of them, and beside it the rules it has no word for yet. The sample city runs none of them.
import type { Programme } from '../../domain/programmes.js';
import { hamada } from './hamada-2016.js';
import { hamamatsu } from './hamamatsu-joint.js';
import { higashimatsushima } from './higashimatsushima-2022.js';
import { higashiuraStartup, higashiuraTheme } from './higashiura-partnership.js';
import { ichinomiya } from './ichinomiya-2020.js';
import { iwaki } from './iwaki-jichikai.js';
import { komaki } from './komaki-2020.js';
import { komoroChallenge, komoroStepup } from './komoro.js';
import { koshu } from './koshu.js';
import { mobara } from './mobara-proposal-2022.js';
import { motosu } from './motosu-2013.js';
import { obu } from './obu-joint-plan.js';
import type { RealProgramme } from './real-programme.js';
import { sagamihara } from './sagamihara-2020.js';
import { sakaiminato } from './sakaiminato.js';
import { shijonawate } from './shijonawate-r8.js';
import { takahama } from './takahama-joint.js';
import { yamagata2005, yamagataGeneral, yamagataPresentation } from './yamagata-cf-general-2024.js';
import { yamagataSector } from './yamagata-cf-sector-2023.js';

/** Every version of every real programme, with the rules beside it. */
export const REAL_RULES: readonly RealProgramme[] = [
  komoroChallenge, komoroStepup, shijonawate, higashiuraStartup, higashiuraTheme, higashimatsushima, takahama, motosu, obu, mobara, yamagataSector, yamagata2005, yamagataPresentation, yamagataGeneral,
  sakaiminato, iwaki, hamamatsu, komaki, koshu, hamada, sagamihara, ichinomiya,
];

/** Their definitions. */
export const REAL_PROGRAMMES: readonly Programme[] = REAL_RULES.map((real) => real.programme);

/** The version by which a round of a fiscal year goes; null when the pages show none. */
export function ruleOfYear(id: string, fiscalYear: number): RealProgramme | null {
  return REAL_RULES.find(({ programme, years }) => programme.id === id && (years.from === null || years.from <= fiscalYear) && (years.to === null || fiscalYear <= years.to)) ?? null;
}
