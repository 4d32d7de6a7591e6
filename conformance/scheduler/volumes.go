package main

import (
	"strconv"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	storage "k8s.io/component-helpers/storage/volume"
)

func modes() []v1.PersistentVolumeAccessMode {
	m := []v1.PersistentVolumeAccessMode{pick(v1.ReadWriteOnce, v1.ReadWriteOnce, v1.ReadWriteMany, v1.ReadWriteOncePod)}
	if chance(0.3) {
		m = append(m, v1.ReadOnlyMany)
	}
	return m
}

func volumeMode() *v1.PersistentVolumeMode {
	if chance(0.7) {
		return nil
	}
	m := pick(v1.PersistentVolumeBlock, v1.PersistentVolumeFilesystem)
	return &m
}

func volume(i int) *v1.PersistentVolume {
	p := &v1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: "v" + strconv.Itoa(i), Labels: map[string]string{"of": pick("a", "b")}}}
	p.Spec.StorageClassName = pick("local", "local", "local", "", "other")
	p.Spec.Capacity = v1.ResourceList{v1.ResourceStorage: resource.MustParse(pick("4Gi", "5Gi", "10G", "5368709120"))}
	p.Spec.AccessModes = modes()
	p.Spec.VolumeMode = volumeMode()
	if chance(0.7) {
		sel := &v1.NodeSelector{}
		for i := 1 + random.Intn(2); i > 0; i-- {
			sel.NodeSelectorTerms = append(sel.NodeSelectorTerms, term())
		}
		p.Spec.NodeAffinity = &v1.VolumeNodeAffinity{Required: sel}
	}
	if chance(0.1) {
		p.Spec.ClaimRef = &v1.ObjectReference{Namespace: "default", Name: "data-other-0"}
	}
	p.Status.Phase = v1.VolumeAvailable
	return p
}

// Asks what scheduler and volume binder ask: which volume a claim without one would get on a node.
func askOfVolumes(c *Case) {
	class := pick("local", "local", "")
	size := resource.MustParse(pick("5Gi", "1Gi"))
	c.Claim = &v1.PersistentVolumeClaimSpec{StorageClassName: &class, AccessModes: modes(), VolumeMode: volumeMode(),
		Resources: v1.VolumeResourceRequirements{Requests: v1.ResourceList{v1.ResourceStorage: size}}}
	if chance(0.2) {
		c.Claim.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{"of": "a"}}
	}
	for i, n := 0, 1+random.Intn(5); i < n; i++ {
		c.Volumes = append(c.Volumes, volume(i))
	}
	claim := &v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: "data-db-0", Namespace: "default"}, Spec: *c.Claim}
	for _, n := range c.Nodes {
		c.Matches = append(c.Matches, must(storage.FindMatchingVolume(claim, c.Volumes, n, nil, true, false)) != nil)
	}
}
