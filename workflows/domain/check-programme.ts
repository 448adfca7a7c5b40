// The checker of a definition: says all faults at once, in words for the person who writes the programme.
import { MAIL_IDS } from './mail.js';
import type { FollowUp, Go, Programme, StepDef } from './programmes.js';
import { formFields, pagesOf } from './programmes.js';
import { ruleFaults } from './scoring-rule.js';
import { rulesOf } from './steps/index.js';
import { STEP_KINDS } from './steps/kinds.js';
import { voteFaults } from './vote-count.js';

/** All faults of a definition; empty when it may be published. `posts`, `departments` and `programmes` are those the city has; without programmes those that take cases over are not looked at. */
export function checkProgramme(programme: Programme, city: { posts: readonly string[]; departments: readonly string[]; programmes?: readonly Programme[] }): string[] {
  const faults: string[] = [];
  const say = (where: string, what: string) => faults.push(`${programme.id} ${where}: ${what}`);
  const steps = programme.stages.flatMap((stage) => stage.steps.map((step) => ({ stage, step })));
  const once = (what: string, ids: readonly string[]) => ids.filter((id, n) => ids.indexOf(id) !== n).forEach((id) => say(what, `${id} stands twice`));
  once('stages', programme.stages.map((s) => s.id));
  once('steps', steps.map(({ step }) => step.id));
  once('form pages', programme.form.map((p) => p.id));
  once('tracks', programme.tracks.map((t) => t.id));
  if (!/^[A-Z]{2}$/.test(programme.code)) say('code', 'must be two capital letters');
  if (programme.stages[0]?.steps.length !== 0) say('stages', 'the first stage is the submission and has no steps');
  if (JSON.stringify(JSON.parse(JSON.stringify(programme))) !== JSON.stringify(programme)) say('definition', 'does not survive a JSON round trip');

  const go = (where: string, target: Go, stageId: string | null) => {
    if ('step' in target) {
      const found = steps.find(({ step }) => step.id === target.step);
      if (!found) say(where, `leads to a step ${target.step} that does not exist`);
      else if (stageId !== null && found.stage.id !== stageId) say(where, `leads to step ${target.step} of another stage without crossing a border`);
    } else if ('stage' in target) {
      const stage = programme.stages.find((s) => s.id === target.stage);
      if (!stage) say(where, `leads to a stage ${target.stage} that does not exist`);
      else if (stage.steps.length === 0) say(where, `leads to stage ${target.stage}, which has no steps`);
      else if (target.at && !stage.steps.some((s) => s.id === target.at)) say(where, `leads to step ${target.at}, which stage ${target.stage} does not have`);
    }
  };

  for (const { stage, step } of steps) {
    if (!STEP_KINDS.includes(step.kind)) { say(step.id, `has an unknown kind ${step.kind}`); continue; }
    const { outcomes, optional = [] } = rulesOf(step.kind);
    for (const outcome of outcomes) if (!step.on[outcome] && !optional.includes(outcome)) say(step.id, `does not say where outcome ${outcome} leads`);
    for (const [outcome, way] of Object.entries(step.on)) {
      if (!outcomes.includes(outcome)) say(step.id, `speaks of an outcome ${outcome} its kind does not have`);
      go(`${step.id} ${outcome}`, way.go, stage.id);
      for (const { mail, to } of way.tell ?? []) {
        if (!MAIL_IDS.includes(mail)) say(`${step.id} ${outcome}`, `sends an unknown mail ${mail}`);
        if (to.length === 0) say(`${step.id} ${outcome}`, `sends ${mail} to nobody`);
      }
    }
    for (const post of postsOf(step)) if (!city.posts.includes(post)) say(step.id, `asks a post ${post} that does not exist`);
    if (step.kind === 'consultation') {
      for (const list of Object.values(step.candidates.table)) for (const c of list) if (!city.departments.includes(c.department)) say(step.id, `names a department ${c.department} that does not exist`);
      if (!formFields(programme).some((f) => f.id === step.candidates.field)) say(step.id, `picks candidates by a field ${step.candidates.field} that the form does not have`);
    }
    if (step.kind === 'agreement' && step.changes && !steps.some(({ step: s }) => s.id === step.changes && s.kind === 'contract-change')) say(step.id, `agrees on changes of ${step.changes}, which is no contract-change step`);
    if (step.kind === 'follow-up') for (const to of Object.values(step.programmes)) faultsOfFollowUp(programme, to, city.programmes).forEach((fault) => say(step.id, fault));
    if (step.kind === 'selection') {
      const scoring = steps.find(({ step: s }) => s.id === step.follows)?.step;
      if (scoring?.kind !== 'scoring') say(step.id, `selects by the sheets of ${step.follows}, which is no scoring step`);
      else for (const c of step.rule.criteria) if (!scoring.criteria.some((one) => one.id === c.id && one.max === c.max)) say(step.id, `counts a criterion ${c.id} that ${step.follows} does not ask with these points`);
      for (const fault of ruleFaults(step.rule)) say(step.id, fault);
    }
    if (step.kind === 'public-vote') for (const fault of voteFaults(step, programme.money !== null)) say(step.id, fault);
    if (step.kind === 'report' && step.receipts) {
      const { notBefore, property } = step.receipts;
      if (!steps.some(({ step: s }) => s.id === notBefore)) say(step.id, `counts payments from the end of a step ${notBefore} that does not exist`);
      for (const head of property?.heads ?? []) if (!programme.money?.eligibleHeads.some((h) => h.id === head)) say(step.id, `registers goods of a cost head ${head} that does not exist`);
      if (property && (property.fromYen < 1 || property.classes.length === 0 || property.classes.some((c) => !Number.isSafeInteger(c.years) || c.years < 1))) say(step.id, 'registers property without a price or without years of use');
    }
    if (step.kind === 'draft-decision' && !steps.some(({ step: s }) => s.id === step.follows)) say(step.id, `follows a step ${step.follows} that does not exist`);
    if (step.kind === 'approval') for (const group of step.chain) if (group.need < 1 || group.need > group.posts.length) say(step.id, `needs ${group.need} of ${group.posts.length} approvals`);
    if (step.kind === 'scoring' && (step.quorum < 1 || step.quorum > step.panel.length)) say(step.id, `has a quorum of ${step.quorum} of ${step.panel.length}`);
  }
  for (const stage of programme.stages) {
    if (!stage.withdraw) continue;
    go(`withdrawal in ${stage.id}`, stage.withdraw.go, null);
    for (const id of [stage.withdraw.until, stage.withdraw.within?.from]) if (id && !steps.some(({ step }) => step.id === id)) say(`withdrawal in ${stage.id}`, `speaks of a step ${id} that does not exist`);
  }
  for (const [why, target] of Object.entries(programme.reopen)) go(`reopening for ${why}`, target, null);
  if (programme.dissolution) {
    const { decided, ...ways } = programme.dissolution;
    if (!steps.some(({ step }) => step.id === decided)) say('dissolution', `speaks of a step ${decided} that does not exist`);
    for (const [moment, target] of Object.entries(ways)) go(`dissolution ${moment}`, target, null);
  }

  const reachable = new Set<string>();
  const visit = (target: Go) => {
    const id = 'step' in target ? target.step : 'stage' in target ? (target.at ?? programme.stages.find((s) => s.id === target.stage)?.steps[0]?.id) : undefined;
    const found = steps.find(({ step }) => step.id === id);
    if (!found || reachable.has(found.step.id)) return;
    reachable.add(found.step.id);
    for (const way of Object.values(found.step.on)) visit(way.go);
  };
  const second = programme.stages[1];
  if (second) visit({ stage: second.id });
  for (const target of [...Object.values(programme.reopen), ...programme.stages.flatMap((s) => (s.withdraw ? [s.withdraw.go] : []))]) visit(target);
  for (const { step } of steps) if (!reachable.has(step.id)) say(step.id, 'is never reached');
  if (!Object.values(steps).some(({ step }) => Object.values(step.on).some((way) => 'end' in way.go))) say('flow', 'never ends');

  const fields = formFields(programme).map((f) => f.id);
  for (const [meaning, field] of Object.entries(programme.meaning)) if (!fields.includes(field)) say('meaning', `${meaning} is the field ${field}, which the form does not have`);
  for (const track of programme.tracks) {
    for (const page of track.pages) if (!programme.form.some((p) => p.id === page)) say(`track ${track.id}`, `shows a page ${page} that does not exist`);
    const shown = track.pages.flatMap((id) => programme.form.find((p) => p.id === id)?.fields.map((f) => f.id) ?? []);
    once(`track ${track.id}`, shown);
    for (const needed of ['title', 'contactName', 'contactEmail'] as const) if (!shown.includes(programme.meaning[needed])) say(`track ${track.id}`, `never asks for ${programme.meaning[needed]}`);
  }
  const money = programme.money;
  if (money) {
    once('cost heads', [...money.eligibleHeads, ...money.excludedHeads].map((h) => h.id));
    for (const rate of [...money.rateByYear, money.advanceMax]) if (rate.den <= 0 || rate.num < 0 || rate.num > rate.den) say('money', `has a rate ${rate.num}/${rate.den}`);
  } else if (steps.some(({ step }) => step.kind === 'claim' && step.claims !== 'successor') || (steps.some(({ step }) => step.kind === 'payment') && !steps.some(({ step }) => step.kind === 'quotation'))) say('money', 'has payments but no money rule');
  return faults;
}

