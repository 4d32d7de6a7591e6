package main

// The cluster in memory: what the API server holds, what the controller's caches show, and what is being recorded.

import (
	"math"
	"strconv"
	"strings"
	"sync"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubernetes/pkg/controller/statefulset"
)

const namespace = "default"

type kind string

const (
	kindSet      kind = "set"
	kindPod      kind = "pod"
	kindClaim    kind = "pvc"
	kindRevision kind = "cr"
	kindStatus   kind = "status" // of a write only
)

var kinds = []kind{kindSet, kindPod, kindClaim, kindRevision}

// World is locked while batches of a Parallel set write to it at the same time.
type World struct {
	mutex     sync.Mutex
	sets      map[string]*apps.StatefulSet
	pods      map[string]*v1.Pod
	claims    map[string]*v1.PersistentVolumeClaim
	revisions map[string]*apps.ControllerRevision

	now             int64 // virtual seconds
	resourceVersion int64
	incarnations    map[string]int
	readySince      map[types.UID]int64
	injected        []*Action // errors yet to be answered
	cacheMode       string

	informers  map[kind]*informer
	controller *statefulset.StatefulSetController
	pending    []watchEvent // that the caches have not seen

	aliases       map[string]string // of revision names
	revisionInfos []*RevisionInfo

	// What the current step caused so far.
	writes   []*Write
	events   []string
	deltas   []any
	enqueued int
	after    []int64

	// Of the current sync.
	syncing   bool
	goroutine uint64
	stalled   bool   // this or an earlier sync took too long
	current   *Write // being served; its watch events and deltas wait on it, so that canonicalOrder moves them along
}

func newWorld(cacheMode string) *World {
	if cacheMode == "" {
		cacheMode = afterStep
	}
	w := &World{
		sets: map[string]*apps.StatefulSet{}, pods: map[string]*v1.Pod{}, claims: map[string]*v1.PersistentVolumeClaim{},
		revisions: map[string]*apps.ControllerRevision{}, resourceVersion: 1, incarnations: map[string]int{}, readySince: map[types.UID]int64{},
		cacheMode: cacheMode, aliases: map[string]string{},
	}
	w.startController()
	for _, k := range kinds {
		w.informers[k].store.resourceVersion = "1" // of the first, empty list
	}
	return w
}

func (w *World) enqueue() { w.enqueued++ }

func (w *World) enqueueAfter(d time.Duration) {
	w.after = append(w.after, int64(math.Ceil(d.Seconds())))
}

// event keeps reason and object: words differ between versions.
func (w *World) event(reason, message string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	object := ""
	words := strings.Fields(message)
	for i, word := range words {
		if (word == "Pod" || word == "Claim") && i+1 < len(words) {
			object = strings.ToLower(word) + "/" + words[i+1]
			break
		}
	}
	w.events = append(w.events, reason+" "+object)
}

// stamp makes the object a new one. Its UID is name#incarnation: names do not clash across the kinds here.
func (w *World) stamp(m *metav1.ObjectMeta) {
	w.incarnations[m.Name]++
	m.UID = types.UID(m.Name + "#" + strconv.Itoa(w.incarnations[m.Name]))
	m.CreationTimestamp = w.timestamp()
	w.bump(m)
}

func (w *World) bump(m *metav1.ObjectMeta) {
	w.resourceVersion++
	m.ResourceVersion = strconv.FormatInt(w.resourceVersion, 10)
}

func (w *World) timestamp() metav1.Time {
	return metav1.NewTime(time.Unix(1700000000+w.now, 0))
}
