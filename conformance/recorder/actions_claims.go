package main

// What happens to claims. A claim is meant by its name (obj) or by the ordinal of its pod (o; of the template arg, or else data).

import (
	"strconv"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func (w *World) claimMeant(a *Action, set, template string) *v1.PersistentVolumeClaim {
	return w.claims[claimNameMeant(a, set, template)]
}

func claimNameMeant(a *Action, set, template string) string {
	if a.Object == "" && a.Ordinal != nil {
		return template + "-" + set + "-" + strconv.Itoa(*a.Ordinal)
	}
	return a.Object
}

const dataTemplate = "data"

func templateMeant(a *Action) string {
	if a.Arg == "" {
		return dataTemplate
	}
	return a.Arg
}

// deletepvc: a user asks for it.
func deleteClaim(w *World, step *Step, set string) bool {
	p := w.claimMeant(&step.Action, set, templateMeant(&step.Action))
	if p == nil || p.DeletionTimestamp != nil {
		return false
	}
	w.deleteClaim(p)
	return true
}

// removepvc: it is gone at once, finalizers or not.
func removeClaim(w *World, step *Step, set string) bool {
	p := w.claimMeant(&step.Action, set, templateMeant(&step.Action))
	if p == nil {
		return false
	}
	w.removeClaim(p)
	return true
}

// pvcref: arg names the owner reference to add, or is clear.
func referClaim(w *World, step *Step, set string) bool {
	old := w.claimMeant(&step.Action, set, dataTemplate)
	if old == nil {
		return false
	}
	p := old.DeepCopy()
	if step.Arg == "clear" {
		p.OwnerReferences = nil
	} else if reference := w.referenceMeant(step.Arg, set, set+"-"+strconv.Itoa(*ordinalOf(p.Name))); reference != nil {
		p.OwnerReferences = append(p.OwnerReferences, *reference)
	} else {
		return false
	}
	w.replaceClaim(p)
	return true
}

// UIDs of owners outside of the scenario. The garbage collector finds the first two of them alive.
const (
	foreignController types.UID = "x1"
	foreignOwner      types.UID = "x2"
	earlierSet        types.UID = "x3"
	earlierPod        types.UID = "x4"
)

// referenceMeant is nil where the owner is not there.
func (w *World) referenceMeant(arg, set, pod string) *metav1.OwnerReference {
	switch arg {
	case "other":
		return referenceTo("v1", "Foo", "foo", foreignController, true)
	case "othernc":
		return referenceTo("v1", "Foo", "foo", foreignOwner, false)
	case "staleset":
		return referenceTo("apps/v1", "StatefulSet", set, earlierSet, true)
	case "stalepod":
		return referenceTo("v1", "Pod", pod, earlierPod, true)
	case "set", "setnc":
		if s := w.sets[set]; s != nil {
			return referenceTo("apps/v1", "StatefulSet", set, s.UID, arg == "set")
		}
	case "pod":
		if p := w.pods[pod]; p != nil {
			return referenceTo("v1", "Pod", pod, p.UID, true)
		}
	}
	return nil
}

func referenceTo(apiVersion, kind, name string, uid types.UID, controller bool) *metav1.OwnerReference {
	r := &metav1.OwnerReference{APIVersion: apiVersion, Kind: kind, Name: name, UID: uid}
	if controller {
		r.Controller = pointerTo(true)
	}
	return r
}

// makepvc: a claim made before the set, without owners.
func makeClaim(w *World, step *Step, set string) bool {
	name := claimNameMeant(&step.Action, set, dataTemplate)
	if name == "" || w.claims[name] != nil {
		return false
	}
	w.addClaim(&v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name}})
	return true
}

// pvcprotect: the controller of that name lets terminating claims go that no pod on a node uses.
func unprotectClaims(w *World, _ *Step, _ string) bool {
	used := map[string]bool{}
	for _, p := range w.pods {
		for _, name := range claimsOf(p) {
			used[name] = used[name] || p.Spec.NodeName != ""
		}
	}
	did := false
	for _, n := range sortedNames(w.claims) {
		if p := w.claims[n]; p.DeletionTimestamp != nil && len(p.Finalizers) > 0 && !used[n] {
			w.removeClaim(p)
			did = true
		}
	}
	return did
}
