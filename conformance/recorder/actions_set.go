package main

// What users do to the set.

import "k8s.io/apimachinery/pkg/apis/meta/v1"

// patch: p says what changes.
func patchSet(w *World, step *Step, set string) bool {
	old := w.sets[set]
	if old == nil || step.Patch == nil {
		return false
	}
	step.Invalid = w.patchSet(old, step.Patch)
	return true
}

// rollback: the image of the revision whose alias is arg, as kubectl rollout undo --to-revision does.
func rollBack(w *World, step *Step, set string) bool {
	old, revision := w.sets[set], w.revisions[w.named(step.Arg)]
	if old == nil || revision == nil {
		return false
	}
	step.Invalid = w.patchSet(old, &SetSpec{Image: imageOfData(revision.Data.Raw)})
	return true
}

// deleteset: policy is background (the default), foreground or orphan; gc does the rest.
func deleteSet(w *World, step *Step, set string) bool {
	old := w.sets[set]
	if old == nil || old.DeletionTimestamp != nil {
		return false
	}
	s := old.DeepCopy()
	switch step.Policy {
	case "orphan":
		s.Finalizers = append(s.Finalizers, v1.FinalizerOrphanDependents)
	case "foreground":
		s.Finalizers = append(s.Finalizers, v1.FinalizerDeleteDependents)
	default:
		delete(w.sets, set)
		w.emit(deleted, s)
		return true
	}
	s.DeletionTimestamp = pointerTo(w.timestamp())
	s.Generation++
	w.replaceSet(s)
	return true
}

// recreate: p is the new set.
func recreateSet(w *World, step *Step, set string) bool {
	if step.Patch == nil {
		return false
	}
	if step.Patch.Name == "" {
		step.Patch.Name = set
	}
	step.Invalid = w.createSet(step.Patch)
	return true
}
