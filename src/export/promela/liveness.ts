import type { Model } from './model';
import { upTo, when } from './text';

/** The good end, as prove/converged.ts has it: every fair run comes to it and stays, once users and faults have stopped. */
export function liveness(model: Model): string {
  const { problem, rolls } = model;
  const { slots, claims, brokenTemplates } = problem;
  const isRight = (p: number) => [
    `phase[${p}] == RUNNING && available[${p}] && !deleting[${p}]`,
    ...rolls ? [`(on_delete || ${p} < partition || revision[${p}] == template)`] : [],
    ...upTo(claims).map((k) => `claim[${p * claims + k}] == CLAIM_BOUND`),
  ].join(' && ');
  const atEnd = upTo(slots).map((p) => `(${p} < replicas || phase[${p}] == ABSENT) && (${p} >= replicas || (${isRight(p)}))`).join(' \\\n  && ');
  const isOver = rolls ? ' \\\n  && (on_delete || partition > 0 || current_revision == template)' : '';
  const broken = (template: string) => `((${brokenTemplates} >> ${template}) & 1) == 1`;
  const isBroken = `(${broken('template')} || (partition > 0 && ${broken('current_revision')}))`;
  return `
/* ---- the good end ---- */
/* every wanted ordinal is available, at the revision that it should have, and no other is left */
#define CONVERGED (${atEnd}${isOver})
${when(brokenTemplates > 0, `/* the spec asks for what cannot be: nothing is promised then */
#define BROKEN ${isBroken}`)}

#ifdef FAIR
ltl converges { <> [] (CONVERGED${brokenTemplates > 0 ? ' || BROKEN' : ''}) }
#endif
`;
}
