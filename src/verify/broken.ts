/** A certificate that cannot be read: nothing can be said of what it claims. */
export class BrokenCertificate extends Error {}
