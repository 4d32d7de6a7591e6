package main

// Claims, as the API server serves them.

import (
	"context"

	v1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

type claimClient struct {
	corev1.PersistentVolumeClaimInterface
	w *World
}

const protection = "kubernetes.io/pvc-protection"

func (c *claimClient) Create(_ context.Context, in *v1.PersistentVolumeClaim, _ metav1.CreateOptions) (*v1.PersistentVolumeClaim, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("create", kindClaim, in.Name)
	wr.Ordinal = ordinalOf(in.Name)
	wr.Refs = references(in.OwnerReferences)
	wr.Labels = in.DeepCopy().Labels
	if err := w.injection("create", kindClaim, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	if w.claims[in.Name] != nil {
		return nil, wr.fail(alreadyExists(kindClaim, in.Name))
	}
	p := in.DeepCopy()
	w.addClaim(p)
	return p.DeepCopy(), nil
}

func (c *claimClient) Get(_ context.Context, name string, _ metav1.GetOptions) (*v1.PersistentVolumeClaim, error) {
	c.w.mutex.Lock()
	defer c.w.mutex.Unlock()
	if p := c.w.claims[name]; p != nil {
		return p.DeepCopy(), nil
	}
	return nil, notFound(kindClaim, name)
}

func (c *claimClient) Update(_ context.Context, in *v1.PersistentVolumeClaim, _ metav1.UpdateOptions) (*v1.PersistentVolumeClaim, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("update", kindClaim, in.Name)
	wr.Ordinal = ordinalOf(in.Name)
	wr.Refs = references(in.OwnerReferences)
	if err := w.injection("update", kindClaim, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	old := w.claims[in.Name]
	if old == nil {
		return nil, wr.fail(notFound(kindClaim, in.Name))
	}
	if in.ResourceVersion != old.ResourceVersion {
		w.catchUp(in.Name)
		return nil, wr.fail(conflict(kindClaim, in.Name, "rv"))
	}
	p := in.DeepCopy()
	if apiequality.Semantic.DeepEqual(p, old) {
		wr.Result = "noop"
		return old.DeepCopy(), nil
	}
	w.replaceClaim(p)
	return p.DeepCopy(), nil
}

// addClaim stores a new one, which the admission plugin StorageObjectInUseProtection protects.
func (w *World) addClaim(p *v1.PersistentVolumeClaim) {
	p.Namespace = namespace
	p.Finalizers = append(p.Finalizers, protection)
	w.stamp(&p.ObjectMeta)
	w.claims[p.Name] = p
	w.emit(added, p)
}

// replaceClaim stores a changed copy.
func (w *World) replaceClaim(p *v1.PersistentVolumeClaim) {
	w.bump(&p.ObjectMeta)
	w.claims[p.Name] = p
	w.emit(modified, p)
}

func (w *World) removeClaim(p *v1.PersistentVolumeClaim) {
	delete(w.claims, p.Name)
	w.emit(deleted, p)
}

// deleteClaim is what a user or the garbage collector asks for.
func (w *World) deleteClaim(old *v1.PersistentVolumeClaim) {
	if len(old.Finalizers) == 0 {
		w.removeClaim(old)
	} else if old.DeletionTimestamp == nil {
		p := old.DeepCopy()
		now := w.timestamp()
		p.DeletionTimestamp = &now
		w.replaceClaim(p)
	}
}
