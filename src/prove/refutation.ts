import { decoderOf } from './decode';
import { imagesOf, namesOf } from './decode/names';
import type { Explanation } from './guarantees/guarantee';
import { Run, decodeRun } from './path';
import type { Counterexample } from './report';
import type { Subject } from './subject';
import { timelineOf } from './timeline-of';
import type { Problem } from '../cluster/problem';
import { useProblem } from '../cluster/step';
import type { Diagnostic } from '../manifest/diagnostic';

/** A run of a problem that breaks a guarantee, and what it means. */
export interface Refutation {
  readonly problem: Problem;
  readonly run: Run;
  readonly scenario: string;
  readonly explanation: Explanation;
  /** The run ends where it cannot go on. */
  readonly stuck: boolean;
}

/** Decodes the run, in the words of a set with as many replicas as the problem has. */
export function counterexampleOf(subject: Subject, { problem, run, scenario, explanation, stuck }: Refutation): Counterexample {
  const names = namesOf(subject, imagesOf(subject, problem.templates, problem.brokenTemplates));
  const decoder = decoderOf({ subject, problem, names }, useProblem(problem));
  const { start, steps } = decodeRun(run, decoder, explanation.ending);
  const waiting = steps.flatMap((step) => step.rollout).filter((line) => line.startsWith('Waiting')).slice(-1);
  // What keeps a pod from its node, or a claim from its volume, says more than that the rollout waits.
  const said = decoder.atRest(run.steps.at(-1)?.row ?? run.first).filter(({ actor }) => actor !== 'kubelet')
    .flatMap(({ events, drain = [] }) => [...events.filter(({ reason }) => reason !== 'WaitForPodScheduled').map(({ message }) => message), ...drain]);
  const [kubectlSays] = [...said, ...waiting];
  return {
    ending: explanation.ending,
    stuck,
    ...stuck && kubectlSays !== undefined ? { kubectlSays } : {},
    ...explanation.remedy === undefined ? {} : { remedy: explanation.remedy },
    timeline: timelineOf(subject, scenario, start, steps),
  };
}

export function diagnosticOf(subject: Subject, rule: string, { severity, message, reason, advice, path, where }: Explanation): Diagnostic {
  return { rule, severity, message, reason, advice, where: where ?? subject.manifest.at(...path) };
}
