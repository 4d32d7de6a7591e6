package main

// Pods, as the API server serves them.

import (
	"context"
	"encoding/json"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

type podClient struct {
	corev1.PodInterface
	w *World
}

func (c *podClient) Create(_ context.Context, in *v1.Pod, _ metav1.CreateOptions) (*v1.Pod, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("create", kindPod, in.Name)
	w.describePod(wr, in)
	if err := w.injection("create", kindPod, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	if w.pods[in.Name] != nil {
		return nil, wr.fail(alreadyExists(kindPod, in.Name))
	}
	p := in.DeepCopy()
	p.Namespace = namespace
	w.stamp(&p.ObjectMeta)
	p.Status = v1.PodStatus{Phase: v1.PodPending}
	w.pods[p.Name] = p
	w.emit(added, p)
	return p.DeepCopy(), nil
}

func (c *podClient) Get(_ context.Context, name string, _ metav1.GetOptions) (*v1.Pod, error) {
	c.w.mutex.Lock()
	defer c.w.mutex.Unlock()
	if p := c.w.pods[name]; p != nil {
		return p.DeepCopy(), nil
	}
	return nil, notFound(kindPod, name)
}

func (c *podClient) Update(_ context.Context, in *v1.Pod, _ metav1.UpdateOptions) (*v1.Pod, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("update", kindPod, in.Name)
	w.describePod(wr, in)
	if err := w.injection("update", kindPod, in.Name); err != nil {
		return nil, wr.fail(err)
	}
	old := w.pods[in.Name]
	if old == nil {
		return nil, wr.fail(notFound(kindPod, in.Name))
	}
	if in.ResourceVersion != old.ResourceVersion {
		w.catchUp(in.Name)
		return nil, wr.fail(conflict(kindPod, in.Name, "rv"))
	}
	p := in.DeepCopy()
	p.Status = *old.Status.DeepCopy()
	if apiequality.Semantic.DeepEqual(p, old) {
		wr.Result = "noop"
		return old.DeepCopy(), nil
	}
	w.replacePod(p)
	return p.DeepCopy(), nil
}

func (c *podClient) Delete(_ context.Context, name string, o metav1.DeleteOptions) error {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("delete", kindPod, name)
	wr.Ordinal = ordinalOf(name)
	if o.Preconditions != nil || o.PropagationPolicy != nil || o.GracePeriodSeconds != nil {
		options, _ := json.Marshal(o)
		wr.Options = string(options)
	}
	if err := w.injection("delete", kindPod, name); err != nil {
		return wr.fail(err)
	}
	p := w.pods[name]
	if p == nil {
		return wr.fail(notFound(kindPod, name))
	}
	wr.Revision = w.alias(p.Labels[apps.StatefulSetRevisionLabel])
	wr.Result = "terminating"
	if w.deletePod(p, false) {
		wr.Result = "gone"
	}
	return nil
}

func (c *podClient) Patch(_ context.Context, name string, _ types.PatchType, patch []byte, _ metav1.PatchOptions, _ ...string) (*v1.Pod, error) {
	w := c.w
	w.mutex.Lock()
	defer w.mutex.Unlock()
	wr := w.write("patch", kindPod, name)
	wr.Ordinal = ordinalOf(name)
	wr.Patch = patchText(patch)
	if err := w.injection("patch", kindPod, name); err != nil {
		return nil, wr.fail(err)
	}
	old := w.pods[name]
	if old == nil {
		return nil, wr.fail(notFound(kindPod, name))
	}
	if uid := uidInPatch(patch); uid != "" && uid != old.UID {
		return nil, wr.fail(conflict(kindPod, name, "uid"))
	}
	p, err := patched(old, patch)
	if err != nil {
		return nil, wr.fail(err)
	}
	w.replacePod(p)
	return p.DeepCopy(), nil
}

// replacePod stores a changed copy.
func (w *World) replacePod(p *v1.Pod) {
	w.bump(&p.ObjectMeta)
	w.pods[p.Name] = p
	w.emit(modified, p)
}

// deletePod removes a pod at once that has no node or has ended (registry/core/pod/strategy.go:CheckGracefulDelete), or by force. Else the
// kubelet is to end it.
func (w *World) deletePod(old *v1.Pod, force bool) (gone bool) {
	if force || old.Spec.NodeName == "" || hasEnded(old) {
		delete(w.pods, old.Name)
		delete(w.readySince, old.UID)
		w.emit(deleted, old)
		return true
	}
	if old.DeletionTimestamp == nil {
		p := old.DeepCopy()
		now, grace := w.timestamp(), int64(30)
		p.DeletionTimestamp, p.DeletionGracePeriodSeconds = &now, &grace
		w.replacePod(p)
	}
	return false
}

func hasEnded(p *v1.Pod) bool {
	return p.Status.Phase == v1.PodFailed || p.Status.Phase == v1.PodSucceeded
}
