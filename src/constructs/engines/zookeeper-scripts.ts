/**
 * Starts a member of the ensemble. Its number is its ordinal plus one: numbers begin with 1, and nothing in a pod template can add.
 *
 * It reads POD_NAME, ZOO_SERVERS and ZOO_DATA_DIR, and CERTIFICATES and KEYSTORE where connections are encrypted, and hands over to the entry
 * point of the official image, which writes the configuration from the ZOO_ variables at every start.
 */
export const START_SCRIPT = `set -eu
umask 077
ordinal="\${POD_NAME##*-}"
export ZOO_MY_ID=$((ordinal + 1))

# While the list grows, those that have the old one and those that have the new one can each find a majority, and write without the other.
set -- $ZOO_SERVERS
known="$ZOO_DATA_DIR/ensemble-size"
if [ -s "$known" ] && [ "$(cat "$known")" -lt $# ]; then
  echo "This server is one of $(cat "$known"), and was started as one of $#. An ensemble does not grow by starting more servers: go back to $(cat "$known") replicas, or make a new ensemble of $# and copy the data." >&2
  exit 1
fi
echo $# > "$known"

# The server wants its key and its certificate in one file.
if [ -n "\${KEYSTORE:-}" ]; then cat "$CERTIFICATES/tls.key" "$CERTIFICATES/tls.crt" > "$KEYSTORE"; fi

exec /docker-entrypoint.sh zkServer.sh start-foreground
`;

/** Whether the server runs. It says so before there is a majority, which is why servers can start one after the other. */
export const RUNNING = '[ "$(echo ruok | nc -w 2 127.0.0.1 2181)" = imok ]';
