/**
 * Writes all databases and roles to a new file, and deletes the oldest ones.
 *
 * It reads NAME (what file names begin with), KEEP (how many files stay) and FOLDER, and the variables of libpq, and needs a shell, gzip and the
 * programs of PostgreSQL.
 */
export const BACKUP_SCRIPT = String.raw`set -eu
umask 077

# Left behind by one that was cut short.
rm -f "$FOLDER/.unfinished-$NAME"*

file="$NAME-$(date -u +%Y%m%dT%H%M%SZ).sql.gz"
new="$FOLDER/.unfinished-$file"
# A pipe hides it when its beginning breaks off.
{ pg_dumpall -w || touch "$new.failed"; } | gzip > "$new"
if [ -e "$new.failed" ]; then
  echo "The backup broke off. Those that are there stay." >&2
  exit 1
fi
sync "$new"
mv "$new" "$FOLDER/$file"
echo "Wrote $file."

digits='[0-9][0-9][0-9][0-9][0-9][0-9]'
ls "$FOLDER/$NAME"-[0-9][0-9]$digits"T"$digits"Z.sql.gz" | sort -r | tail -n "+$((KEEP + 1))" | while read -r old; do
  rm "$old"
  echo "Deleted $(basename "$old")."
done
`;

/**
 * Fills an empty database from a file that BACKUP_SCRIPT wrote.
 *
 * It reads FILE and FOLDER, and the variables of libpq. It may be run again: once the file is restored it does nothing.
 */
export const RESTORE_SCRIPT = String.raw`set -eu

if [ ! -s "$FOLDER/$FILE" ]; then
  echo "There is no backup $FILE. There are:" >&2
  ls "$FOLDER" >&2
  exit 1
fi
if [ "$(gzip -dc "$FOLDER/$FILE" | tail -n 5 | grep -c 'database cluster dump complete')" != 1 ]; then
  echo "$FILE is not whole." >&2
  exit 1
fi

echo "Waiting for $PGHOST."
until pg_isready -q; do sleep 2; done

ask() { psql -X -A -t -q -w -v ON_ERROR_STOP=1 -d postgres "$@"; }
restored="restored from $FILE"
if [ "$(ask -c "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'postgres'")" = "$restored" ]; then
  echo "$FILE is restored already."
  exit 0
fi
if [ "$(ask -c "SELECT count(*) FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')")" != 0 ] ||
   [ "$(ask -c "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")" != 0 ]; then
  echo "The database of $PGHOST has data. Restore $FILE to a new database: under another name, whose claims are empty." >&2
  exit 1
fi

echo "Restoring $FILE."
# These roles are there, with the passwords of now. All roles come before the first \connect, and data only after it.
gzip -dc "$FOLDER/$FILE" |
  sed '1,/^\\connect /{ /^\(CREATE\|ALTER\) ROLE \(postgres\|replicator\|exporter\)[ ;]/d; }' |
  ask > /dev/null
# The last thing, so that what was cut short is not taken for restored.
echo "COMMENT ON DATABASE postgres IS :'restored'" | ask -v restored="$restored"
echo "Restored $FILE."
`;
