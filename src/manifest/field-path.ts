/** Where the field of an API server's message stands in a manifest. */

/** The steps of `spec.containers[0].resources.limits[example.com/gpu]`. */
export function stepsOf(field: string): string[] {
  return [...field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([step, bracketed]) => bracketed ?? step);
}

/**
 * The same for a field of a StatefulSet. The server leaves out `metadata` where it speaks of the labels of the template, and it counts the volumes after
 * those that stand for the claim templates (apps/validation/validation.go:ValidatePodTemplateSpecForStatefulSet).
 */
export function setStepsOf(field: string, claimTemplates: readonly string[]): string[] {
  const steps = stepsOf(field.replace(/^spec\.template\.(?=labels|annotations)/, 'spec.template.metadata.'));
  if (!field.startsWith('spec.template.spec.volumes[')) return steps;
  const claims = new Set(claimTemplates).size;
  const index = Number(steps[4]);
  return index < claims ? ['spec', 'volumeClaimTemplates', String(index)] : [...steps.slice(0, 4), String(index - claims), ...steps.slice(5)];
}
