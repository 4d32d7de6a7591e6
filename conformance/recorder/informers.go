package main

// Informers that are never started: watch.go fills their stores and calls the handlers.

import (
	"sort"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	appslisters "k8s.io/client-go/listers/apps/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
)

// store lists by name, where upstream's lists in map order, and says which resourceVersion it has seen, which 1.36 asks for.
type store struct {
	cache.Indexer
	resourceVersion string
}

func (s *store) LastStoreSyncResourceVersion() string { return s.resourceVersion }

// saw keeps the highest: the writes of a batch are delivered in their canonical order, not in that of their versions.
func (s *store) saw(resourceVersion string) {
	seen, _ := strconv.ParseInt(resourceVersion, 10, 64)
	last, _ := strconv.ParseInt(s.resourceVersion, 10, 64)
	if seen > last {
		s.resourceVersion = resourceVersion
	}
}

func (s *store) List() []interface{} { return byName(s.Indexer.List()) }

func (s *store) ByIndex(name, value string) ([]interface{}, error) {
	l, err := s.Indexer.ByIndex(name, value)
	return byName(l), err
}

func (s *store) Index(name string, o interface{}) ([]interface{}, error) {
	l, err := s.Indexer.Index(name, o)
	return byName(l), err
}

func byName(l []interface{}) []interface{} {
	sort.Slice(l, func(i, j int) bool {
		return comesBefore(l[i].(metav1.Object).GetName(), l[j].(metav1.Object).GetName())
	})
	return l
}

type informer struct {
	cache.SharedIndexInformer
	store    *store
	handlers []cache.ResourceEventHandler
}

func newInformer() *informer {
	byNamespace := cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc}
	return &informer{store: &store{Indexer: cache.NewIndexer(cache.MetaNamespaceKeyFunc, byNamespace)}}
}

func (f *informer) AddEventHandler(h cache.ResourceEventHandler) (cache.ResourceEventHandlerRegistration, error) {
	f.handlers = append(f.handlers, h)
	return nil, nil
}
func (f *informer) GetStore() cache.Store               { return f.store }
func (f *informer) GetIndexer() cache.Indexer           { return f.store }
func (f *informer) AddIndexers(ix cache.Indexers) error { return f.store.AddIndexers(ix) }
func (f *informer) HasSynced() bool                     { return true }

type podInformer struct{ *informer }

func (i podInformer) Informer() cache.SharedIndexInformer { return i.informer }
func (i podInformer) Lister() corelisters.PodLister       { return corelisters.NewPodLister(i.store) }

type claimInformer struct{ *informer }

func (i claimInformer) Informer() cache.SharedIndexInformer { return i.informer }
func (i claimInformer) Lister() corelisters.PersistentVolumeClaimLister {
	return corelisters.NewPersistentVolumeClaimLister(i.store)
}

type setInformer struct{ *informer }

func (i setInformer) Informer() cache.SharedIndexInformer { return i.informer }
func (i setInformer) Lister() appslisters.StatefulSetLister {
	return appslisters.NewStatefulSetLister(i.store)
}

type revisionInformer struct{ *informer }

func (i revisionInformer) Informer() cache.SharedIndexInformer { return i.informer }
func (i revisionInformer) Lister() appslisters.ControllerRevisionLister {
	return appslisters.NewControllerRevisionLister(i.store)
}
