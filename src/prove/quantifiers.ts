/** Whether it holds for each of so many things, which have numbers and no list. */
export function every(count: number, holds: (index: number) => boolean): boolean {
  for (let index = 0; index < count; index++) if (!holds(index)) return false;
  return true;
}

/** Whether it holds for any of them. */
export const some = (count: number, holds: (index: number) => boolean): boolean => !every(count, (index) => !holds(index));
