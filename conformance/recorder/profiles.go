package main

// What random scenarios are about. README.md says what each profile covers.

import (
	"sort"
	"strings"
)

// odds say how likely a random set has a trait, from 0 to 1.
type odds struct {
	parallel, onDelete, noRollingBlock, partition, claims, retention, minReady, start, historyLimit, budget, large, otherName float64
	// The feature gates other than MaxUnavailableStatefulSet, each.
	gateOff float64
	// The cache modes.
	manual, immediate float64
}

// profile: the odds of the set, and how often each choice of generate.go is taken.
type profile struct {
	odds    odds
	weights map[string]int
}

var usual = odds{
	parallel: 0.4, onDelete: 0.12, noRollingBlock: 0.04, partition: 0.25, claims: 0.45, retention: 0.6, minReady: 0.25, start: 0.2,
	historyLimit: 0.4, budget: 0.45, large: 0.03, otherName: 0.03, gateOff: 0.04, manual: 0.10, immediate: 0.15,
}

// The weights of the default profile. The others say only in what they differ.
var everyday = map[string]int{
	"sync": 760, "kubelet": 560, "disturb": 200, "patch": 180, "advance": 60, "collect": 80, "deliver": 0,
	"take away claim": 30, "own claim": 12, "make claim": 6, "label pod": 8, "orphan pod": 8, "orphan revisions": 4, "delete revision": 6,
	"rewrite revisions": 4, "collide": 6, "roll back": 10, "inject": 40, "forget errors": 4, "delete set": 8, "restart": 14,
}

var profiles = map[string]profile{
	"default": {usual, nil},
	"rollout": {usual.with(func(o *odds) { o.claims, o.budget, o.partition, o.noRollingBlock = 0.1, 0.6, 0.4, 0.15 }),
		map[string]int{"patch": 260, "roll back": 60}},
	"claims": {usual.with(func(o *odds) { o.claims, o.retention, o.minReady, o.gateOff = 1, 0.9, 0.1, 0.1 }),
		map[string]int{"take away claim": 80, "own claim": 60, "make claim": 40, "collect": 160}},
	"minready": {usual.with(func(o *odds) { o.minReady = 1 }), map[string]int{"advance": 160}},
	"lag":      {usual.with(func(o *odds) { o.manual, o.immediate, o.gateOff = 1, 0, 0.1 }), map[string]int{"deliver": 900}},
	"budget": {usual.with(func(o *odds) { o.budget, o.onDelete, o.parallel, o.large, o.start = 1, 0, 0.5, 0.4, 0.4 }),
		map[string]int{"patch": 260, "disturb": 260}},
	"adoption": {usual.with(func(o *odds) { o.otherName = 0.2 }),
		map[string]int{"label pod": 120, "orphan pod": 120, "orphan revisions": 60, "delete set": 40, "disturb": 260}},
	"revisions": {usual.with(func(o *odds) { o.historyLimit, o.claims, o.gateOff = 0.8, 0.1, 0.2 }),
		map[string]int{"patch": 260, "orphan revisions": 30, "delete revision": 60, "rewrite revisions": 40, "collide": 60, "roll back": 90}},
	"errors": {usual.with(func(o *odds) { o.claims, o.gateOff = 0.7, 0.1 }), map[string]int{"inject": 360, "forget errors": 60, "orphan pod": 20, "label pod": 20}},
	"deletion": {usual.with(func(o *odds) { o.claims, o.retention = 0.7, 0.9 }),
		map[string]int{"delete set": 90, "collect": 220, "take away claim": 50}},
}

func (o odds) with(change func(*odds)) odds {
	change(&o)
	return o
}

func (p profile) weight(choice string) int {
	if w, ok := p.weights[choice]; ok {
		return w
	}
	return everyday[choice]
}

func profileNames() string {
	names := make([]string, 0, len(profiles))
	for name := range profiles {
		names = append(names, name)
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}
