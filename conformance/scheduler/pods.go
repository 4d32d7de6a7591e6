package main

import (
	"math/rand"
	"strconv"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

var random *rand.Rand

func pick[T any](choices ...T) T { return choices[random.Intn(len(choices))] }

func chance(share float64) bool { return random.Float64() < share }

var keys = []string{"disk", "size", "rack"}
var values = []string{"1", "5", "a"}

func requirement() v1.NodeSelectorRequirement {
	key := pick("disk", "size", "rack", "topology.kubernetes.io/zone")
	switch random.Intn(6) {
	case 0:
		return v1.NodeSelectorRequirement{Key: key, Operator: v1.NodeSelectorOpIn, Values: []string{pick(values...), pick("x", "z", "1")}}
	case 1:
		return v1.NodeSelectorRequirement{Key: key, Operator: v1.NodeSelectorOpNotIn, Values: []string{pick(values...)}}
	case 2:
		return v1.NodeSelectorRequirement{Key: key, Operator: v1.NodeSelectorOpExists}
	case 3:
		return v1.NodeSelectorRequirement{Key: key, Operator: v1.NodeSelectorOpDoesNotExist}
	case 4:
		return v1.NodeSelectorRequirement{Key: key, Operator: v1.NodeSelectorOpGt, Values: []string{pick("0", "1", "4")}}
	default:
		return v1.NodeSelectorRequirement{Key: key, Operator: v1.NodeSelectorOpLt, Values: []string{pick("2", "5", "9")}}
	}
}

func term() v1.NodeSelectorTerm {
	t := v1.NodeSelectorTerm{}
	for i := random.Intn(3); i > 0; i-- {
		t.MatchExpressions = append(t.MatchExpressions, requirement())
	}
	if chance(0.2) {
		t.MatchFields = []v1.NodeSelectorRequirement{{Key: "metadata.name", Operator: pick(v1.NodeSelectorOpIn, v1.NodeSelectorOpNotIn), Values: []string{pick("n0", "n1", "n2")}}}
	}
	return t
}

func selector() *metav1.LabelSelector {
	switch random.Intn(8) {
	case 0:
		return nil
	case 1:
		return &metav1.LabelSelector{}
	case 2:
		return &metav1.LabelSelector{MatchLabels: map[string]string{"app": "other"}}
	case 3:
		return &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{{Key: "app", Operator: pick(metav1.LabelSelectorOpExists, metav1.LabelSelectorOpDoesNotExist)}}}
	default:
		return &metav1.LabelSelector{MatchLabels: map[string]string{"app": "db"}}
	}
}

func topologyKey() string {
	return pick("kubernetes.io/hostname", "topology.kubernetes.io/zone", "kubernetes.io/hostname", "topology.kubernetes.io/zone", "rack", "nowhere")
}

func quantities() v1.ResourceList {
	l := v1.ResourceList{}
	if chance(0.7) {
		l[v1.ResourceCPU] = resource.MustParse(pick("100m", "500m", "1", "1500m", "0"))
	}
	if chance(0.4) {
		l[v1.ResourceMemory] = resource.MustParse(pick("1Gi", "512Mi", "1500M"))
	}
	if chance(0.1) {
		l["example.com/gpu"] = resource.MustParse("1")
	}
	return l
}

