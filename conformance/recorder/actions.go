package main

// What a scenario can do, besides create, sync and the macros.

import "fmt"

// act performs an action on the set of that name. It returns false where the action does not apply.
type act func(w *World, step *Step, set string) bool

var acts = map[string]act{
	// kubelet and scheduler (actions_pods.go)
	"schedule": podBecomes(scheduled), "run": podBecomes(running), "ready": podBecomes(ready), "unready": podBecomes(unready),
	"unknown": podBecomes(unknown), "fail": podBecomes(failed), "evict": podBecomes(evicted), "succeed": podBecomes(succeeded), "kill": killPod,
	// users, of pods
	"delete": deletePod, "forcedelete": forceDeletePod, "podlabel": labelPod, "orphanpod": makeOrphanPod,
	// users, of the set (actions_set.go)
	"patch": patchSet, "rollback": rollBack, "deleteset": deleteSet, "recreate": recreateSet,
	// users, of claims (actions_claims.go)
	"deletepvc": deleteClaim, "removepvc": removeClaim, "pvcref": referClaim, "makepvc": makeClaim,
	// users, of revisions (actions_revisions.go)
	"collide": collide, "rewriterevs": rewriteRevisions, "orphanrevs": orphanRevisions, "deleterev": deleteRevision,
	// other controllers
	"gc": func(w *World, _ *Step, _ string) bool { return w.collectGarbage() }, "pvcprotect": unprotectClaims,
	// the rest of the world
	"advance":     func(w *World, step *Step, _ string) bool { w.now += step.Seconds; return true },
	"inject":      inject,
	"clearinject": func(w *World, _ *Step, _ string) bool { w.injected = nil; return true },
	"deliver":     deliver,
	"restart":     func(w *World, _ *Step, _ string) bool { w.restart(); return true },
}

func (w *World) act(step *Step, set string) bool {
	do, known := acts[step.Action.Action]
	if !known {
		panic(userError(fmt.Sprintf("there is no action %q", step.Action.Action)))
	}
	return do(w, step, set)
}

// inject: e is what the next writes that fit verb, kind and obj (each may be absent) are answered, times times.
func inject(w *World, step *Step, _ string) bool {
	a := step.Action
	if a.Times == 0 {
		a.Times = 1
	}
	w.injected = append(w.injected, &a)
	return true
}

// deliver: the caches see the next n events (absent: all) of the kind (absent: any).
func deliver(w *World, step *Step, _ string) bool {
	count := step.Count
	if count == 0 {
		count = -1
	}
	return w.deliver(kind(step.Kind), count) > 0
}
