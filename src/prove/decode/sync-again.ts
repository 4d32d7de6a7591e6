import { ANY, CONFLICT, FAILED, forgetPlans, planAnswers } from '../../cluster/answer';
import { CONTROLLER, FAULT_INTERRUPTED, FAULT_REFUSED, RESYNC, actorOf, choiceOf } from '../../cluster/label';
import { begin, read, write, writes } from '../../cluster/row';
import { sync } from '../../cluster/statefulset';
import { EVERY_WRITE, UPDATE_STATUS, kindOf, objectOfWrite } from '../../cluster/write';

interface Sync {
  /** Its writes, those that were refused too. */
  readonly made: readonly number[];
  /** It came to its end, with its status. */
  readonly whole: boolean;
}

/** The writes of a sync, and the status that it counts, come from running it once more, as its label says that it went. */
export function syncAgain(before: Int32Array, label: number): Sync {
  const choice = choiceOf(label);
  read(before, 0);
  begin();
  switch (actorOf(label)) {
    case FAULT_REFUSED: refuse(choice); break;
    case CONTROLLER: case RESYNC: if (choice === 1) planAnswers(1 << UPDATE_STATUS, ANY, CONFLICT, 1); break;
  }
  const whole = sync(actorOf(label) === FAULT_INTERRUPTED ? choice : EVERY_WRITE);
  forgetPlans();
  return { made: Array.from({ length: writes() }, (_, w) => write(w)), whole };
}

/** Which write it is, a run without the error tells. */
function refuse(choice: number): void {
  sync(EVERY_WRITE);
  const refused = write(choice);
  planAnswers(1 << kindOf(refused), objectOfWrite(refused), FAILED, 1);
  begin();
}
