import type { StaticRule } from './index';
import { field, found, podOf, runningContainers, texts } from './pods';
import type { Container } from '../../manifest/objects';

const id = 'hygiene/pre-stop';

/**
 * The hook runs within the grace period, and is cut off at its end; the process then has 2 seconds from SIGTERM to SIGKILL (kubelet, kuberuntime_container.go:
 * killContainer, executePreStopHook). How long a hook takes is known where it sleeps.
 */
export const preStop: StaticRule = {
  id,
  title: 'a preStop hook leaves the process time to end',
  check: (subject) => {
    // The API server has filled it in (core/v1/defaults.go:SetDefaults_PodSpec).
    const grace = podOf(subject).terminationGracePeriodSeconds!;
    return runningContainers(subject).flatMap(({ container, path }) => {
      const sleep = sleepOf(container);
      // Without a grace period no hook runs, and that is another finding.
      if (sleep === undefined || grace === 0 || (sleep.isAll ? sleep.seconds < grace : sleep.seconds <= grace)) return [];
      return [found(id, subject, [...path, 'lifecycle', 'preStop'], {
        severity: 'warning',
        message: `the preStop hook of container ${container.name} of StatefulSet ${subject.name} sleeps ${sleep.seconds} seconds, and its pods have ${grace} seconds to end`,
        reason: 'the hook is part of that time: when it is over, the kubelet kills the process after 2 seconds, in the middle of its shutdown',
        advice: `write terminationGracePeriodSeconds: ${Math.ceil(sleep.seconds) + 30}, which is the sleep and the time that the process takes to end`,
      })];
    });
  },
};

interface Sleep {
  readonly seconds: number;
  /** The hook does nothing else before it. One that has told the process to end may sleep until the kubelet cuts it off. */
  readonly isAll: boolean;
}

function sleepOf(container: Container): Sleep | undefined {
  const hook = container.lifecycle?.preStop;
  const seconds = field(hook, 'sleep', 'seconds');
  if (typeof seconds === 'number') return { seconds, isAll: true };
  const command = texts(field(hook, 'exec', 'command'));
  // What follows `sh -c`, `bash -ec` and the like is the script; else the words are the command.
  const script = command.length > 2 && /^-[a-z]*c$/.test(command[1]) ? command[2] : command.join(' ');
  // How often a loop sleeps, and whether a branch does, is not written.
  if (/\b(?:while|until|for|if|case)\b|\|\|/.test(script)) return undefined;
  const sleeps = [...script.matchAll(/(?:^|[\s;&(/])sleep\s+(\d+(?:\.\d+)?)([smh]?)(?![\w.])/g)];
  if (sleeps.length === 0) return undefined;
  const total = sleeps.reduce((sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit] ?? 1), 0);
  return { seconds: total, isAll: /^\s*(?:\/\S*\/)?sleep\s/.test(script) };
}

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600 };
