/**
 * The only file that names a release of cdk8s-plus: everything else imports this one, so that another release is one line away.
 */
export * from 'cdk8s-plus-28';
