package main

// The StatefulSet as its user writes it, through the version's own defaulting, strategy and validation.

import (
	"context"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	internal "k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	registry "k8s.io/kubernetes/pkg/registry/apps/statefulset"
)

// createSet returns why the API server refuses it, or "".
func (w *World) createSet(spec *SetSpec) string {
	s := newSet(spec)
	if w.sets[s.Name] != nil {
		return "AlreadyExists"
	}
	legacyscheme.Scheme.Default(s)
	in := toInternal(s)
	ctx := context.Background()
	registry.Strategy.PrepareForCreate(ctx, in)
	in.UID = "x"
	in.CreationTimestamp = w.timestamp()
	if errs := registry.Strategy.Validate(ctx, in); len(errs) > 0 {
		return errs.ToAggregate().Error()
	}
	s = fromInternal(in)
	if spec.NoRollingBlock {
		s.Spec.UpdateStrategy.RollingUpdate = nil
	}
	w.stamp(&s.ObjectMeta)
	w.sets[s.Name] = s
	w.emit(added, s)
	return ""
}

// patchSet returns why the API server refuses it, or "".
func (w *World) patchSet(old *apps.StatefulSet, patch *SetSpec) string {
	s := old.DeepCopy()
	applySpec(s, patch)
	legacyscheme.Scheme.Default(s)
	before, after := toInternal(old), toInternal(s)
	ctx := context.Background()
	registry.Strategy.PrepareForUpdate(ctx, after, before)
	if errs := registry.Strategy.ValidateUpdate(ctx, after, before); len(errs) > 0 {
		return errs.ToAggregate().Error()
	}
	s = fromInternal(after)
	// A set without the block stays without it: the patch of a stored object is not defaulted where it says nothing.
	if old.Spec.UpdateStrategy.RollingUpdate == nil && patch.Strategy == "" && patch.Partition == nil && patch.MaxUnavailable == "" {
		s.Spec.UpdateStrategy.RollingUpdate = nil
	}
	w.replaceSet(s)
	return ""
}

func newSet(spec *SetSpec) *apps.StatefulSet {
	name := spec.nameOrDefault()
	s := &apps.StatefulSet{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: namespace}}
	s.Spec.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{"app": name}}
	s.Spec.ServiceName = "svc"
	s.Spec.Template.Labels = map[string]string{"app": name}
	s.Spec.Template.Spec.Containers = []v1.Container{{Name: "c", Image: "v1"}}
	applySpec(s, spec)
	if s.Spec.Replicas == nil {
		s.Spec.Replicas = pointerTo(int32(1))
	}
	return s
}

func (spec *SetSpec) nameOrDefault() string {
	if spec.Name == "" {
		return "web"
	}
	return spec.Name
}

func applySpec(s *apps.StatefulSet, p *SetSpec) {
	if p.Replicas != nil {
		s.Spec.Replicas = pointerTo(*p.Replicas)
	}
	if p.Start != nil {
		s.Spec.Ordinals = nil
		if *p.Start >= 0 {
			s.Spec.Ordinals = &apps.StatefulSetOrdinals{Start: *p.Start}
		}
	}
	if p.PodManagement != "" {
		s.Spec.PodManagementPolicy = apps.PodManagementPolicyType(p.PodManagement)
	}
	applyStrategy(&s.Spec.UpdateStrategy, p)
	if p.MinReady != nil {
		s.Spec.MinReadySeconds = *p.MinReady
	}
	if p.HistoryLimit != nil {
		s.Spec.RevisionHistoryLimit = pointerTo(*p.HistoryLimit)
	}
	if len(p.Retention) == 2 {
		s.Spec.PersistentVolumeClaimRetentionPolicy = &apps.StatefulSetPersistentVolumeClaimRetentionPolicy{
			WhenDeleted: apps.PersistentVolumeClaimRetentionPolicyType(p.Retention[0]), WhenScaled: apps.PersistentVolumeClaimRetentionPolicyType(p.Retention[1])}
	}
	for _, name := range p.Claims {
		claim := v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name}}
		claim.Spec.AccessModes = []v1.PersistentVolumeAccessMode{v1.ReadWriteOnce}
		claim.Spec.Resources.Requests = v1.ResourceList{v1.ResourceStorage: resource.MustParse("1Gi")}
		s.Spec.VolumeClaimTemplates = append(s.Spec.VolumeClaimTemplates, claim)
	}
	if p.Image != "" {
		s.Spec.Template.Spec.Containers[0].Image = p.Image
	}
	for k, v := range p.TemplateLabels {
		if v == "-" {
			delete(s.Spec.Template.Labels, k)
		} else {
			s.Spec.Template.Labels[k] = v
		}
	}
	for k, v := range p.Annotations {
		if s.Annotations == nil {
			s.Annotations = map[string]string{}
		}
		s.Annotations[k] = v
	}
}

func applyStrategy(s *apps.StatefulSetUpdateStrategy, p *SetSpec) {
	if p.Strategy != "" {
		s.Type = apps.StatefulSetUpdateStrategyType(p.Strategy)
		if p.Strategy == "OnDelete" {
			s.RollingUpdate = nil
		}
	}
	if p.MaxUnavailable == "-" && s.RollingUpdate != nil {
		s.RollingUpdate.MaxUnavailable = nil
	}
	sets := p.MaxUnavailable != "" && p.MaxUnavailable != "-"
	if (p.Partition != nil || sets) && s.RollingUpdate == nil {
		s.Type, s.RollingUpdate = apps.RollingUpdateStatefulSetStrategyType, &apps.RollingUpdateStatefulSetStrategy{}
	}
	if p.Partition != nil {
		s.RollingUpdate.Partition = pointerTo(*p.Partition)
	}
	if sets {
		s.RollingUpdate.MaxUnavailable = pointerTo(intstr.Parse(p.MaxUnavailable))
	}
}

func toInternal(s *apps.StatefulSet) *internal.StatefulSet {
	o := &internal.StatefulSet{}
	if err := legacyscheme.Scheme.Convert(s.DeepCopy(), o, nil); err != nil {
		panic(err)
	}
	return o
}

func fromInternal(s *internal.StatefulSet) *apps.StatefulSet {
	o := &apps.StatefulSet{}
	if err := legacyscheme.Scheme.Convert(s, o, nil); err != nil {
		panic(err)
	}
	o.TypeMeta = metav1.TypeMeta{}
	return o
}

func pointerTo[T any](v T) *T { return &v }
