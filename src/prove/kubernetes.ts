/** The version whose controller is bundled (reference: pkg/controller/statefulset of this tag). */
export const KUBERNETES = '1.34';
