// Records what the API server of one version of Kubernetes answers to new and to changed objects, by the server's own code without a server: its decoder, its
// defaults and its strategies, which validate and warn. What the storage of Services and the admission plugins do to an object is not there, so of Services
// and claims the result is left out.
//
// Reads lines of {what, manifest}, or of {what, old, manifest} where an object is changed, and writes lines as in ../../verdicts.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	"k8s.io/kubernetes/pkg/capabilities"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
)

const (
	namespace = "verdicts"
	// An update says which version of the object it changes.
	anyVersion = "1"
	// The recordings of real servers have the numbers below.
	firstID  = 1001
	longLine = 1 << 20
)

var (
	// Set by the linker.
	version    string
	codecs     = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)
	strategies = map[string]rest.RESTCreateUpdateStrategy{
		"StatefulSet":           statefulset.Strategy,
		"Pod":                   pod.Strategy,
		"Service":               service.Strategy,
		"PersistentVolumeClaim": persistentvolumeclaim.Strategy,
		"PodDisruptionBudget":   poddisruptionbudget.Strategy,
	}
)

type cause struct {
	Field   string `json:"field"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

type verdict struct {
	ID       int             `json:"id"`
	Server   string          `json:"server"`
	What     string          `json:"what"`
	Op       string          `json:"op"`
	Old      json.RawMessage `json:"old,omitempty"`
	Manifest json.RawMessage `json:"manifest"`
	HTTP     int             `json:"http"`
	Reason   string          `json:"reason,omitempty"`
	Message  string          `json:"message,omitempty"`
	Causes   []cause         `json:"causes,omitempty"`
	Warnings []string        `json:"warnings,omitempty"`
	Result   runtime.Object  `json:"result,omitempty"`
}

func main() {
	// As a server with --allow-privileged.
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, longLine)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for id := firstID; in.Scan(); id++ {
		answer := verdict{ID: id, Server: version, Op: "create"}
		check(json.Unmarshal(in.Bytes(), &answer))
		answer.decide()
		check(out.Encode(answer))
	}
	check(in.Err())
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// As the handlers of a create and of an update do it (apiserver, endpoints/handlers/create.go, update.go).
func (v *verdict) decide() {
	object, kind, err := read(v.Manifest)
	if err != nil {
		v.HTTP, v.Reason = 400, "BadRequest"
		v.Message = fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", kind.Kind, kind.Version, kind.Kind, err)
		return
	}
	ctx, strategy := request.WithNamespace(context.Background(), namespace), strategies[kind.Kind]
	var old runtime.Object
	if v.Old == nil {
		v.HTTP, err = 201, create(ctx, strategy, object)
	} else {
		old = kept(ctx, strategy, v.Old)
		v.Op, v.HTTP, err = "update", 200, update(ctx, strategy, object, old)
	}
	if err != nil {
		v.refuse(err.(*apierrors.StatusError).ErrStatus)
		return
	}
	for _, warning := range warnings(ctx, strategy, object, old) {
		v.Warnings = append(v.Warnings, fmt.Sprintf("299 - %q", warning))
	}
	if kind.Kind == "Pod" || kind.Kind == "StatefulSet" || kind.Kind == "PodDisruptionBudget" {
		v.Result, err = legacyscheme.Scheme.ConvertToVersion(object, kind.GroupVersion())
		check(err)
	}
}

func read(raw []byte) (runtime.Object, *schema.GroupVersionKind, error) {
	decoded, kind, err := codecs.UniversalDeserializer().Decode(raw, nil, nil)
	if err != nil {
		return nil, kind, err
	}
	legacyscheme.Scheme.Default(decoded)
	object, err := legacyscheme.Scheme.ConvertToVersion(decoded, schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal})
	check(err)
	return object, kind, nil
}

func create(ctx context.Context, strategy rest.RESTCreateUpdateStrategy, object runtime.Object) error {
	named(object.(metav1.Object), strategy)
	err := rest.BeforeCreate(strategy, ctx, object)
	timeless(object)
	return err
}

// The object before, as it was created.
func kept(ctx context.Context, strategy rest.RESTCreateUpdateStrategy, raw []byte) runtime.Object {
	old, _, err := read(raw)
	check(err)
	check(create(ctx, strategy, old))
	old.(metav1.Object).SetResourceVersion(anyVersion)
	return old
}

func update(ctx context.Context, strategy rest.RESTCreateUpdateStrategy, object, old runtime.Object) error {
	object.(metav1.Object).SetNamespace(namespace)
	object.(metav1.Object).SetResourceVersion(anyVersion)
	err := rest.BeforeUpdate(strategy, ctx, object, old)
	object.(metav1.Object).SetResourceVersion("")
	return err
}

func warnings(ctx context.Context, strategy rest.RESTCreateUpdateStrategy, object, old runtime.Object) []string {
	if old == nil {
		return strategy.WarningsOnCreate(ctx, object)
	}
	return strategy.WarningsOnUpdate(ctx, object, old)
}

// What is new each time is no part of the answer.
func timeless(object runtime.Object) {
	object.(metav1.Object).SetUID("")
	object.(metav1.Object).SetCreationTimestamp(metav1.Time{})
	if pod, isPod := object.(*core.Pod); isPod {
		for i := range pod.Status.Conditions {
			pod.Status.Conditions[i].LastTransitionTime = metav1.Time{}
		}
	}
}

// What the store does before it asks the strategy (apiserver, registry/generic/registry/store.go:create).
func named(object metav1.Object, strategy rest.RESTCreateStrategy) {
	object.SetNamespace(namespace)
	rest.FillObjectMetaSystemFields(object)
	if object.GetName() == "" && object.GetGenerateName() != "" {
		object.SetName(strategy.GenerateName(object.GetGenerateName()))
	}
}

func (v *verdict) refuse(status metav1.Status) {
	v.HTTP, v.Reason, v.Message = int(status.Code), string(status.Reason), status.Message
	for _, each := range status.Details.Causes {
		v.Causes = append(v.Causes, cause{Field: each.Field, Reason: string(each.Type), Message: each.Message})
	}
}
