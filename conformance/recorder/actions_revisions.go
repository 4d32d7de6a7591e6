package main

// What happens to ControllerRevisions behind the controller's back. Those of the set are meant by alias.

import (
	"encoding/json"

	apps "k8s.io/api/apps/v1"
	"k8s.io/kubernetes/pkg/controller/history"
)

// collide: another's revision has the name that the template with the image arg would get.
func collide(w *World, step *Step, set string) bool {
	old := w.sets[set]
	if old == nil {
		return false
	}
	s := old.DeepCopy()
	s.Spec.Template.Spec.Containers[0].Image = step.Arg
	collisions := int32(0)
	if s.Status.CollisionCount != nil {
		collisions = *s.Status.CollisionCount
	}
	r, err := newRevision(s, 1, &collisions)
	if err != nil {
		panic(err)
	}
	if w.revisions[r.Name] != nil {
		return false
	}
	r.Data.Raw = []byte(`{"spec":{"template":{"$patch":"replace"}}}`)
	r.OwnerReferences = nil
	r.Labels = map[string]string{"other": "x"}
	w.addRevision(r)
	return true
}

// orphanrevs: they lose their owners, as when the set is deleted with policy orphan.
func orphanRevisions(w *World, _ *Step, _ string) bool {
	did := false
	for _, n := range sortedNames(w.revisions) {
		if old := w.revisions[n]; len(old.OwnerReferences) > 0 {
			r := old.DeepCopy()
			r.OwnerReferences = nil
			w.replaceRevision(r)
			did = true
		}
	}
	return did
}

// deleterev: arg is the alias.
func deleteRevision(w *World, step *Step, _ string) bool {
	r := w.revisions[w.named(step.Arg)]
	if r == nil {
		return false
	}
	w.removeRevision(r)
	return true
}

// rewriterevs: the revisions are as another version would have stored them. Up to 1.33 the bytes have "creationTimestamp":null (the default),
// since 1.34 they have not (arg drop).
func rewriteRevisions(w *World, step *Step, set string) bool {
	did := false
	for _, n := range sortedNames(w.revisions) {
		old := w.revisions[n]
		if raw, changed := withTimestamp(old.Data.Raw, step.Arg != "drop"); changed && w.renameRevision(old, raw, set) {
			did = true
		}
	}
	return did
}

func withTimestamp(raw []byte, wanted bool) (rewritten []byte, changed bool) {
	var data map[string]interface{}
	if json.Unmarshal(raw, &data) != nil {
		return nil, false
	}
	template, _ := data["spec"].(map[string]interface{})["template"].(map[string]interface{})
	metadata, _ := template["metadata"].(map[string]interface{})
	if _, has := metadata["creationTimestamp"]; metadata == nil || has == wanted {
		return nil, false
	}
	if wanted {
		metadata["creationTimestamp"] = nil
	} else {
		delete(metadata, "creationTimestamp")
	}
	rewritten, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	return rewritten, true
}

// renameRevision: other bytes have another hash and so another name, which the pods' labels and the status have too. It returns false where that
// name is taken.
func (w *World) renameRevision(old *apps.ControllerRevision, raw []byte, set string) bool {
	r := old.DeepCopy()
	r.Data.Raw = raw
	collisions := int32(0)
	r.Name = history.ControllerRevisionName(set, history.HashControllerRevision(r, &collisions))
	if w.revisions[r.Name] != nil {
		return false
	}
	gone := r.DeepCopy()
	gone.Name = old.Name
	w.removeRevision(gone)
	w.bump(&r.ObjectMeta)
	w.revisions[r.Name] = r
	w.emit(added, r)
	for _, n := range sortedNames(w.pods) {
		if w.pods[n].Labels[apps.StatefulSetRevisionLabel] == old.Name {
			p := w.pods[n].DeepCopy()
			p.Labels[apps.StatefulSetRevisionLabel] = r.Name
			w.replacePod(p)
		}
	}
	if w.sets[set] == nil {
		return true
	}
	s := w.sets[set].DeepCopy()
	if s.Status.CurrentRevision == old.Name {
		s.Status.CurrentRevision = r.Name
	}
	if s.Status.UpdateRevision == old.Name {
		s.Status.UpdateRevision = r.Name
	}
	w.replaceSet(s)
	return true
}
