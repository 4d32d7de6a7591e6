package main

// How objects look in a trace.

import (
	"sort"
	"strings"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

type podSnapshot struct {
	Kind        kind              `json:"k"`
	Name        string            `json:"n"`
	Gone        bool              `json:"gone,omitempty"`
	UID         types.UID         `json:"uid,omitempty"`
	Phase       string            `json:"ph,omitempty"`
	Ready       bool              `json:"rdy,omitempty"`
	ReadyTime   *int64            `json:"rt,omitempty"` // virtual time when it became ready
	Terminating bool              `json:"del,omitempty"`
	Node        bool              `json:"node,omitempty"` // bound to one
	Revision    string            `json:"rev,omitempty"`
	Index       *string           `json:"idx,omitempty"`
	PodName     string            `json:"pn,omitempty"`
	Claims      []string          `json:"pvc,omitempty"`
	Image       string            `json:"img,omitempty"`
	Labels      map[string]string `json:"lbl,omitempty"`
	Owners      []string          `json:"own,omitempty"`
}

type claimSnapshot struct {
	Kind        kind      `json:"k"`
	Name        string    `json:"n"`
	Gone        bool      `json:"gone,omitempty"`
	UID         types.UID `json:"uid,omitempty"`
	Refs        []string  `json:"refs,omitempty"`
	Terminating bool      `json:"del,omitempty"`
}

type revisionSnapshot struct {
	Kind   kind     `json:"k"`
	Name   string   `json:"n"`
	Gone   bool     `json:"gone,omitempty"`
	Number int64    `json:"num,omitempty"`
	Owners []string `json:"own,omitempty"`
}

type setSnapshot struct {
	Kind        kind          `json:"k"`
	Name        string        `json:"n"`
	Gone        bool          `json:"gone,omitempty"`
	UID         types.UID     `json:"uid,omitempty"`
	Generation  int64         `json:"gen,omitempty"`
	Terminating bool          `json:"del,omitempty"`
	Spec        *specSnapshot `json:"spec,omitempty"`
	Status      *Status       `json:"st,omitempty"`
}

type specSnapshot struct {
	Replicas       int32             `json:"replicas"`
	Start          int32             `json:"start,omitempty"`
	PodManagement  string            `json:"pmp"`
	Strategy       string            `json:"strategy"`
	RollingBlock   bool              `json:"ru"`
	Partition      *int32            `json:"partition,omitempty"`
	MaxUnavailable string            `json:"maxUnavailable,omitempty"`
	MinReady       int32             `json:"minReady,omitempty"`
	HistoryLimit   *int32            `json:"rhl,omitempty"`
	Retention      []string          `json:"retain,omitempty"`
	Claims         []string          `json:"claims,omitempty"`
	Image          string            `json:"img"`
	TemplateLabels map[string]string `json:"tlbl,omitempty"`
	Selector       map[string]string `json:"sel,omitempty"`
}

func (w *World) snapshot(e watchEvent) any {
	gone := e.typ == deleted
	switch o := e.object.(type) {
	case *v1.Pod:
		return w.podSnapshot(o, gone)
	case *v1.PersistentVolumeClaim:
		if gone {
			return &claimSnapshot{Kind: kindClaim, Name: o.Name, Gone: true, UID: o.UID}
		}
		return &claimSnapshot{Kind: kindClaim, Name: o.Name, UID: o.UID, Refs: references(o.OwnerReferences), Terminating: o.DeletionTimestamp != nil}
	case *apps.ControllerRevision:
		if gone {
			return &revisionSnapshot{Kind: kindRevision, Name: w.aliasWithData(o), Gone: true}
		}
		return &revisionSnapshot{Kind: kindRevision, Name: w.aliasWithData(o), Number: o.Revision, Owners: references(o.OwnerReferences)}
	case *apps.StatefulSet:
		if gone {
			return &setSnapshot{Kind: kindSet, Name: o.Name, Gone: true, UID: o.UID}
		}
		return &setSnapshot{Kind: kindSet, Name: o.Name, UID: o.UID, Generation: o.Generation, Terminating: o.DeletionTimestamp != nil,
			Spec: snapshotOfSpec(o), Status: w.status(&o.Status)}
	}
	return nil
}

func (w *World) podSnapshot(o *v1.Pod, gone bool) *podSnapshot {
	if gone {
		return &podSnapshot{Kind: kindPod, Name: o.Name, Gone: true, UID: o.UID}
	}
	s := &Write{}
	w.describePod(s, o)
	snapshot := &podSnapshot{Kind: kindPod, Name: o.Name, UID: o.UID, Phase: string(o.Status.Phase), Ready: isReady(o),
		Terminating: o.DeletionTimestamp != nil, Node: o.Spec.NodeName != "",
		Revision: s.Revision, Index: s.Index, PodName: s.PodName, Claims: s.Claims, Image: s.Image, Labels: s.Labels, Owners: s.Owners}
	if t, ok := w.readySince[o.UID]; ok && snapshot.Ready {
		snapshot.ReadyTime = &t
	}
	return snapshot
}

func snapshotOfSpec(o *apps.StatefulSet) *specSnapshot {
	s := &specSnapshot{PodManagement: string(o.Spec.PodManagementPolicy), Strategy: string(o.Spec.UpdateStrategy.Type), MinReady: o.Spec.MinReadySeconds,
		HistoryLimit: o.Spec.RevisionHistoryLimit, Image: templateImage(o.Spec.Template.Spec), TemplateLabels: o.Spec.Template.Labels,
		Selector: o.Spec.Selector.MatchLabels}
	if o.Spec.Replicas != nil {
		s.Replicas = *o.Spec.Replicas
	}
	if o.Spec.Ordinals != nil {
		s.Start = o.Spec.Ordinals.Start
	}
	if block := o.Spec.UpdateStrategy.RollingUpdate; block != nil {
		s.RollingBlock = true
		s.Partition = block.Partition
		if block.MaxUnavailable != nil {
			s.MaxUnavailable = block.MaxUnavailable.String()
		}
	}
	if policy := o.Spec.PersistentVolumeClaimRetentionPolicy; policy != nil {
		s.Retention = []string{string(policy.WhenDeleted), string(policy.WhenScaled)}
	}
	for _, c := range o.Spec.VolumeClaimTemplates {
		s.Claims = append(s.Claims, c.Name)
	}
	return s
}

func (w *World) status(s *apps.StatefulSetStatus) *Status {
	return &Status{s.Replicas, s.ReadyReplicas, s.AvailableReplicas, s.CurrentReplicas, s.UpdatedReplicas,
		w.alias(s.CurrentRevision), w.alias(s.UpdateRevision), s.CollisionCount, s.ObservedGeneration}
}

const indexLabel = "apps.kubernetes.io/pod-index"

var labelsOfTheirOwn = map[string]bool{apps.StatefulSetRevisionLabel: true, apps.StatefulSetPodNameLabel: true, indexLabel: true}

func (w *World) describePod(wr *Write, p *v1.Pod) {
	wr.Ordinal = ordinalOf(p.Name)
	wr.Revision = w.alias(p.Labels[apps.StatefulSetRevisionLabel])
	if v, ok := p.Labels[indexLabel]; ok {
		wr.Index = &v
	}
	if name := p.Labels[apps.StatefulSetPodNameLabel]; name != p.Name {
		wr.PodName = name
	}
	wr.Claims = claimsOf(p)
	wr.Image = templateImage(p.Spec)
	if wr.Verb == "create" {
		wr.Host = p.Spec.Hostname + "." + p.Spec.Subdomain
	}
	for k, v := range p.Labels {
		if !labelsOfTheirOwn[k] {
			if wr.Labels == nil {
				wr.Labels = map[string]string{}
			}
			wr.Labels[k] = v
		}
	}
	wr.Owners = references(p.OwnerReferences)
}

// references: kind:name#incarnation (or kind:name:uid for owners that are none of ours), :c for controller, :b for blockOwnerDeletion.
func references(l []metav1.OwnerReference) []string {
	var out []string
	for _, r := range l {
		s := r.Kind + ":" + r.Name + ":" + string(r.UID)
		if strings.HasPrefix(string(r.UID), r.Name+"#") {
			s = r.Kind + ":" + string(r.UID)
		}
		s = strings.Replace(strings.Replace(s, "StatefulSet:", "set:", 1), "Pod:", "pod:", 1)
		if r.Controller != nil && *r.Controller {
			s += ":c"
		}
		if r.BlockOwnerDeletion != nil && *r.BlockOwnerDeletion {
			s += ":b"
		}
		out = append(out, s)
	}
	return out
}

func claimsOf(p *v1.Pod) []string {
	var l []string
	for _, v := range p.Spec.Volumes {
		if v.PersistentVolumeClaim != nil {
			l = append(l, v.PersistentVolumeClaim.ClaimName)
		}
	}
	sort.Strings(l)
	return l
}

func templateImage(spec v1.PodSpec) string {
	if len(spec.Containers) > 0 {
		return spec.Containers[0].Image
	}
	return ""
}

func isReady(p *v1.Pod) bool {
	for _, c := range p.Status.Conditions {
		if c.Type == v1.PodReady {
			return c.Status == v1.ConditionTrue
		}
	}
	return false
}
