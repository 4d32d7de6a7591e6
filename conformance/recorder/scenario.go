package main

// What is to be recorded: a StatefulSet and actions on it. README.md describes the form.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// Scenario has fields that a Trace has too, so a trace can be recorded again, on another version or with steps left out.
type Scenario struct {
	Name  string          `json:"name"`
	Doc   string          `json:"doc,omitempty"`
	Cache string          `json:"cache,omitempty"`
	Gates map[string]bool `json:"gates,omitempty"`
	Set   SetSpec         `json:"set"`
	Steps []*Action       `json:"steps"`
}

// When the controller's caches see a change.
const (
	afterStep   = "post"      // after the step; the default
	withinStep  = "immediate" // at once, also within a sync
	onDelivered = "manual"    // when the action deliver says so
)

// SetSpec is a compact StatefulSet spec. What is absent stays as it is, or as the API server defaults it.
type SetSpec struct {
	Name           string            `json:"name,omitempty"`
	Replicas       *int32            `json:"replicas,omitempty"`
	Start          *int32            `json:"start,omitempty"` // negative: no ordinals block
	PodManagement  string            `json:"pmp,omitempty"`
	Strategy       string            `json:"strategy,omitempty"`
	Partition      *int32            `json:"partition,omitempty"`
	MaxUnavailable string            `json:"maxUnavailable,omitempty"` // "2" or "50%"; "-" removes it
	NoRollingBlock bool              `json:"noRU,omitempty"`           // no rollingUpdate block, as in objects stored by old API versions
	MinReady       *int32            `json:"minReady,omitempty"`
	HistoryLimit   *int32            `json:"rhl,omitempty"`
	Retention      []string          `json:"retain,omitempty"` // whenDeleted, whenScaled
	Claims         []string          `json:"claims,omitempty"`
	Image          string            `json:"img,omitempty"`
	TemplateLabels map[string]string `json:"tlbl,omitempty"` // besides app=<name>; "-" removes one
	Annotations    map[string]string `json:"ann,omitempty"`
}

// Action is one step. Which fields it needs is said at the action's function (actions.go).
type Action struct {
	Action  string   `json:"a"`
	Ordinal *int     `json:"o,omitempty"`   // of the pod or claim meant
	Object  string   `json:"obj,omitempty"` // its name, where it is not the one of the ordinal
	Patch   *SetSpec `json:"p,omitempty"`
	Seconds int64    `json:"s,omitempty"`
	Count   int      `json:"n,omitempty"`
	Kind    string   `json:"kind,omitempty"`
	Verb    string   `json:"verb,omitempty"`
	Error   string   `json:"e,omitempty"`
	Times   int      `json:"times,omitempty"`
	Policy  string   `json:"policy,omitempty"`
	Arg     string   `json:"arg,omitempty"`
}

// readScenarios reads a JSON array of scenarios, or scenarios one after the other. "-" is the standard input.
func readScenarios(path string) ([]*Scenario, error) {
	text, err := readAll(path)
	if err != nil {
		return nil, err
	}
	scenarios, err := decodeScenarios(text)
	if err != nil {
		return nil, fmt.Errorf("these are no scenarios: %w", err)
	}
	return scenarios, nil
}

func decodeScenarios(text []byte) (scenarios []*Scenario, err error) {
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
		err = json.Unmarshal(text, &scenarios)
		return scenarios, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	for {
		scenario := &Scenario{}
		if err := decoder.Decode(scenario); err == io.EOF {
			return scenarios, nil
		} else if err != nil {
			return nil, err
		}
		scenarios = append(scenarios, scenario)
	}
}

func readAll(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(path)
}
