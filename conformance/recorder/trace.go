package main

// What is recorded. ../README.md says which of it is compared; README.md describes the form.

// Trace is a scenario with what came of it, and a scenario again.
type Trace struct {
	Version      string          `json:"ver"`
	Name         string          `json:"name"`
	Doc          string          `json:"doc,omitempty"`
	Cache        string          `json:"cache,omitempty"`
	Gates        map[string]bool `json:"gates,omitempty"` // asked
	Effective    map[string]bool `json:"eff,omitempty"`   // in effect
	RefusedGates []string        `json:"badGates,omitempty"`
	Set          SetSpec         `json:"set"`
	Steps        []*Step         `json:"steps"`
	Revisions    []*RevisionInfo `json:"revs,omitempty"`
}

// RevisionInfo tells what an alias stands for.
type RevisionInfo struct {
	Alias string `json:"a"`
	Name  string `json:"name"`
	Image string `json:"img,omitempty"`
	Data  string `json:"data,omitempty"` // the bytes that the name is a hash of
}

// Step is an action and what it caused.
type Step struct {
	Action
	Noop     bool     `json:"noop,omitempty"`  // the action did not apply
	Invalid  string   `json:"inval,omitempty"` // the API server refused the user's change
	Writes   []*Write `json:"w,omitempty"`     // of a sync, in order
	Err      string   `json:"err,omitempty"`   // that the sync returned
	Retry    bool     `json:"retry,omitempty"` // the set goes back into the queue, rate limited
	Panic    string   `json:"panic,omitempty"`
	After    []int64  `json:"after,omitempty"` // AddAfter, in seconds, rounded up
	Enqueued int      `json:"q,omitempty"`     // how often event handlers put the set into the queue
	Events   []string `json:"ev,omitempty"`    // reason and object
	Deltas   []any    `json:"d,omitempty"`     // changes at the API server, in order (snapshots.go)
	Time     int64    `json:"t,omitempty"`     // virtual seconds after the step
}

// Write is one write that the controller sent to the API server.
type Write struct {
	Verb     string            `json:"v"`
	Kind     kind              `json:"k"`
	Name     string            `json:"n"` // of a revision, its alias
	Ordinal  *int              `json:"o,omitempty"`
	Revision string            `json:"rev,omitempty"`
	Index    *string           `json:"idx,omitempty"` // label apps.kubernetes.io/pod-index
	PodName  string            `json:"pn,omitempty"`  // label statefulset.kubernetes.io/pod-name where it is not the name
	Claims   []string          `json:"pvc,omitempty"` // that the pod mounts, sorted
	Image    string            `json:"img,omitempty"`
	Host     string            `json:"host,omitempty"` // hostname.subdomain of a created pod
	Labels   map[string]string `json:"lbl,omitempty"`  // the others
	Owners   []string          `json:"own,omitempty"`
	Refs     []string          `json:"refs,omitempty"` // owner references of a claim or revision
	Number   int64             `json:"num,omitempty"`  // ControllerRevision.revision
	Status   *Status           `json:"s,omitempty"`
	Patch    string            `json:"patch,omitempty"`
	Options  string            `json:"opts,omitempty"`
	Result   string            `json:"res,omitempty"` // of a delete: gone or terminating; of an update that changes nothing: noop
	Err      string            `json:"err,omitempty"` // that the API server answered

	sequential bool // sent by the sync's own goroutine, not by one of a batch
	sequence   int
	deltas     []any
	events     []watchEvent
}

// Status is that of the set. The revisions are aliases.
type Status struct {
	Replicas        int32  `json:"replicas"`
	Ready           int32  `json:"ready"`
	Available       int32  `json:"avail"`
	Current         int32  `json:"cur"`
	Updated         int32  `json:"upd"`
	CurrentRevision string `json:"curRev"`
	UpdateRevision  string `json:"updRev"`
	CollisionCount  *int32 `json:"cc,omitempty"`
	Observed        int64  `json:"og"` // observedGeneration
}

func (w *Write) fail(err error) error {
	w.Err = errorClass(err)
	return err
}
