package main

// Random actions on all but the set.

import (
	"strconv"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
)

// onSomePod is nil where there are no pods.
func (g *generator) onSomePod(action string) *Action {
	name := pickName(g, g.w.pods)
	if name == "" {
		return nil
	}
	a := g.onPod(name)
	a.Action = action
	return a
}

// kubelet lets some pod that can go on do so.
func (g *generator) kubelet() *Action {
	names := sortedNames(g.w.pods)
	for _, i := range g.random.Perm(len(names)) {
		if next := g.nextOf(g.w.pods[names[i]]); next != "" {
			a := g.onPod(names[i])
			a.Action = next
			return a
		}
	}
	return &Action{Action: "sync"}
}

// nextOf is what the kubelet and the scheduler do next to a pod, or "".
func (g *generator) nextOf(p *v1.Pod) string {
	isBroken := templateImage(p.Spec) == brokenImage
	switch {
	case p.DeletionTimestamp != nil:
		if p.Status.Phase == v1.PodRunning && g.chance(0.1) {
			return pick(g, "fail", "succeed", "unready")
		}
		return "kill"
	case p.Status.Phase == v1.PodPending:
		return g.nextOfPending(p, isBroken)
	case p.Status.Phase == v1.PodRunning && !isReady(p) && !isBroken, p.Status.Phase == v1.PodUnknown:
		return "ready"
	}
	return ""
}

func (g *generator) nextOfPending(p *v1.Pod, isBroken bool) string {
	switch {
	case !g.w.hasClaims(p):
		return ""
	case p.Spec.NodeName == "" && g.chance(0.25):
		return "schedule"
	case isBroken:
		return pick(g, "run", "schedule", "schedule")
	}
	return pick(g, "run", "ready", "ready", "ready", "ready")
}

// disturb: only a pod on a node can be lost sight of.
func (g *generator) disturb() *Action {
	a := g.onSomePod(pick(g, "unready", "unready", "unready", "unready", "unready", "fail", "fail", "evict", "succeed", "delete", "delete", "delete",
		"delete", "forcedelete", "unknown"))
	if a != nil && a.Action == "unknown" && g.w.podMeant(a, g.set).Spec.NodeName == "" {
		return nil
	}
	return a
}

func (g *generator) advance() *Action {
	return &Action{Action: "advance", Seconds: pick[int64](g, 1, 4, 5, 6, 10, 11, 20)}
}

func (g *generator) deliver() *Action {
	return &Action{Action: "deliver", Kind: pick(g, "", "", "pod", "pvc", "set", "cr"), Count: pick(g, 0, 0, 1, 2)}
}

func (g *generator) takeAwayClaim() *Action {
	return &Action{Action: pick(g, "deletepvc", "deletepvc", "removepvc"), Object: pickName(g, g.w.claims)}
}

func (g *generator) ownClaim() *Action {
	return &Action{Action: "pvcref", Object: pickName(g, g.w.claims),
		Arg: pick(g, "other", "othernc", "staleset", "stalepod", "set", "setnc", "pod", "clear")}
}

func (g *generator) makeClaim() *Action {
	return &Action{Action: "makepvc", Object: g.claimName()}
}

func (g *generator) claimName() string {
	return pick(g, dataTemplate, dataTemplate, "logs") + "-" + g.someName()
}

// someName is the name of a pod that is there or may come.
func (g *generator) someName() string {
	return g.set + "-" + strconv.Itoa(g.between(0, 6))
}

func (g *generator) labelPod() *Action {
	a := g.onSomePod("podlabel")
	if a != nil {
		a.Arg = pick(g, "app", "app="+g.set, "app="+g.set, "app=other", apps.StatefulSetPodNameLabel, apps.StatefulSetPodNameLabel+"=x",
			indexLabel, apps.StatefulSetRevisionLabel)
	}
	return a
}

// orphanPod: names with leading zeros are members too, other names are not. In a Parallel set, two pods of one ordinal would race.
func (g *generator) orphanPod() *Action {
	padded := g.set + "-0" + strconv.Itoa(g.between(0, 3))
	if s := g.w.sets[g.set]; s != nil && s.Spec.PodManagementPolicy == apps.ParallelPodManagement {
		padded = g.someName()
	}
	name := pick(g, g.someName(), g.someName(), g.someName(), padded, g.set+"-x")
	return &Action{Action: "orphanpod", Object: name, Arg: pick(g, "", "r1", "r2")}
}

func (g *generator) onRevision(action string) *Action {
	if len(g.w.revisionInfos) == 0 {
		return nil
	}
	return &Action{Action: action, Arg: pick(g, g.w.revisionInfos...).Alias}
}

// The writes that upstream sends.
var writesToRefuse = map[kind][]string{
	kindPod: {"create", "create", "update", "delete", "delete", "patch"}, kindClaim: {"create", "update"},
	kindRevision: {"create", "update", "delete"}, kindStatus: {"update"},
}

// inject means pods and claims by name, so that the order within a batch, which upstream leaves open, does not matter. Six conflicts in a row
// are more than upstream tries.
func (g *generator) inject() *Action {
	k := pick(g, kindPod, kindPod, kindPod, kindClaim, kindClaim, kindStatus, kindRevision)
	a := &Action{Action: "inject", Kind: string(k), Verb: pick(g, writesToRefuse[k]...), Times: pick(g, 1, 1, 1, 2, 6),
		Error: pick(g, "conflict", "conflict", "notfound", "exists", "forbidden", "timeout", "invalid", "internal")}
	switch k {
	case kindPod:
		a.Object = g.someName()
	case kindClaim:
		a.Object = g.claimName()
	}
	return a
}
