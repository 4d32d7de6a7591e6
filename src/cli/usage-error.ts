/** Something that the user can put right: one clear line, and exit code 2. */
export class UsageError extends Error {}
