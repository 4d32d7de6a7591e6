import { MAX_CERTIFICATE_BYTES, certificateContent, sha256 } from './certificate-file';
import type { Core } from './core';
import { readInput } from './input';
import { readFile } from './read-files';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { verificationText } from './verification-text';
import type { WrittenManifests } from '../manifest/objects';
import { BrokenCertificate, type Verification, verify } from '../verify';

/** `verify`: gives the exit code. Without manifests, it is not asked whether the certificate is about any that are at hand. */
export function verifyCommand(file: string, paths: readonly string[], core: Core, terminal: Terminal): number {
  const content = certificateContent(file, readFile(file, MAX_CERTIFICATE_BYTES).bytes);
  const verification = verified(file, content, paths.length === 0 ? undefined : manifestsIn(paths, core, terminal));
  terminal.out(verificationText(file, verification));
  return verification.exitCode;
}

function manifestsIn(paths: readonly string[], core: Core, terminal: Terminal): WrittenManifests {
  const { input: { manifests, diagnostics } } = readInput(paths, core, terminal);
  const unreadable = diagnostics.find(({ severity }) => severity === 'error');
  if (unreadable !== undefined) throw new UsageError(`${unreadable.where ? `${unreadable.where.file}:${unreadable.where.line}: ` : ''}${unreadable.message}`);
  return manifests;
}

function verified(file: string, content: Uint8Array, manifests: WrittenManifests | undefined): Verification {
  try {
    return verify(content, sha256, manifests);
  } catch (error) {
    if (error instanceof BrokenCertificate) throw new UsageError(`${file} cannot be read as a certificate: ${error.message}`);
    throw error;
  }
}
