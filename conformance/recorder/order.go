package main

// A canonical order for what upstream leaves to maps and goroutines, so that a recording is the same each time.

import (
	"sort"
	"strconv"
	"strings"

	apps "k8s.io/api/apps/v1"
)

// canonicalOrder orders the writes of the batches of a Parallel set by ordinal, adoptions of revisions by alias, and the claims made for one
// pod by name. All else is in upstream's own order.
func (w *World) canonicalOrder(name string) []*Write {
	start, end := w.cachedRange(name)
	sortRuns(w.writes, func(_, write *Write) bool { return !write.sequential }, func(a, b *Write) bool {
		p, q := placeInBatch(a, start, end)
		r, s := placeInBatch(b, start, end)
		if p != r {
			return p < r
		}
		if q != s {
			return q < s
		}
		return a.sequence < b.sequence
	})
	sortRuns(w.writes, func(_, write *Write) bool { return write.Kind == kindRevision && write.Verb == "patch" },
		func(a, b *Write) bool { return numberOfAlias(a.Name) < numberOfAlias(b.Name) })
	sortRuns(w.writes, func(first, write *Write) bool {
		return write.Kind == kindClaim && write.Verb == "create" && first.Ordinal != nil && write.Ordinal != nil && *first.Ordinal == *write.Ordinal
	}, func(a, b *Write) bool { return a.Name < b.Name })
	return w.writes
}

// sortRuns sorts each longest run of writes that belong to the run's first.
func sortRuns(l []*Write, belongs func(first, write *Write) bool, less func(a, b *Write) bool) {
	for i := 0; i < len(l); {
		j := i
		for j < len(l) && belongs(l[i], l[j]) {
			j++
		}
		run := l[i:j]
		sort.SliceStable(run, func(a, b int) bool { return less(run[a], run[b]) })
		i = max(j, i+1)
	}
}

// cachedRange is the range of ordinals that the controller sees.
func (w *World) cachedRange(name string) (start, end int) {
	start, end = 0, -1
	if o, ok, _ := w.informers[kindSet].store.GetByKey(namespace + "/" + name); ok {
		s := o.(*apps.StatefulSet)
		if s.Spec.Ordinals != nil {
			start = int(s.Spec.Ordinals.Start)
		}
		end = start + int(*s.Spec.Replicas) - 1
	}
	return start, end
}

// placeInBatch: replicas come in ascending order, then the claims and at last the pods that are condemned, in descending order.
func placeInBatch(write *Write, start, end int) (group, place int) {
	o := -1
	if p := ordinalOf(write.Name); p != nil {
		o = *p
	}
	switch {
	case o >= start && o <= end:
		return 0, o
	case write.Kind == kindPod:
		return 2, -o
	default:
		return 1, -o
	}
}

func numberOfAlias(a string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(a, "r"))
	return n
}

// sortClaimEvents sorts the events of the claims of one pod, which follow one another.
func sortClaimEvents(l []string) {
	for i := 0; i < len(l); {
		j := i
		for j < len(l) && strings.Contains(l[j], " claim/") {
			j++
		}
		sort.Strings(l[i:j])
		i = max(j, i+1)
	}
}
