package main

// What happens to pods. A pod is meant by its ordinal (o) or its name (obj).

import (
	"strconv"
	"strings"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const node = "n1"

func (w *World) podMeant(a *Action, set string) *v1.Pod {
	return w.pods[podNameMeant(a, set)]
}

func podNameMeant(a *Action, set string) string {
	if a.Object == "" && a.Ordinal != nil {
		return set + "-" + strconv.Itoa(*a.Ordinal)
	}
	return a.Object
}

// podBecomes changes a pod that has not ended. The change returns false where it does not apply.
func podBecomes(change func(w *World, p *v1.Pod) bool) act {
	return func(w *World, step *Step, set string) bool {
		old := w.podMeant(&step.Action, set)
		if old == nil || hasEnded(old) {
			return false
		}
		p := old.DeepCopy()
		if !change(w, p) {
			return false
		}
		w.replacePod(p)
		return true
	}
}

func scheduled(_ *World, p *v1.Pod) bool {
	applies := p.Spec.NodeName == ""
	p.Spec.NodeName = node
	return applies
}

func running(_ *World, p *v1.Pod) bool {
	applies := p.Status.Phase != v1.PodRunning
	p.Spec.NodeName, p.Status.Phase = node, v1.PodRunning
	return applies
}

func ready(w *World, p *v1.Pod) bool {
	if p.Status.Phase == v1.PodRunning && isReady(p) {
		return false
	}
	p.Spec.NodeName, p.Status.Phase = node, v1.PodRunning
	w.setReady(p, true)
	return true
}

func unready(w *World, p *v1.Pod) bool {
	if !isReady(p) {
		return false
	}
	w.setReady(p, false)
	return true
}

func unknown(_ *World, p *v1.Pod) bool {
	p.Status.Phase = v1.PodUnknown
	return true
}

func failed(w *World, p *v1.Pod) bool    { return w.end(p, v1.PodFailed) }
func succeeded(w *World, p *v1.Pod) bool { return w.end(p, v1.PodSucceeded) }

func evicted(w *World, p *v1.Pod) bool {
	p.Status.Reason = "Evicted"
	return w.end(p, v1.PodFailed)
}

func (w *World) end(p *v1.Pod, phase v1.PodPhase) bool {
	p.Spec.NodeName, p.Status.Phase = node, phase
	w.setReady(p, false)
	return true
}

// setReady sets the condition. The time in it is that of the recording and never read: sync.go sets it anew.
func (w *World) setReady(p *v1.Pod, isReady bool) {
	status := v1.ConditionFalse
	delete(w.readySince, p.UID)
	if isReady {
		status = v1.ConditionTrue
		w.readySince[p.UID] = w.now
	}
	condition := v1.PodCondition{Type: v1.PodReady, Status: status, LastTransitionTime: metav1.Now()}
	for i := range p.Status.Conditions {
		if p.Status.Conditions[i].Type == v1.PodReady {
			p.Status.Conditions[i] = condition
			return
		}
	}
	p.Status.Conditions = append(p.Status.Conditions, condition)
}

// kill: the kubelet has ended a terminating pod.
func killPod(w *World, step *Step, set string) bool {
	p := w.podMeant(&step.Action, set)
	return p != nil && p.DeletionTimestamp != nil && w.deletePod(p, true)
}

// delete: a user or a drain.
func deletePod(w *World, step *Step, set string) bool {
	p := w.podMeant(&step.Action, set)
	if p == nil || p.DeletionTimestamp != nil && !hasEnded(p) {
		return false
	}
	w.deletePod(p, false)
	return true
}

func forceDeletePod(w *World, step *Step, set string) bool {
	p := w.podMeant(&step.Action, set)
	return p != nil && w.deletePod(p, true)
}

// podlabel: arg is key=value, or a key to remove.
func labelPod(w *World, step *Step, set string) bool {
	old := w.podMeant(&step.Action, set)
	if old == nil {
		return false
	}
	p := old.DeepCopy()
	if key, value, isSet := strings.Cut(step.Arg, "="); isSet {
		metav1.SetMetaDataLabel(&p.ObjectMeta, key, value)
	} else {
		delete(p.Labels, key)
	}
	w.replacePod(p)
	return true
}

// orphanpod: a ready pod with the labels of the selector and no owner; arg is the alias of its revision, or absent.
func makeOrphanPod(w *World, step *Step, set string) bool {
	name := podNameMeant(&step.Action, set)
	if name == "" || w.pods[name] != nil {
		return false
	}
	p := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: namespace, Labels: map[string]string{"app": set}}}
	p.Spec.Containers = []v1.Container{{Name: "c", Image: "v0"}}
	p.Spec.NodeName = node
	if revision := w.named(step.Arg); revision != "" {
		p.Labels[apps.StatefulSetRevisionLabel] = revision
	}
	p.Status.Phase = v1.PodRunning
	w.stamp(&p.ObjectMeta)
	w.setReady(p, true)
	w.pods[name] = p
	w.emit(added, p)
	return true
}
