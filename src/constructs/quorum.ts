import { Construct } from 'constructs';
import { DisruptionBudget } from './disruption-budget';
import { refuse } from './refuse';

/** What of a database its majority depends on. */
interface Members {
  readonly replicas: number;
  readonly disruptionBudget?: DisruptionBudget;
}

/** @throws if one more server would be no use, or if a drain may take away the majority */
export function requireQuorum(where: Construct, what: string, { replicas, disruptionBudget }: Members): void {
  const majority = Math.floor(replicas / 2) + 1;
  if (replicas > 0 && replicas % 2 === 0) {
    refuse(where, `a cluster of ${replicas} ${what} servers`,
      `it needs ${majority} for a majority and survives the loss of ${replicas - majority}, no more than ${replicas - 1} would`,
      `Write ${replicas - 1} or ${replicas + 1} replicas`);
  }
  if (replicas < 3) return;
  const staying = remaining(disruptionBudget, replicas);
  if (staying < majority) {
    refuse(where, `the disruption budget leaves ${staying} of ${replicas} ${what} servers`, `it takes ${majority} for a majority, so a drain may stop the database`,
      `Leave disruptionBudget out for one at a time, or let at most ${replicas - majority} be unavailable`);
  }
}

/** How many a drain leaves at least. Percentages are rounded up: disruption/disruption.go:getExpectedPodCount. No budget at all was asked for by name. */
function remaining(budget: DisruptionBudget | undefined, replicas: number): number {
  if (budget?.value === undefined) return replicas;
  const { value } = budget.value;
  const count = typeof value === 'number' ? value : Math.ceil(Number.parseInt(value, 10) * replicas / 100);
  return budget.limit === 'maxUnavailable' ? replicas - count : count;
}
