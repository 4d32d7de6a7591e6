import type { StaticRule } from './index';
import { containersOf, found } from './pods';

const id = 'hygiene/literal-secret';

/** Names that end so hold the secret itself; MYSQL_PASSWORD_FILE, SECRET_NAME, TOKEN_TTL and AWS_ACCESS_KEY_ID do not, nor do PARTITION_KEY and PUBLIC_KEY. */
const SECRET = /(?:PASSWORD|PASSWD|PASSPHRASE|(?:^|[_.-])(?:PASS|SECRET|TOKEN|CREDENTIALS?|(?:API|SECRET|SECRET_ACCESS|PRIVATE|ENCRYPTION|SIGNING|AUTH)[_.-]?KEY))$/i;

/** MYSQL_ALLOW_EMPTY_PASSWORD=yes: a switch, not a secret. */
const SWITCH = /^(?:true|false|yes|no|on|off|0|1|enabled|disabled|none|null)$/i;

/** $(OTHER), ${FILLED_IN}, {{ filled in }}, <fill in>, /run/secrets/file, vault:path, op://vault/item. */
const REFERENCE = /\$[({]|\{\{|^<.*>$|^\.{0,2}\/|^[a-z][a-z0-9+.-]*:\/\/|^vault:/i;

/** Whether a variable of this name and value holds the secret itself. */
export function isLiteralSecret(name: string, value: string): boolean {
  return value !== '' && SECRET.test(name) && !SWITCH.test(value) && !REFERENCE.test(value);
}

export const literalSecret: StaticRule = {
  id,
  title: 'no secret stands in the manifest',
  check: (subject) => containersOf(subject).flatMap(({ container, path }) => (container.env ?? []).flatMap(({ name, value = '' }, index) => {
    if (!isLiteralSecret(name, value)) return [];
    return [found(id, subject, [...path, 'env', index, 'value'], {
      severity: 'warning',
      message: `${name} of container ${container.name} of StatefulSet ${subject.name} is written in the manifest`,
      reason: 'whoever can read the set, its revisions or the repository can read it too',
      advice: `write valueFrom: {secretKeyRef: {name: ${subject.name}, key: ${name.toLowerCase().replace(/[_.]/g, '-')}}}`,
    })];
  })),
};
