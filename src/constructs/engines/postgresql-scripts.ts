/**
 * Makes the data directory of a PostgreSQL server, if there is none: a new database on the primary, a copy of the primary on a standby.
 *
 * It reads VOLUME (where the claim is mounted), PGDATA, POD_NAME, PRIMARY (the name of the primary's pod), PRIMARY_HOST, PRIMARY_CONNECTION
 * (how a standby connects to it), SERVICE, PASSFILE, POSTGRES_PASSWORD and REPLICATION_PASSWORD, and needs nothing but a shell and the programs
 * of PostgreSQL.
 */
export const PREPARE_SCRIPT = String.raw`set -eu
umask 077

# Written anew at every start, and only to memory: a password that has changed needs a restart, and no backup contains it.
printf '*:*:*:replicator:%s\n' "$(printf %s "$REPLICATION_PASSWORD" | sed 's/[\\:]/\\&/g')" > "$PASSFILE"

if [ -s "$PGDATA/PG_VERSION" ]; then
  echo "There is a database in $PGDATA."
  if [ "$POD_NAME" = "$PRIMARY" ]; then exit 0; fi
  # A standby of another database than the primary's would never hear from it, and go on telling readers what is long gone.
  primary=$(psql -X -A -t -w -d "$PRIMARY_CONNECTION replication=true" -c IDENTIFY_SYSTEM 2> /dev/null | cut -d '|' -f 1) || true
  own=$(LC_ALL=C pg_controldata -D "$PGDATA" | sed -n 's/^Database system identifier: *//p')
  if [ -n "$primary" ] && [ "$primary" != "$own" ]; then
    echo "It is not a copy of the database of $PRIMARY_HOST. If that one is right, delete the claim of this pod and the pod: it then copies it anew. If this one is right, copy its data before anything else." >&2
    exit 1
  fi
  exit 0
fi

# The image moves its data with some releases. To begin anew beside the old data would look as if it were lost.
for other in "$VOLUME" "$VOLUME"/pgdata "$VOLUME"/*/docker; do
  if [ -s "$other/PG_VERSION" ]; then
    echo "There is a database of PostgreSQL $(cat "$other/PG_VERSION") in $other. Upgrade it with pg_upgrade, or go back to its version." >&2
    exit 1
  fi
done

# Fails if there is anything in it: what was not made here is not removed here.
if [ -d "$PGDATA" ]; then rmdir "$PGDATA"; fi

# What is cut short is thrown away. It becomes a database only by the rename at the end.
new="$PGDATA.new"
rm -rf "$new"
mkdir -p "$(dirname "$PGDATA")"

if [ "$POD_NAME" = "$PRIMARY" ]; then
  answer=0
  pg_isready -q -t 3 -h "$SERVICE" || answer=$?
  if [ "$answer" -le 1 ]; then
    echo "$PGDATA is empty, but other servers of $SERVICE are running. They have the data: restore it from one of them." >&2
    exit 1
  fi
  echo "Making a new database."
  printf '%s\n' "$POSTGRES_PASSWORD" > "$PASSFILE.superuser"
  initdb -D "$new" -U postgres --pwfile="$PASSFILE.superuser" --auth=scram-sha-256 --data-checksums > /dev/null
  rm "$PASSFILE.superuser"
  # The exporter has no password: it is let in by who it is, and only from within its pod.
  {
    printf "CREATE ROLE replicator REPLICATION LOGIN PASSWORD '%s'\n" "$(printf %s "$REPLICATION_PASSWORD" | sed "s/'/''/g")"
    echo "CREATE ROLE exporter LOGIN"
    echo "GRANT pg_monitor TO exporter"
  } | postgres --single -D "$new" -c exit_on_error=on postgres > /dev/null
else
  echo "Waiting for $PRIMARY_HOST."
  until pg_isready -q -h "$PRIMARY_HOST"; do sleep 2; done
  echo "Copying $PRIMARY_HOST."
  pg_basebackup -d "$PRIMARY_CONNECTION" -w -D "$new" --wal-method=stream --checkpoint=fast
  touch "$new/standby.signal"
fi

mv "$new" "$PGDATA"
`;

/**
 * Who may connect. Outside of the pod nobody does without a password.
 *
 * @param encrypted whether connections from elsewhere have to be encrypted
 */
export function hostBasedAuthentication(encrypted: boolean): string {
  const host = encrypted ? 'hostssl' : 'host   ';
  return `# TYPE  DATABASE     USER        ADDRESS    METHOD
local   all          postgres               peer
local   all          exporter               peer map=exporter
local   all          all                    scram-sha-256
${host} replication  replicator  all        scram-sha-256
${host} all          all         all        scram-sha-256
`;
}

/** The exporter runs as the same user as the server, in the container next to it. */
export const IDENTITIES = `# MAP     SYSTEM    ROLE
exporter  postgres  exporter
`;

/** Whether the server is there. One that is still recovering (1) is: to restart it would make it begin again. */
export const ALIVE = 'pg_isready -q -U postgres -h 127.0.0.1 || [ $? -eq 1 ]';

/** Whether the server accepts connections. */
export const READY = ['pg_isready', '-q', '-U', 'postgres', '-h', '127.0.0.1'];
