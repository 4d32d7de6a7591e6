package main

// The garbage collector, run until it has nothing more to do.

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// owners is what the garbage collector knows of the objects that others refer to.
type owners struct {
	live       map[types.UID]bool
	orphaning  map[types.UID]bool // sets that are deleted with policy orphan
	foreground map[types.UID]bool // sets that are deleted with policy foreground
}

func (w *World) collectGarbage() bool {
	did := false
	for w.collectOnce() {
		did = true
	}
	return did
}

// collectOnce is one pass over all objects, dependents first.
func (w *World) collectOnce() bool {
	known := w.owners()
	changed := w.collectRevisions(known)
	changed = w.collectPods(known) || changed
	changed = w.collectClaims(known) || changed
	return w.finishSets(known) || changed
}

func (w *World) owners() owners {
	known := owners{map[types.UID]bool{foreignController: true, foreignOwner: true}, map[types.UID]bool{}, map[types.UID]bool{}}
	for _, s := range w.sets {
		known.live[s.UID] = true
		known.orphaning[s.UID] = slices.Contains(s.Finalizers, metav1.FinalizerOrphanDependents)
		known.foreground[s.UID] = slices.Contains(s.Finalizers, metav1.FinalizerDeleteDependents)
	}
	for _, p := range w.pods {
		known.live[p.UID] = true
	}
	return known
}

// judge says which of an object's references stay, and whether it is to be deleted (garbagecollector.go:attemptToDeleteItem).
func (known owners) judge(refs []metav1.OwnerReference) (rest []metav1.OwnerReference, remove bool) {
	solid, orphaned := 0, false
	for _, r := range refs {
		orphaned = orphaned || known.orphaning[r.UID]
		if known.orphaning[r.UID] || !known.live[r.UID] {
			continue
		}
		rest = append(rest, r)
		if !known.foreground[r.UID] {
			solid++
		}
	}
	switch {
	case len(refs) == 0:
		return refs, false
	case len(rest) == len(refs):
		return refs, solid == 0
	case solid > 0:
		return rest, false
	case orphaned && len(rest) == 0:
		return nil, false
	}
	return rest, true
}

func (w *World) collectRevisions(known owners) bool {
	changed := false
	for _, n := range sortedNames(w.revisions) {
		old := w.revisions[n]
		refs, remove := known.judge(old.OwnerReferences)
		if remove {
			w.removeRevision(old)
			changed = true
		} else if len(refs) != len(old.OwnerReferences) {
			r := old.DeepCopy()
			r.OwnerReferences = refs
			w.replaceRevision(r)
			changed = true
		}
	}
	return changed
}

func (w *World) collectPods(known owners) bool {
	changed := false
	for _, n := range sortedNames(w.pods) {
		old := w.pods[n]
		refs, remove := known.judge(old.OwnerReferences)
		if remove && old.DeletionTimestamp == nil {
			w.deletePod(old, false)
			changed = true
		} else if !remove && len(refs) != len(old.OwnerReferences) {
			p := old.DeepCopy()
			p.OwnerReferences = refs
			w.replacePod(p)
			changed = true
		}
	}
	return changed
}

func (w *World) collectClaims(known owners) bool {
	changed := false
	for _, n := range sortedNames(w.claims) {
		old := w.claims[n]
		refs, remove := known.judge(old.OwnerReferences)
		if remove && old.DeletionTimestamp == nil {
			w.deleteClaim(old)
			changed = true
		} else if !remove && len(refs) != len(old.OwnerReferences) {
			p := old.DeepCopy()
			p.OwnerReferences = refs
			w.replaceClaim(p)
			changed = true
		}
	}
	return changed
}

// finishSets removes the terminating sets that nothing holds back any more.
func (w *World) finishSets(known owners) bool {
	changed := false
	for _, n := range sortedNames(w.sets) {
		s := w.sets[n]
		if s.DeletionTimestamp == nil || w.holdsBack(s.UID, known) {
			continue
		}
		delete(w.sets, n)
		w.emit(deleted, s)
		changed = true
	}
	return changed
}

func (w *World) holdsBack(uid types.UID, known owners) bool {
	for _, p := range w.pods {
		if (known.foreground[uid] || known.orphaning[uid]) && refersTo(p.OwnerReferences, uid) {
			return true
		}
	}
	for _, p := range w.claims {
		if known.foreground[uid] && blocks(p.OwnerReferences, uid) {
			return true
		}
	}
	for _, r := range w.revisions {
		if known.foreground[uid] && blocks(r.OwnerReferences, uid) {
			return true
		}
	}
	return false
}

func refersTo(l []metav1.OwnerReference, uid types.UID) bool {
	return slices.ContainsFunc(l, func(r metav1.OwnerReference) bool { return r.UID == uid })
}

func blocks(l []metav1.OwnerReference, uid types.UID) bool {
	return slices.ContainsFunc(l, func(r metav1.OwnerReference) bool {
		return r.UID == uid && r.BlockOwnerDeletion != nil && *r.BlockOwnerDeletion
	})
}
