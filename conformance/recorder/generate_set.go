package main

// Random sets and random changes of sets.

import apps "k8s.io/api/apps/v1"

// Pods of brokenImage never start.
const brokenImage = "bad"

var images = []string{"v1", "v2", "v3", "v4"}

func (g *generator) scenario(name string) *Scenario {
	o := g.profile.odds
	s := &Scenario{Name: name, Gates: map[string]bool{}, Set: g.newSet()}
	s.Gates["MaxUnavailableStatefulSet"] = g.chance(o.budget)
	for _, gate := range gateNames {
		if gate != "MaxUnavailableStatefulSet" && g.chance(o.gateOff) {
			s.Gates[gate] = false
		}
	}
	if g.chance(o.manual) {
		s.Cache = onDelivered
	} else if g.chance(o.immediate) {
		s.Cache = withinStep
	}
	return s
}

func (g *generator) newSet() SetSpec {
	o := g.profile.odds
	s := SetSpec{Replicas: pointerTo(pick[int32](g, 1, 2, 2, 3, 3, 3, 4, 5, 0))}
	if g.chance(o.large) {
		s.Replicas = g.pointer(6, 9) // more than the first three batches of a Parallel set
	}
	if g.chance(o.otherName) {
		s.Name = "web-1" // a member of such a set looks like one of the set web
	}
	if g.chance(o.parallel) {
		s.PodManagement = "Parallel"
	}
	g.newStrategy(&s)
	if g.chance(o.start) {
		s.Start = g.pointer(0, 4)
	}
	if g.chance(o.minReady) {
		s.MinReady = pointerTo(pick[int32](g, 5, 10))
	}
	if g.chance(o.historyLimit) {
		s.HistoryLimit = g.pointer(-1, 2)
	}
	if g.chance(o.claims) {
		s.Claims = pick(g, []string{dataTemplate}, []string{dataTemplate}, []string{dataTemplate, "logs"})
		if g.chance(o.retention) {
			s.Retention = g.retention()
		}
	}
	return s
}

func (g *generator) newStrategy(s *SetSpec) {
	o := g.profile.odds
	if g.chance(o.onDelete) {
		s.Strategy = "OnDelete"
		return
	}
	if g.chance(o.noRollingBlock) {
		s.Strategy, s.NoRollingBlock = "RollingUpdate", true
		return
	}
	if g.chance(o.partition) {
		s.Partition = g.pointer(0, 4)
	}
	if g.chance(o.budget) {
		s.MaxUnavailable = g.budget()
	}
}

func (g *generator) retention() []string {
	return []string{pick(g, "Retain", "Delete"), pick(g, "Retain", "Delete")}
}

func (g *generator) budget() string {
	return pick(g, "1", "2", "2", "3", "25%", "50%", "67%", "100%")
}

// patch changes up to three fields.
func (g *generator) patch() *Action {
	s := g.w.sets[g.set]
	if s == nil {
		return nil
	}
	p := &SetSpec{}
	for n := g.between(1, 3); n > 0; n-- {
		g.change(p, s)
	}
	// The API server refuses a rollingUpdate block of another strategy.
	if p.Strategy == "OnDelete" {
		p.Partition, p.MaxUnavailable = nil, ""
	} else if (p.Partition != nil || p.MaxUnavailable != "") && s.Spec.UpdateStrategy.Type == apps.OnDeleteStatefulSetStrategyType {
		p.Strategy = "RollingUpdate"
	}
	return &Action{Action: "patch", Patch: p}
}

func (g *generator) change(p *SetSpec, s *apps.StatefulSet) {
	switch g.random.Intn(17) {
	case 0, 1, 2:
		p.Replicas = g.pointer(0, 5)
	case 3, 4, 5, 6:
		p.Image = pick(g, "v1", "v2", "v3", "v4", brokenImage)
	case 7, 8:
		p.Partition = g.pointer(0, 5)
	case 9:
		p.Strategy = pick(g, "OnDelete", "RollingUpdate")
	case 10, 11:
		p.MaxUnavailable = pick(g, g.budget(), g.budget(), "-")
	case 12:
		p.Start = g.pointer(0, 4)
	case 13:
		p.MinReady = pointerTo(pick[int32](g, 0, 5, 10, 20))
	case 14:
		if len(s.Spec.VolumeClaimTemplates) > 0 {
			p.Retention = g.retention()
		} else {
			p.HistoryLimit = g.pointer(-1, 3) // up to 1.32 refused
		}
	case 15:
		p.TemplateLabels = map[string]string{"x": pick(g, "1", "2", "-")}
	case 16:
		p.Annotations = map[string]string{"note": pick(g, "a", "b")}
	}
}

func (g *generator) deleteSet() *Action {
	return &Action{Action: "deleteset", Policy: pick(g, "background", "orphan", "foreground")}
}

// recreate makes the set again: as it was first, or another of that name.
func (g *generator) recreate() *Action {
	s := g.Set
	if g.chance(0.4) {
		s = g.newSet()
	}
	s.Name = g.set
	return &Action{Action: "recreate", Patch: &s}
}
