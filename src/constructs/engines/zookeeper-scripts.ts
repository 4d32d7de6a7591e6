/**
 * Starts a member of the ensemble. Its number is its ordinal plus one: numbers begin with 1, and nothing in a pod template can add.
 *
 * It reads POD_NAME and hands over to the entry point of the official image, which writes the configuration from the ZOO_ variables.
 */
export const START_SCRIPT = `set -eu
ordinal="\${POD_NAME##*-}"
export ZOO_MY_ID=$((ordinal + 1))
exec /docker-entrypoint.sh zkServer.sh start-foreground
`;

/** Whether the server runs. It says so before there is a majority, which is why servers can start one after the other. */
export const RUNNING = '[ "$(echo ruok | nc -w 2 127.0.0.1 2181)" = imok ]';