/** What is wrong with a programme that takes over: it does not exist, has no such way to file, or is filled from or into fields that do not exist or hold something else. */
function faultsOfFollowUp(programme: Programme, to: FollowUp, programmes: readonly Programme[] | undefined): string[] {
  const own = new Map(formFields(programme).map((f) => [f.id, f.kind]));
  const lost = Object.values(to.fields).filter((id) => !own.has(id)).map((id) => `fills ${to.programme} from a field ${id} that the form does not have`);
  if (!programmes) return lost;
  const other = programmes.find((p) => p.id === to.programme);
  if (!other) return [...lost, `goes on in a programme ${to.programme} that does not exist`];
  if (!other.tracks.some((t) => t.id === to.track)) return [...lost, `files ${to.programme} on a track ${to.track} that does not exist`];
  const theirs = new Map(pagesOf(other, to.track).flatMap((page) => page.fields).map((f) => [f.id, f.kind]));
  return [...lost, ...Object.entries(to.fields).filter(([id, from]) => own.has(from) && theirs.get(id) !== own.get(from)).map(([id, from]) => `fills ${to.programme}'s ${id} from ${from}, which is no such field or of another kind`)];
}

/** The posts a step asks by name. */
export function postsOf(step: StepDef): readonly string[] {
  switch (step.kind) {
    case 'formal-check': case 'draft-decision': case 'publication': case 'determination': case 'ruling': case 'revocation': case 'route': case 'quotation': case 'inspection': case 'contract-change': return [step.by];
    case 'consultation': case 'payment': case 'work': case 'evaluation': return [step.office];
    case 'scoring': return step.panel;
    case 'ballot': return step.voters;
    case 'public-vote': return [step.confirm];
    case 'approval': return step.chain.flatMap((g) => g.posts);
    case 'agreement': return [step.office, step.second];
    case 'refund': return [step.finance];
    case 'gate': case 'claim': case 'report': case 'balance': case 'invoice': case 'late-interest': case 'selection': case 'wait': case 'form-of-cooperation': case 'department-roles': case 'follow-up': return [];
  }
}
