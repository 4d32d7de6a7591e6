package main

// The feature gates, as a scenario asks for them and as the version allows.

import (
	"fmt"
	"sort"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
)

// gateNames: what the StatefulSet controller or its API strategy reads in some version.
var gateNames = []string{
	"MaxUnavailableStatefulSet", "PodIndexLabel", "StatefulSetAutoDeletePVC", "StatefulSetStartOrdinal",
	"StatefulSetSemanticRevisionComparison", "StaleControllerConsistencyStatefulSet",
}

// gateDefaults holds those that this version has.
type gateDefaults map[string]bool

func loadGates() gateDefaults {
	all := utilfeature.DefaultMutableFeatureGate.GetAll()
	defaults := gateDefaults{}
	for _, name := range gateNames {
		if _, ok := all[featuregate.Feature(name)]; ok {
			defaults[name] = utilfeature.DefaultFeatureGate.Enabled(featuregate.Feature(name))
		}
	}
	return defaults
}

// set puts the gates to what is asked, else to their defaults. It returns what they are then and what could not be set.
func (defaults gateDefaults) set(asked map[string]bool) (effective map[string]bool, refused []string) {
	all := utilfeature.DefaultMutableFeatureGate.GetAll()
	effective = map[string]bool{}
	for name, value := range defaults {
		want := value
		if v, ok := asked[name]; ok {
			want = v
		}
		if want != value && all[featuregate.Feature(name)].LockToDefault {
			refused = append(refused, fmt.Sprintf("%s locked to %v", name, value)) // to try would also spoil later calls
			want = value
		}
		if utilfeature.DefaultFeatureGate.Enabled(featuregate.Feature(name)) != want {
			if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(map[string]bool{name: want}); err != nil {
				refused = append(refused, name+": "+err.Error())
				want = value
			}
		}
		effective[name] = want
	}
	for name, value := range asked {
		if _, ok := defaults[name]; !ok {
			// Before a gate exists it is off, after it is removed it is on.
			refused = append(refused, fmt.Sprintf("%s=%v(absent)", name, value))
		}
	}
	sort.Strings(refused)
	return effective, refused
}
