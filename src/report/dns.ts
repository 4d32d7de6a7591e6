import type { DnsAnswer } from '../prove/timeline';

/** What a resolver prints; NXDOMAIN is its word for a name that does not exist. */
export const addressWords = ({ addresses }: DnsAnswer): string => addresses.length === 0 ? 'NXDOMAIN' : addresses.join(', ');

/** The name as a pod of the namespace may write it: `web-0.nginx` for `web-0.nginx.default.svc.cluster.local`. */
const shortName = (name: string): string => name.replace(/\.[^.]+\.svc\.cluster\.local$/, '');

/** An answer in few words. */
export const dnsWords = (answer: DnsAnswer): string => `${shortName(answer.name)}: ${addressWords(answer)}`;
