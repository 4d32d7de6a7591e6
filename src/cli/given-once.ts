import type { Command } from 'commander';
import { UsageError } from './usage-error';

/**
 * Refuses options that contradict each other: one with a single value that is given twice, or a value and its `--no-`. Commander would take the last one and say nothing, so that
 * whoever appends options to those of a script is told of a proof that is none of what was asked. An option that gathers its values has a parser.
 */
export function givenOnce(command: Command): void {
  const given = new Map<string, string>();
  for (const option of command.options.filter(({ parseArg }) => parseArg === undefined)) {
    command.on(`option:${option.name()}`, (value: string | undefined) => {
      const name = option.attributeName();
      const before = given.get(name);
      const now = value === undefined ? option.flags : `${option.long} ${value}`;
      if (before !== undefined && (option.required || before !== now)) throw new UsageError(`${before} and ${now} are both given, and only one of them can count: leave one out`);
      given.set(name, now);
    });
  }
}
