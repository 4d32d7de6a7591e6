package main

// The clientset that the controller writes to: four resources, served by World. Any other call panics.

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/client-go/kubernetes"
	appsv1 "k8s.io/client-go/kubernetes/typed/apps/v1"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

type client struct {
	kubernetes.Interface
	w *World
}

func (c *client) CoreV1() corev1.CoreV1Interface { return &coreClient{w: c.w} }
func (c *client) AppsV1() appsv1.AppsV1Interface { return &appsClient{w: c.w} }

type coreClient struct {
	corev1.CoreV1Interface
	w *World
}

func (c *coreClient) Pods(string) corev1.PodInterface { return &podClient{w: c.w} }
func (c *coreClient) PersistentVolumeClaims(string) corev1.PersistentVolumeClaimInterface {
	return &claimClient{w: c.w}
}

type appsClient struct {
	appsv1.AppsV1Interface
	w *World
}

func (c *appsClient) StatefulSets(string) appsv1.StatefulSetInterface { return &setClient{w: c.w} }
func (c *appsClient) ControllerRevisions(string) appsv1.ControllerRevisionInterface {
	return &revisionClient{w: c.w}
}

// write takes note of a write that comes in.
func (w *World) write(verb string, k kind, name string) *Write {
	wr := &Write{Verb: verb, Kind: k, Name: name, sequential: currentGoroutine() == w.goroutine, sequence: len(w.writes)}
	w.writes = append(w.writes, wr)
	w.current = wr
	return wr
}

// injection is the error that the scenario wants answered to such a write, if any.
func (w *World) injection(verb string, k kind, name string) error {
	for _, a := range w.injected {
		if a.Times > 0 && (a.Verb == "" || a.Verb == verb) && (a.Kind == "" || a.Kind == string(k)) && (a.Object == "" || a.Object == name) {
			a.Times--
			return errorOf(k, name, a.Error)
		}
	}
	return nil
}

func resourceOf(k kind) schema.GroupResource {
	switch k {
	case kindPod:
		return schema.GroupResource{Resource: "pods"}
	case kindClaim:
		return schema.GroupResource{Resource: "persistentvolumeclaims"}
	case kindSet:
		return schema.GroupResource{Group: "apps", Resource: "statefulsets"}
	}
	return schema.GroupResource{Group: "apps", Resource: "controllerrevisions"}
}

func notFound(k kind, name string) error { return apierrors.NewNotFound(resourceOf(k), name) }
func alreadyExists(k kind, name string) error {
	return apierrors.NewAlreadyExists(resourceOf(k), name)
}
func conflict(k kind, name, why string) error {
	return apierrors.NewConflict(resourceOf(k), name, fmt.Errorf("%s", why))
}

func errorOf(k kind, name, class string) error {
	switch class {
	case "conflict":
		return conflict(k, name, "injected")
	case "notfound":
		return notFound(k, name)
	case "exists":
		return alreadyExists(k, name)
	case "forbidden":
		return apierrors.NewForbidden(resourceOf(k), name, fmt.Errorf("injected"))
	case "timeout":
		return apierrors.NewTimeoutError("injected", 1)
	case "invalid":
		return apierrors.NewInvalid(schema.GroupKind{Kind: string(k)}, name, nil)
	}
	return apierrors.NewInternalError(fmt.Errorf("injected"))
}

// errorClass is what a trace says of an error: the reason where there is one, as texts differ between versions.
func errorClass(err error) string {
	if aggregate, ok := err.(utilerrors.Aggregate); ok {
		return classesOf(aggregate.Errors())
	}
	if reason := apierrors.ReasonForError(err); reason != metav1.StatusReasonUnknown {
		if reason == metav1.StatusReasonInvalid {
			_, causes, found := strings.Cut(err.Error(), "is invalid: ")
			if !found {
				causes = err.Error()
			}
			return "Invalid: " + causes
		}
		return string(reason)
	}
	if strings.HasPrefix(err.Error(), "read version:") { // since 1.36; which resource it names is map order upstream
		return "StaleCache"
	}
	return err.Error()
}

func classesOf(errs []error) string {
	distinct := map[string]bool{}
	for _, e := range errs {
		distinct[errorClass(e)] = true
	}
	classes := make([]string, 0, len(distinct))
	for c := range distinct {
		classes = append(classes, c)
	}
	sort.Strings(classes)
	return strings.Join(classes, "|")
}

// patched applies a strategic merge patch.
func patched[T any](old *T, patch []byte) (*T, error) {
	before, err := json.Marshal(old)
	if err != nil {
		return nil, err
	}
	after, err := strategicpatch.StrategicMergePatch(before, patch, new(T))
	if err != nil {
		return nil, err
	}
	out := new(T)
	return out, json.Unmarshal(after, out)
}

// uidInPatch is the precondition of adoption and release.
func uidInPatch(patch []byte) types.UID {
	var x struct {
		Metadata struct {
			UID types.UID `json:"uid"`
		} `json:"metadata"`
	}
	_ = json.Unmarshal(patch, &x)
	return x.Metadata.UID
}

// patchText names the two patches that upstream sends.
func patchText(patch []byte) string {
	var x struct {
		Metadata struct {
			OwnerReferences []map[string]interface{} `json:"ownerReferences"`
		} `json:"metadata"`
	}
	if json.Unmarshal(patch, &x) == nil && len(x.Metadata.OwnerReferences) == 1 {
		r := x.Metadata.OwnerReferences[0]
		if r["$patch"] == "delete" {
			return fmt.Sprintf("release %v", r["uid"])
		}
		if r["controller"] == true {
			return fmt.Sprintf("adopt %v", r["uid"])
		}
	}
	return string(patch)
}
