package main

// A scenario becomes a trace.

// recording is a trace in the making.
type recording struct {
	*Trace
	w   *World
	set string
}

func newRecording(s *Scenario, defaults gateDefaults) *recording {
	effective, refused := defaults.set(s.Gates)
	trace := &Trace{Version: version, Name: s.Name, Doc: s.Doc, Cache: s.Cache, Gates: s.Gates, Effective: effective, RefusedGates: refused, Set: s.Set}
	return &recording{trace, newWorld(s.Cache), s.Set.nameOrDefault()}
}

// finish returns nil where the machine was too busy.
func (r *recording) finish() *Trace {
	if r.w.stalled {
		return nil
	}
	r.Revisions = r.w.revisionInfos
	return r.Trace
}

// untilInTime records as often as it takes.
func untilInTime(record func() *Trace) *Trace {
	for {
		if t := record(); t != nil {
			return t
		}
	}
}

// recordScenario runs a scenario. Where it does not begin with create, that is done first.
func recordScenario(s *Scenario, defaults gateDefaults) *Trace {
	r := newRecording(s, defaults)
	if len(s.Steps) == 0 || s.Steps[0].Action != "create" {
		r.step(&Action{Action: "create"})
	}
	for _, a := range s.Steps {
		r.do(a)
	}
	return r.finish()
}

// step runs one action that is not a macro.
func (r *recording) step(a *Action) *Step {
	w, step := r.w, &Step{Action: *a}
	switch a.Action {
	case "create":
		step.Invalid = w.createSet(&r.Set)
	case "sync":
		w.sync(step, r.set)
	default:
		step.Noop = !w.act(step, r.set)
	}
	if w.cacheMode == afterStep {
		w.deliver("", -1)
	}
	step.Deltas, w.deltas = w.deltas, nil
	step.Enqueued, w.enqueued = w.enqueued, 0
	step.After, w.after = w.after, nil
	step.Time = w.now
	r.Steps = append(r.Steps, step)
	return step
}

// stepIfApplies leaves out a step that does not apply.
func (r *recording) stepIfApplies(a *Action) bool {
	if r.step(a).Noop {
		r.Steps = r.Steps[:len(r.Steps)-1]
		return false
	}
	return true
}
