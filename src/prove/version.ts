/** The version that reports carry. The package's own version is set when it is published. */
export const TOOL_VERSION = '0.0.0';
