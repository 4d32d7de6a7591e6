package main

// From the API server to the controller's caches.

import (
	"strconv"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

const (
	added    = "ADDED"
	modified = "MODIFIED"
	deleted  = "DELETED"
)

type watchEvent struct {
	typ    string
	kind   kind
	object metav1.Object
}

func kindOf(o metav1.Object) kind {
	switch o.(type) {
	case *v1.Pod:
		return kindPod
	case *v1.PersistentVolumeClaim:
		return kindClaim
	case *apps.ControllerRevision:
		return kindRevision
	}
	return kindSet
}

// emit tells of a change: to the trace, and to the caches when the mode says so.
func (w *World) emit(typ string, o metav1.Object) {
	object := o.(runtime.Object).DeepCopyObject().(metav1.Object)
	if typ == deleted {
		w.bump(&metav1.ObjectMeta{}) // a delete event has a resourceVersion of its own
		object.SetResourceVersion(strconv.FormatInt(w.resourceVersion, 10))
	}
	e := watchEvent{typ, kindOf(o), object}
	deltas, events := &w.deltas, &w.pending
	if w.syncing {
		deltas, events = &w.current.deltas, &w.current.events
	}
	*deltas = append(*deltas, w.snapshot(e))
	if w.cacheMode == withinStep {
		w.apply(e)
	} else {
		*events = append(*events, e)
	}
}

// apply brings an event to the cache and to the controller's own event handlers.
func (w *World) apply(e watchEvent) {
	informer := w.informers[e.kind]
	old, known, _ := informer.store.GetByKey(namespace + "/" + e.object.GetName())
	informer.store.saw(e.object.GetResourceVersion())
	if e.typ == deleted {
		if known {
			_ = informer.store.Delete(e.object)
			for _, h := range informer.handlers {
				h.OnDelete(e.object)
			}
		}
		return
	}
	_ = informer.store.Update(e.object)
	for _, h := range informer.handlers {
		if known {
			h.OnUpdate(old, e.object)
		} else {
			h.OnAdd(e.object, false)
		}
	}
}

// deliver applies up to count pending events (negative: all) of a kind ("": any), in their order. It returns how many there were.
func (w *World) deliver(k kind, count int) int {
	var rest []watchEvent
	done := 0
	for _, e := range w.pending {
		if (k == "" || e.kind == k) && (count < 0 || done < count) {
			w.apply(e)
			done++
		} else {
			rest = append(rest, e)
		}
	}
	w.pending = rest
	return done
}

// catchUp: after a conflict upstream backs off, 10 ms and more, before it tries again. By then the watch has normally brought what the
// controller itself wrote. So, unless events are delivered by hand, those of objects with the same ordinal arrive now.
func (w *World) catchUp(name string) {
	if w.cacheMode != afterStep {
		return
	}
	ordinal := ordinalOf(name)
	for _, write := range w.writes {
		var rest []watchEvent
		for _, e := range write.events {
			o := ordinalOf(e.object.GetName())
			if ordinal != nil && o != nil && *ordinal == *o {
				w.apply(e)
			} else {
				rest = append(rest, e)
			}
		}
		write.events = rest
	}
}

// restart replaces the controller's process: its caches are listed anew.
func (w *World) restart() {
	w.startController()
	w.pending = nil
	for _, n := range sortedNames(w.sets) {
		w.apply(watchEvent{added, kindSet, w.sets[n].DeepCopy()})
	}
	for _, n := range sortedNames(w.revisions) {
		w.apply(watchEvent{added, kindRevision, w.revisions[n].DeepCopy()})
	}
	for _, n := range sortedNames(w.claims) {
		w.apply(watchEvent{added, kindClaim, w.claims[n].DeepCopy()})
	}
	for _, n := range sortedNames(w.pods) {
		w.apply(watchEvent{added, kindPod, w.pods[n].DeepCopy()})
	}
	for _, k := range kinds {
		w.informers[k].store.saw(strconv.FormatInt(w.resourceVersion, 10))
	}
}
