/**
 * Makes the data directory of a PostgreSQL server, if there is none: a new database on the primary, a copy of the primary on a standby.
 *
 * It reads VOLUME (where the claim is mounted), PGDATA, POD_NAME, PRIMARY (the name of the primary's pod), PRIMARY_HOST, SERVICE, PASSFILE,
 * POSTGRES_PASSWORD and REPLICATION_PASSWORD, and needs nothing but a shell and the programs of PostgreSQL.
 */
export const PREPARE_SCRIPT = String.raw`set -eu
umask 077

# Written anew at every start, and only to memory: a password that has changed needs a restart, and no backup contains it.
printf '*:*:*:replicator:%s\n' "$(printf %s "$REPLICATION_PASSWORD" | sed 's/[\\:]/\\&/g')" > "$PASSFILE"

if [ -s "$PGDATA/PG_VERSION" ]; then
  echo "There is a database in $PGDATA."
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
  printf "CREATE ROLE replicator REPLICATION LOGIN PASSWORD '%s'\n" "$(printf %s "$REPLICATION_PASSWORD" | sed "s/'/''/g")" |
    postgres --single -D "$new" -c exit_on_error=on postgres > /dev/null
else
  echo "Waiting for $PRIMARY_HOST."
  until pg_isready -q -h "$PRIMARY_HOST"; do sleep 2; done
  echo "Copying $PRIMARY_HOST."
  pg_basebackup -d "host=$PRIMARY_HOST user=replicator passfile=$PASSFILE" -w -D "$new" --wal-method=stream --checkpoint=fast
  touch "$new/standby.signal"
fi

mv "$new" "$PGDATA"
`;

/** Who may connect. Outside of the container nobody does without a password. */
export const HOST_BASED_AUTHENTICATION = `# TYPE  DATABASE     USER        ADDRESS  METHOD
local   all          postgres             peer
local   all          all                  scram-sha-256
host    replication  replicator  all      scram-sha-256
host    all          all         all      scram-sha-256
`;

/** Whether the server is there. One that is still recovering (1) is: to restart it would make it begin again. */
export const ALIVE = 'pg_isready -q -U postgres -h 127.0.0.1 || [ $? -eq 1 ]';

/** Whether the server accepts connections. */
export const READY = ['pg_isready', '-q', '-U', 'postgres', '-h', '127.0.0.1'];
