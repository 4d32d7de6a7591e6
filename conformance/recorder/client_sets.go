package main

// StatefulSets, as the API server serves them to the controller: reads, and the status with the version's own validation.

import (
	"context"

	apps "k8s.io/api/apps/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	appsv1 "k8s.io/client-go/kubernetes/typed/apps/v1"
	registry "k8s.io/kubernetes/pkg/registry/apps/statefulset"
)

type setClient struct {
	appsv1.StatefulSetInterface
	w *World
}

func (c *setClient) Get(_ context.Context, name string, _ metav1.GetOptions) (*apps.StatefulSet, error) {
	c.w.mutex.Lock()
	defer c.w.mutex.Unlock()
	if s := c.w.sets[name]; s != nil {
		return s.DeepCopy(), nil
	}
	return nil, notFound(kindSet, name)
}

func (c *setClient) UpdateStatus(ctx context.Context, in *apps.StatefulSet, _ metav1.UpdateOptions) (*apps.StatefulSet, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("update", kindStatus, in.Name)
	wr.Status = w.status(&in.Status)
	if err := w.injection("update", kindStatus, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	old := w.sets[in.Name]
	if old == nil {
		return nil, wr.fail(notFound(kindSet, in.Name))
	}
	if old.UID != in.UID || in.ResourceVersion != old.ResourceVersion {
		return nil, wr.fail(conflict(kindSet, in.Name, "rv"))
	}
	before, after := toInternal(old), toInternal(in)
	registry.StatusStrategy.PrepareForUpdate(ctx, after, before)
	if errs := registry.StatusStrategy.ValidateUpdate(ctx, after, before); len(errs) > 0 {
		return nil, wr.fail(apierrors.NewInvalid(schema.GroupKind{Group: "apps", Kind: "StatefulSet"}, in.Name, errs))
	}
	s := old.DeepCopy()
	s.Status = *in.Status.DeepCopy()
	if apiequality.Semantic.DeepEqual(s, old) {
		wr.Result = "noop"
		return old.DeepCopy(), nil
	}
	w.replaceSet(s)
	return s.DeepCopy(), nil
}

// replaceSet stores a changed copy.
func (w *World) replaceSet(s *apps.StatefulSet) {
	w.bump(&s.ObjectMeta)
	w.sets[s.Name] = s
	w.emit(modified, s)
}
