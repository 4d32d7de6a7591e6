// Asks the real scheduler of one version of Kubernetes on which nodes it would put a pod, and writes questions and answers, one line of JSON each.
//
//	go run . SEED COUNT > 1.36.3.jsonl
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strconv"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/scheduler/metrics"
)

// Case is a pod of a set beside others of it that have their nodes, and a claim beside volumes that are there.
type Case struct {
	Pod   *v1.PodSpec `json:"pod"`
	Nodes []*v1.Node  `json:"nodes"`
	// The nodes of ordinals 0, 1 ..., by their numbers, and which of them terminate.
	On          []int  `json:"on"`
	Terminating []bool `json:"terminating"`
	// For each node, whether the next ordinal may be put there.
	Feasible []bool                        `json:"feasible"`
	Claim    *v1.PersistentVolumeClaimSpec `json:"claim"`
	Volumes  []*v1.PersistentVolume        `json:"volumes"`
	// For each node, whether the claim finds a volume there.
	Matches []bool `json:"matches"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run . SEED COUNT")
		os.Exit(2)
	}
	seed, count := must(strconv.Atoi(os.Args[1])), must(strconv.Atoi(os.Args[2]))
	metrics.Register()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for i := 0; i < count; i++ {
		random = rand.New(rand.NewSource(int64(seed + i)))
		out.Write(must(json.Marshal(ask(context.Background()))))
		fmt.Fprintln(out)
	}
}

// Pods are put one after another where the scheduler lets them, and some of them terminate.
func ask(ctx context.Context) *Case {
	c := &Case{Pod: podSpec()}
	for i, n := 0, 2+random.Intn(4); i < n; i++ {
		c.Nodes = append(c.Nodes, node(i))
	}
	var existing []*v1.Pod
	for replicas := random.Intn(5); len(existing) < replicas; {
		next := pod(c.Pod, len(existing))
		var open []int
		for n, is := range feasible(ctx, next, existing, c.Nodes) {
			if is {
				open = append(open, n)
			}
		}
		if len(open) == 0 {
			break
		}
		on, terminates := pick(open...), chance(0.25)
		existing = append(existing, placed(next, c.Nodes[on].Name, terminates))
		c.On, c.Terminating = append(c.On, on), append(c.Terminating, terminates)
	}
	c.Feasible = feasible(ctx, pod(c.Pod, len(existing)), existing, c.Nodes)
	askOfVolumes(c)
	return c
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
