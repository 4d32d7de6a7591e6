package main

// One sync of the real controller.

import (
	"context"
	"fmt"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// mostRealTime is what a sync may take by the real clock. Upstream reads that clock to see how long pods are ready, so a second more, on a busy machine,
// is another recording.
const mostRealTime = time.Second / 2

// sync must be called without the lock: the controller's writes take it.
func (w *World) sync(step *Step, name string) {
	w.writes, w.events = nil, nil
	start := time.Now()
	w.shiftReadyTimes(name, start)
	w.goroutine = currentGoroutine()
	w.syncing = true
	err := w.syncOrPanic(step, name)
	w.syncing = false
	w.stalled = w.stalled || time.Since(start) > mostRealTime
	if err != nil {
		step.Err = w.withAliases(errorClass(err))
		step.Retry = true
	}
	concurrent := false
	for _, write := range w.writes {
		concurrent = concurrent || !write.sequential
	}
	step.Writes = w.canonicalOrder(name)
	for _, write := range step.Writes {
		w.deltas = append(w.deltas, write.deltas...)
		w.pending = append(w.pending, write.events...)
		write.deltas, write.events = nil, nil
	}
	step.Events = w.events
	if concurrent {
		sort.Strings(step.Events)
	} else {
		sortClaimEvents(step.Events)
	}
	w.writes, w.events = nil, nil
}

func (w *World) syncOrPanic(step *Step, name string) error {
	defer func() {
		if r := recover(); r != nil {
			step.Panic = fmt.Sprint(r)
		}
	}()
	return syncOf(w.controller, context.Background(), namespace+"/"+name)
}

// shiftReadyTimes moves the Ready conditions in the cache so that they are as old by the real clock as they are by the virtual one.
func (w *World) shiftReadyTimes(name string, now time.Time) {
	if !w.asksForTime(name) {
		return
	}
	for _, o := range w.informers[kindPod].store.List() {
		since, ok := w.readySince[o.(*v1.Pod).UID]
		if !ok {
			continue
		}
		p := o.(*v1.Pod).DeepCopy()
		for i := range p.Status.Conditions {
			if p.Status.Conditions[i].Type == v1.PodReady {
				p.Status.Conditions[i].LastTransitionTime = metav1.NewTime(now.Add(-time.Duration(w.now-since) * time.Second))
			}
		}
		_ = w.informers[kindPod].store.Indexer.Update(p)
	}
}

func (w *World) asksForTime(name string) bool {
	if s := w.sets[name]; s != nil && s.Spec.MinReadySeconds > 0 {
		return true
	}
	cached, ok, _ := w.informers[kindSet].store.GetByKey(namespace + "/" + name)
	return ok && cached.(*apps.StatefulSet).Spec.MinReadySeconds > 0
}

// currentGoroutine reads the number from the stack trace: Go has no other way to tell the goroutines of a batch from the one that syncs.
func currentGoroutine() uint64 {
	var b [40]byte
	n := runtime.Stack(b[:], false)
	id, _ := strconv.ParseUint(strings.Fields(string(b[:n]))[1], 10, 64)
	return id
}
