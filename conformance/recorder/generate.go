package main

// Random scenarios. Each action is chosen with the cluster in view and recorded as it is, so that the trace can be recorded again elsewhere.

import (
	"fmt"
	"math/rand"
)

// steps is how long a random scenario is before the cluster settles.
const steps = 120

// generator takes its choices from the seed alone.
type generator struct {
	*recording
	random  *rand.Rand
	profile profile
}

// choice makes one action, or nil where it makes no sense now.
type choice struct {
	name string
	make func(g *generator) *Action
}

// In the order in which they are drawn.
var choices = []choice{
	{"sync", func(*generator) *Action { return &Action{Action: "sync"} }},
	{"kubelet", (*generator).kubelet},
	{"disturb", (*generator).disturb},
	{"patch", (*generator).patch},
	{"advance", (*generator).advance},
	{"collect", func(g *generator) *Action { return &Action{Action: pick(g, "gc", "gc", "pvcprotect")} }},
	{"deliver", (*generator).deliver},
	{"take away claim", (*generator).takeAwayClaim},
	{"own claim", (*generator).ownClaim},
	{"make claim", (*generator).makeClaim},
	{"label pod", (*generator).labelPod},
	{"orphan pod", (*generator).orphanPod},
	{"orphan revisions", func(*generator) *Action { return &Action{Action: "orphanrevs"} }},
	{"delete revision", func(g *generator) *Action { return g.onRevision("deleterev") }},
	{"rewrite revisions", func(g *generator) *Action { return &Action{Action: "rewriterevs", Arg: pick(g, "", "drop")} }},
	{"collide", func(g *generator) *Action { return &Action{Action: "collide", Arg: pick(g, images...)} }},
	{"roll back", func(g *generator) *Action { return g.onRevision("rollback") }},
	{"inject", (*generator).inject},
	{"forget errors", func(*generator) *Action { return &Action{Action: "clearinject"} }},
	{"delete set", (*generator).deleteSet},
	{"restart", func(*generator) *Action { return &Action{Action: "restart"} }},
}

// generate records one random scenario.
func generate(name string, seed int64, defaults gateDefaults) *Trace {
	profile, known := profiles[name]
	if !known {
		panic(userError(fmt.Sprintf("there is no profile %q, only %s", name, profileNames())))
	}
	g := &generator{random: rand.New(rand.NewSource(seed)), profile: profile}
	g.recording = newRecording(g.scenario(fmt.Sprintf("rnd-%s-%d", name, seed)), defaults)
	g.step(&Action{Action: "create"})
	for len(g.Steps) < steps {
		a := g.choose()
		if a == nil {
			continue
		}
		if a.Action == "sync" {
			g.step(a)
		} else {
			g.stepIfApplies(a)
		}
	}
	g.end()
	return g.finish()
}

func (g *generator) choose() *Action {
	if g.w.sets[g.set] == nil && g.chance(0.15) {
		return g.recreate()
	}
	if g.w.cacheMode == onDelivered && g.chance(0.3) {
		return g.deliver()
	}
	total := 0
	for _, c := range choices {
		total += g.profile.weight(c.name)
	}
	drawn := g.random.Intn(total)
	for _, c := range choices {
		if drawn -= g.profile.weight(c.name); drawn < 0 {
			return c.make(g)
		}
	}
	panic("the weights do not add up")
}

// end lets the cluster settle, without errors and with all events delivered.
func (g *generator) end() {
	g.stepIfApplies(&Action{Action: "clearinject"})
	if g.w.cacheMode != onDelivered {
		g.settle(40, brokenImage)
		return
	}
	for i := 0; i < 25; i++ {
		delivered := g.stepIfApplies(&Action{Action: "deliver"})
		quiet := g.quietSync()
		if !g.everyPodGoesOn(brokenImage, "ready") && !delivered && quiet {
			return
		}
	}
}

func (g *generator) chance(p float64) bool        { return g.random.Float64() < p }
func (g *generator) between(low, high int) int    { return low + g.random.Intn(high-low+1) }
func (g *generator) pointer(low, high int) *int32 { return pointerTo(int32(g.between(low, high))) }
func pick[T any](g *generator, options ...T) T    { return options[g.random.Intn(len(options))] }
func pickName[T any](g *generator, m map[string]T) string {
	if len(m) == 0 {
		return ""
	}
	return pick(g, sortedNames(m)...)
}
