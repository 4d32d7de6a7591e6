package main

import (
	"context"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/sets"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	fwk "k8s.io/kube-scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler/apis/config"
	"k8s.io/kubernetes/pkg/scheduler/backend/cache"
	"k8s.io/kubernetes/pkg/scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/feature"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/interpodaffinity"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/nodeaffinity"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/nodeports"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/noderesources"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/podtopologyspread"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/tainttoleration"
	"k8s.io/kubernetes/pkg/scheduler/framework/runtime"
)

// The filters that decide by what a manifest says of nodes and of other pods.
func plugins(ctx context.Context, handle fwk.Handle) []fwk.Plugin {
	features := feature.NewSchedulerFeaturesFromGates(utilfeature.DefaultFeatureGate)
	// It asks for a manager of devices, of which no manifest here speaks.
	features.EnableDRAExtendedResource = false
	scoring := &config.ScoringStrategy{Type: config.LeastAllocated, Resources: []config.ResourceSpec{{Name: "cpu", Weight: 1}}}
	return []fwk.Plugin{
		must(nodeaffinity.New(ctx, &config.NodeAffinityArgs{}, handle, features)),
		must(tainttoleration.New(ctx, nil, handle, features)),
		must(nodeports.New(ctx, nil, handle, features)),
		must(noderesources.NewFit(ctx, &config.NodeResourcesFitArgs{ScoringStrategy: scoring}, handle, features)),
		must(interpodaffinity.New(ctx, &config.InterPodAffinityArgs{}, handle, features)),
		must(podtopologyspread.New(ctx, &config.PodTopologySpreadArgs{DefaultingType: config.ListDefaulting}, handle, features)),
	}
}

// For each node, whether all filters let the pod pass.
func feasible(ctx context.Context, pod *v1.Pod, existing []*v1.Pod, nodes []*v1.Node) []bool {
	snapshot := cache.NewSnapshot(existing, nodes)
	namespace := &v1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "default", Labels: map[string]string{"kubernetes.io/metadata.name": "default"}}}
	factory := informers.NewSharedInformerFactory(fake.NewSimpleClientset(), 0)
	must(0, factory.Core().V1().Namespaces().Informer().GetStore().Add(namespace))
	handle := must(runtime.NewFramework(ctx, nil, nil, runtime.WithSnapshotSharedLister(snapshot), runtime.WithInformerFactory(factory)))
	refused := map[string]bool{}
	infos := must(snapshot.NodeInfos().List())
	for _, plugin := range plugins(ctx, handle) {
		filter(ctx, plugin, pod, infos, refused)
	}
	result := []bool{}
	for _, node := range nodes {
		result = append(result, !refused[node.Name])
	}
	return result
}

func filter(ctx context.Context, plugin fwk.Plugin, pod *v1.Pod, infos []fwk.NodeInfo, refused map[string]bool) {
	state := framework.NewCycleState()
	var allowed *fwk.PreFilterResult
	if first, is := plugin.(fwk.PreFilterPlugin); is {
		result, status := first.PreFilter(ctx, state, pod, infos)
		if status.IsSkip() {
			return
		}
		if allowed = result; !status.IsSuccess() {
			allowed = &fwk.PreFilterResult{NodeNames: sets.New[string]()}
		}
	}
	for _, info := range infos {
		name := info.Node().Name
		isLeftOut := allowed != nil && !allowed.AllNodes() && !allowed.NodeNames.Has(name)
		if isLeftOut || !plugin.(fwk.FilterPlugin).Filter(ctx, state, pod, info).IsSuccess() {
			refused[name] = true
		}
	}
}
