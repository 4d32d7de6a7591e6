import { changed, findings } from './sound';

const withEnv = (name: string, value: string) => changed(['{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: db-password}}}', `{name: ${name}, value: ${JSON.stringify(value)}}`]);

describe('hygiene/literal-secret', () => {
  it.each(['POSTGRES_PASSWORD', 'PGPASSWORD', 'DB_PASS', 'AWS_SECRET_ACCESS_KEY', 'MINIO_SECRET_KEY', 'SECRET', 'API_TOKEN', 'APIKEY', 'cluster.auth-key', 'RABBITMQ_CREDENTIALS'])('objects to a literal %s', (name) => {
    expect(findings(withEnv(name, 'hunter2'))).toEqual([`hygiene/literal-secret warning 20:${20 + name.length} ${name} of container db of StatefulSet db is written in the manifest`]);
  });

  it.each([
    'POSTGRES_PASSWORD_FILE', 'SECRET_NAME', 'TOKEN_PATH', 'TOKEN_TTL', 'AWS_ACCESS_KEY_ID', 'PARTITION_KEY', 'PUBLIC_KEY', 'KEY', 'BYPASS', 'COMPASS', 'TOKENIZER', 'PASSWORD_SECRET_NAME',
  ])('takes %s', (name) => {
    expect(findings(withEnv(name, 'hunter2'))).toEqual([]);
  });

  it.each(['', '$(OTHER)', 'prefix-$(OTHER)', '${DB_PASSWORD}', '{{ password }}', '<password>', '/run/secrets/db', 'vault:secret/data/db#password', 'op://vault/db/password', 'yes', 'true', '0'])('takes the value %j', (value) => {
    expect(findings(withEnv('DB_PASSWORD', value))).toEqual([]);
  });

  it('looks at init containers', () => {
    const init = '      initContainers:\n      - {name: init, image: "db:17.2", env: [{name: ROOT_PASSWORD, value: hunter2}]}\n      volumes:\n';
    expect(findings(changed(['      volumes:\n', init])))
      .toEqual(['hygiene/literal-secret warning 27:68 ROOT_PASSWORD of container init of StatefulSet db is written in the manifest']);
  });
});
