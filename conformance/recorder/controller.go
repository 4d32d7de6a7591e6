package main

// The real controller, reached into: its sync is not exported, nor are its queue and its event recorder.

import (
	"context"
	"reflect"
	"unsafe"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/tools/record"
	"k8s.io/kubernetes/pkg/controller/statefulset"
)

//go:linkname syncOf k8s.io/kubernetes/pkg/controller/statefulset.(*StatefulSetController).sync
func syncOf(controller *statefulset.StatefulSetController, ctx context.Context, key string) error

//go:linkname newRevision k8s.io/kubernetes/pkg/controller/statefulset.newRevision
func newRevision(set *apps.StatefulSet, revision int64, collisionCount *int32) (*apps.ControllerRevision, error)

// startController makes a controller over empty caches, and gives it a queue and an event recorder that only record.
func (w *World) startController() {
	w.informers = map[kind]*informer{}
	for _, k := range kinds {
		w.informers[k] = newInformer()
	}
	w.controller = statefulset.NewStatefulSetController(context.Background(), podInformer{w.informers[kindPod]}, setInformer{w.informers[kindSet]},
		claimInformer{w.informers[kindClaim]}, revisionInformer{w.informers[kindRevision]}, &client{w: w})
	fields := reflect.ValueOf(w.controller).Elem()
	queue := writable(fields.FieldByName("queue"))
	if q, ok := queue.Interface().(interface{ ShutDown() }); ok {
		q.ShutDown()
	}
	queue.Set(reflect.ValueOf(newQueue(w)))
	if b := fields.FieldByName("eventBroadcaster"); b.IsValid() {
		writable(b).Interface().(record.EventBroadcaster).Shutdown()
	}
	control := writable(fields.FieldByName("control")).Elem().Elem() // *defaultStatefulSetControl
	podControl := writable(control.FieldByName("podControl")).Elem()
	writable(podControl.FieldByName("recorder")).Set(reflect.ValueOf(&eventRecorder{w}))
}

func writable(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

type eventRecorder struct{ w *World }

func (e *eventRecorder) Event(_ runtime.Object, _, reason, message string) {
	e.w.event(reason, message)
}
func (e *eventRecorder) Eventf(_ runtime.Object, _, reason, format string, _ ...interface{}) {
	e.w.event(reason, format)
}
func (e *eventRecorder) AnnotatedEventf(_ runtime.Object, _ map[string]string, _, reason, format string, _ ...interface{}) {
	e.w.event(reason, format)
}