func podSpec() *v1.PodSpec {
	s := &v1.PodSpec{Containers: []v1.Container{{Name: "c", Image: "i"}}}
	if chance(0.3) {
		s.NodeSelector = map[string]string{pick(keys...): pick(values...)}
	}
	affinity := &v1.Affinity{}
	if chance(0.4) {
		sel := &v1.NodeSelector{}
		for i := 1 + random.Intn(2); i > 0; i-- {
			sel.NodeSelectorTerms = append(sel.NodeSelectorTerms, term())
		}
		affinity.NodeAffinity = &v1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: sel}
	}
	if chance(0.5) {
		anti := &v1.PodAntiAffinity{}
		for i := 1 + random.Intn(2); i > 0; i-- {
			t := v1.PodAffinityTerm{TopologyKey: topologyKey(), LabelSelector: selector()}
			if chance(0.2) {
				t.Namespaces = []string{pick("default", "other")}
			}
			if chance(0.2) {
				t.NamespaceSelector = &metav1.LabelSelector{}
			}
			anti.RequiredDuringSchedulingIgnoredDuringExecution = append(anti.RequiredDuringSchedulingIgnoredDuringExecution, t)
		}
		affinity.PodAntiAffinity = anti
	}
	s.Affinity = affinity
	if chance(0.5) {
		for i := 1 + random.Intn(2); i > 0; i-- {
			c := v1.TopologySpreadConstraint{MaxSkew: int32(1 + random.Intn(2)), TopologyKey: topologyKey(), WhenUnsatisfiable: pick(v1.DoNotSchedule, v1.DoNotSchedule, v1.DoNotSchedule, v1.ScheduleAnyway), LabelSelector: selector()}
			if chance(0.2) && c.WhenUnsatisfiable == v1.DoNotSchedule {
				n := int32(1 + random.Intn(4))
				c.MinDomains = &n
			}
			if chance(0.3) {
				p := pick(v1.NodeInclusionPolicyHonor, v1.NodeInclusionPolicyIgnore)
				c.NodeAffinityPolicy = &p
			}
			if chance(0.3) {
				p := pick(v1.NodeInclusionPolicyHonor, v1.NodeInclusionPolicyIgnore)
				c.NodeTaintsPolicy = &p
			}
			if chance(0.1) && c.LabelSelector != nil {
				c.MatchLabelKeys = []string{pick("app", "nothing")}
			}
			s.TopologySpreadConstraints = append(s.TopologySpreadConstraints, c)
		}
	}
	if chance(0.5) {
		s.Tolerations = append(s.Tolerations, v1.Toleration{Key: pick("dedicated", "", "other"), Operator: v1.TolerationOpExists, Effect: pick[v1.TaintEffect]("", v1.TaintEffectNoSchedule, v1.TaintEffectNoExecute)})
	}
	if chance(0.3) {
		s.Tolerations = append(s.Tolerations, v1.Toleration{Key: "dedicated", Operator: pick[v1.TolerationOperator]("", v1.TolerationOpEqual), Value: pick("db", "web"), Effect: pick[v1.TaintEffect]("", v1.TaintEffectNoSchedule)})
	}
	s.Containers[0].Resources.Requests = quantities()
	if chance(0.3) {
		s.Containers = append(s.Containers, v1.Container{Name: "d", Image: "i", Resources: v1.ResourceRequirements{Requests: quantities()}})
	}
	for i, n := 0, random.Intn(4)-1; i < n; i++ {
		c := v1.Container{Name: "i" + strconv.Itoa(i), Image: "i", Resources: v1.ResourceRequirements{Requests: quantities()}}
		if chance(0.4) {
			always := v1.ContainerRestartPolicyAlways
			c.RestartPolicy = &always
		}
		if chance(0.1) {
			c.Ports = []v1.ContainerPort{{ContainerPort: 90, HostPort: 90, Protocol: v1.ProtocolTCP}}
		}
		s.InitContainers = append(s.InitContainers, c)
	}
	if chance(0.15) {
		s.Containers[0].Ports = []v1.ContainerPort{{ContainerPort: 80, HostPort: 80, Protocol: v1.ProtocolTCP}}
	}
	if chance(0.15) {
		s.Resources = &v1.ResourceRequirements{Requests: v1.ResourceList{v1.ResourceCPU: resource.MustParse("6")}}
	}
	return s
}

func node(i int) *v1.Node {
	name := "n" + strconv.Itoa(i)
	n := &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"kubernetes.io/hostname": name}}}
	if chance(0.9) {
		n.Labels["topology.kubernetes.io/zone"] = pick("x", "z", "x", "w")
	}
	for _, k := range keys {
		if chance(0.6) {
			n.Labels[k] = pick(values...)
		}
	}
	if chance(0.25) {
		n.Spec.Taints = []v1.Taint{{Key: "dedicated", Value: pick("db", "web"), Effect: pick(v1.TaintEffectNoSchedule, v1.TaintEffectNoExecute, v1.TaintEffectPreferNoSchedule)}}
	}
	// Both resources are always stated: what upstream does not know it takes for zero.
	n.Status.Allocatable = v1.ResourceList{v1.ResourceCPU: resource.MustParse(pick("3", "8", "12500m")), v1.ResourceMemory: resource.MustParse(pick("2Gi", "8Gi")),
		v1.ResourcePods: resource.MustParse(pick("1", "2", "110")), "example.com/gpu": resource.MustParse(pick("0", "2"))}
	return n
}

func pod(spec *v1.PodSpec, ordinal int) *v1.Pod {
	name := "db-" + strconv.Itoa(ordinal)
	labels := map[string]string{"app": "db", "controller-revision-hash": "r", "statefulset.kubernetes.io/pod-name": name, "apps.kubernetes.io/pod-index": strconv.Itoa(ordinal)}
	return &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "default", UID: types.UID(name), Labels: labels}, Spec: *spec.DeepCopy()}
}

func placed(pod *v1.Pod, node string, terminates bool) *v1.Pod {
	pod.Spec.NodeName = node
	if terminates {
		now := metav1.Now()
		pod.DeletionTimestamp = &now
	}
	return pod
}
