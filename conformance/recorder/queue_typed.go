//go:build !untypedqueue

package main

// The work queue since 1.31.

import (
	"time"

	"k8s.io/client-go/util/workqueue"
)

// recordingQueue counts what is put into it. Nothing is taken out: the scenario says when to sync.
type recordingQueue struct {
	workqueue.TypedRateLimitingInterface[string]
	w *World
}

func newQueue(w *World) workqueue.TypedRateLimitingInterface[string] { return &recordingQueue{w: w} }

func (q *recordingQueue) Add(string)                         { q.w.enqueue() }
func (q *recordingQueue) AddAfter(_ string, d time.Duration) { q.w.enqueueAfter(d) }
