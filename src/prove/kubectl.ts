interface InNamespace { readonly namespace: string }

/** What a command needs to find an object: nothing in the default namespace. */
export const namespaceOption = ({ namespace }: InNamespace): string => namespace === 'default' ? '' : ` -n ${namespace}`;

/** kubectl on the namespace of a set. */
export const kubectl = (set: InNamespace, command: string): string => `kubectl ${command}${namespaceOption(set)}`;
