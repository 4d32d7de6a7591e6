package main

// ControllerRevisions, as the API server serves them.

import (
	"context"

	apps "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	appsv1 "k8s.io/client-go/kubernetes/typed/apps/v1"
)

type revisionClient struct {
	appsv1.ControllerRevisionInterface
	w *World
}

func (c *revisionClient) Get(_ context.Context, name string, _ metav1.GetOptions) (*apps.ControllerRevision, error) {
	c.w.mutex.Lock()
	defer c.w.mutex.Unlock()
	if r := c.w.revisions[name]; r != nil {
		return r.DeepCopy(), nil
	}
	return nil, notFound(kindRevision, name)
}

func (c *revisionClient) Create(_ context.Context, in *apps.ControllerRevision, _ metav1.CreateOptions) (*apps.ControllerRevision, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("create", kindRevision, w.aliasWithData(in))
	if err := w.injection("create", kindRevision, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	wr.Number = in.Revision
	if w.revisions[in.Name] != nil {
		return nil, wr.fail(alreadyExists(kindRevision, in.Name))
	}
	r := in.DeepCopy()
	wr.Refs = references(r.OwnerReferences)
	w.addRevision(r)
	return r.DeepCopy(), nil
}

func (c *revisionClient) Update(_ context.Context, in *apps.ControllerRevision, _ metav1.UpdateOptions) (*apps.ControllerRevision, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("update", kindRevision, w.aliasWithData(in))
	wr.Number = in.Revision
	if err := w.injection("update", kindRevision, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	old := w.revisions[in.Name]
	if old == nil {
		return nil, wr.fail(notFound(kindRevision, in.Name))
	}
	if in.ResourceVersion != old.ResourceVersion {
		return nil, wr.fail(conflict(kindRevision, in.Name, "rv"))
	}
	r := in.DeepCopy()
	w.replaceRevision(r)
	return r.DeepCopy(), nil
}

func (c *revisionClient) Delete(_ context.Context, name string, _ metav1.DeleteOptions) error {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("delete", kindRevision, w.alias(name))
	if err := w.injection("delete", kindRevision, name); err != nil {
		return wr.fail(err)
	}
	r := w.revisions[name]
	if r == nil {
		return wr.fail(notFound(kindRevision, name))
	}
	w.removeRevision(r)
	return nil
}

func (c *revisionClient) Patch(_ context.Context, name string, _ types.PatchType, patch []byte, _ metav1.PatchOptions, _ ...string) (*apps.ControllerRevision, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("patch", kindRevision, w.alias(name))
	wr.Patch = patchText(patch)
	old := w.revisions[name]
	if old == nil {
		return nil, wr.fail(notFound(kindRevision, name))
	}
	if uid := uidInPatch(patch); uid != "" && uid != old.UID {
		return nil, wr.fail(conflict(kindRevision, name, "uid"))
	}
	r, err := patched(old, patch)
	if err != nil {
		return nil, wr.fail(err)
	}
	r.Data.Raw = old.Data.Raw // the API server keeps the exact bytes
	w.replaceRevision(r)
	return r.DeepCopy(), nil
}

func (w *World) addRevision(r *apps.ControllerRevision) {
	r.Namespace = namespace
	w.stamp(&r.ObjectMeta)
	w.revisions[r.Name] = r
	w.emit(added, r)
}

// replaceRevision stores a changed copy.
func (w *World) replaceRevision(r *apps.ControllerRevision) {
	w.bump(&r.ObjectMeta)
	w.revisions[r.Name] = r
	w.emit(modified, r)
}

func (w *World) removeRevision(r *apps.ControllerRevision) {
	delete(w.revisions, r.Name)
	w.emit(deleted, r)
}
