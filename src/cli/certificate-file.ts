import { createHash } from 'crypto';
import { gunzipSync, gzipSync } from 'zlib';
import { UsageError } from './usage-error';
import { CERTIFICATE_VERSION } from '../verify';

/**
 * A certificate as a file: a line with the version of the format, a line with the digest of the content, and the content itself, compressed. The first two can be
 * read by everybody, and `tail -n +3 FILE | gunzip | head -1` shows what it is about.
 */
const MAGIC = 'cdk8s-stateful certificate';
const FIRST_LINE = /^cdk8s-stateful certificate ([0-9]{1,9})\n/;
const SECOND_LINE = /^sha256 ([0-9a-f]{64})\n/;

export const MAX_CERTIFICATE_BYTES = 64 * 1024 * 1024;
/** What is unpacked. A few bytes can be packed so that they fill a memory. */
const MAX_CONTENT_BYTES = 128 * 1024 * 1024;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where a gzip header names the operating system: the same bytes wherever they are made say that it is unknown (RFC 1952, 2.3.1). */
const SYSTEM = 9;
const UNKNOWN_SYSTEM = 255;

export function certificateFile(content: Uint8Array): Uint8Array {
  const compressed = gzipSync(content, { level: 9 });
  compressed[SYSTEM] = UNKNOWN_SYSTEM;
  if (content.length > MAX_CONTENT_BYTES || compressed.length > MAX_CERTIFICATE_BYTES) {
    throw new UsageError('the certificate is larger than verify would read: name fewer files, or ask for some scenarios only, with --scenario');
  }
  return Buffer.concat([Buffer.from(`${MAGIC} ${CERTIFICATE_VERSION}\nsha256 ${sha256(content)}\n`), compressed]);
}

/** The content of a certificate. Throws a UsageError for a file that is none, is of another version, or was changed. */
export function certificateContent(path: string, file: Uint8Array): Uint8Array {
  const head = Buffer.from(file.subarray(0, 200)).toString('latin1');
  const first = FIRST_LINE.exec(head);
  if (first === null) throw new UsageError(`${path} is no certificate: prove --certificate FILE writes one`);
  if (Number(first[1]) !== CERTIFICATE_VERSION) {
    throw new UsageError(`${path} is a certificate of format ${first[1]}, and this release reads format ${CERTIFICATE_VERSION}: verify it with a release of the time when it was written`);
  }
  const second = SECOND_LINE.exec(head.slice(first[0].length));
  if (second === null) throw new UsageError(`${path} cannot be read as a certificate: its second line is no digest`);
  const content = unpacked(path, file.subarray(first[0].length + second[0].length));
  if (sha256(content) !== second[1]) throw new UsageError(`${path} was changed after it was written: its content does not have the digest that it names`);
  return content;
}

function unpacked(path: string, compressed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(compressed, { maxOutputLength: MAX_CONTENT_BYTES });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? `it unpacks to more than ${MAX_CONTENT_BYTES} bytes` : 'it is cut off or was changed';
    throw new UsageError(`${path} cannot be read as a certificate: ${why}`);
  }
}
