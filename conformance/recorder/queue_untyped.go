//go:build untypedqueue

package main

// The work queue up to 1.30.

import (
	"time"

	"k8s.io/client-go/util/workqueue"
)

// recordingQueue counts what is put into it. Nothing is taken out: the scenario says when to sync.
type recordingQueue struct {
	workqueue.RateLimitingInterface
	w *World
}

func newQueue(w *World) workqueue.RateLimitingInterface { return &recordingQueue{w: w} }

func (q *recordingQueue) Add(interface{})                         { q.w.enqueue() }
func (q *recordingQueue) AddAfter(_ interface{}, d time.Duration) { q.w.enqueueAfter(d) }
