package main

// Actions that stand for several. A trace has what they stand for.

import (
	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
)

func (r *recording) do(a *Action) {
	switch a.Action {
	case "syncs": // n syncs
		for i := 0; i < a.Count; i++ {
			r.step(&Action{Action: "sync"})
		}
	case "quiet": // syncs until one does nothing, at most n
		for i := 0; i < orElse(a.Count, 20) && !r.quietSync(); i++ {
		}
	case "kubelet": // every pod goes on by one stage
		r.everyPodGoesOn(a.Arg, "run")
	case "settle": // a healthy cluster until nothing happens any more, at most n rounds; pods with the image arg never start
		r.settle(orElse(a.Count, 200), a.Arg)
	default:
		r.step(a)
	}
}

func orElse(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

func (r *recording) quietSync() bool {
	step := r.step(&Action{Action: "sync"})
	return len(step.Writes) == 0 && step.Err == ""
}

func (r *recording) settle(rounds int, broken string) {
	for i := 0; i < rounds; i++ {
		quiet := r.quietSync()
		if r.everyPodGoesOn(broken, "ready") || !quiet {
			continue
		}
		s := r.w.sets[r.set]
		if s == nil || !r.w.waitsForAvailability(s) {
			return
		}
		r.step(&Action{Action: "advance", Seconds: int64(s.Spec.MinReadySeconds)})
	}
}

// waitsForAvailability: a pod is ready, and not yet for long enough.
func (w *World) waitsForAvailability(s *apps.StatefulSet) bool {
	for _, p := range w.pods {
		if since, ok := w.readySince[p.UID]; ok && isReady(p) && w.now-since < int64(s.Spec.MinReadySeconds) {
			return true
		}
	}
	return false
}

// everyPodGoesOn also lets the garbage collector and the protection of claims work. It returns whether anything changed.
func (r *recording) everyPodGoesOn(broken, pendingBecomes string) bool {
	did := false
	for _, n := range sortedNames(r.w.pods) {
		p := r.w.pods[n]
		if p == nil {
			continue
		}
		next := ""
		switch {
		case p.DeletionTimestamp != nil:
			next = "kill"
		case p.Status.Phase == v1.PodPending && broken != "" && templateImage(p.Spec) == broken:
			if p.Spec.NodeName == "" {
				next = "schedule"
			}
		case p.Status.Phase == v1.PodPending && r.w.hasClaims(p):
			next = pendingBecomes
		case p.Status.Phase == v1.PodRunning && !isReady(p):
			next = "ready"
		}
		if next != "" {
			a := r.onPod(n)
			a.Action = next
			r.step(a)
			did = true
		}
	}
	did = r.stepIfApplies(&Action{Action: "gc"}) || did
	return r.stepIfApplies(&Action{Action: "pvcprotect"}) || did
}

// hasClaims: the pod's claims are there, and none is terminating before the pod is on a node.
func (w *World) hasClaims(p *v1.Pod) bool {
	for _, name := range claimsOf(p) {
		if c := w.claims[name]; c == nil || c.DeletionTimestamp != nil && p.Spec.NodeName == "" {
			return false
		}
	}
	return true
}

// onPod means a pod by its ordinal where it has the set's name, else by its name.
func (r *recording) onPod(name string) *Action {
	a := &Action{Ordinal: ordinalOf(name)}
	if podNameMeant(a, r.set) != name {
		a = &Action{Object: name}
	}
	return a
}
