/** An argument as a shell takes it (POSIX, Shell Command Language, 2.2 Quoting). */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, '\'\\\'\'')}'`);
