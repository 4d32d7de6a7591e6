package main

// Names of objects and of revisions.

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"

	apps "k8s.io/api/apps/v1"
)

// ordinalOf is the number that a name ends with.
func ordinalOf(name string) *int {
	i := strings.LastIndexByte(name, '-')
	if i < 0 {
		return nil
	}
	n, err := strconv.Atoi(name[i+1:])
	if err != nil {
		return nil
	}
	return &n
}

// comesBefore orders names by ordinal, then by letter.
func comesBefore(x, y string) bool {
	a, b := ordinalOf(x), ordinalOf(y)
	if a != nil && b != nil && *a != *b {
		return *a < *b
	}
	return x < y
}

func sortedNames[T any](m map[string]T) []string {
	l := make([]string, 0, len(m))
	for k := range m {
		l = append(l, k)
	}
	sort.Slice(l, func(i, j int) bool { return comesBefore(l[i], l[j]) })
	return l
}

// alias names a revision r1, r2, in the order of first sight: hashes differ between versions, aliases do not.
func (w *World) alias(revision string) string {
	if revision == "" {
		return ""
	}
	if a, ok := w.aliases[revision]; ok {
		return a
	}
	a := "r" + strconv.Itoa(len(w.aliases)+1)
	w.aliases[revision] = a
	w.revisionInfos = append(w.revisionInfos, &RevisionInfo{Alias: a, Name: revision})
	return a
}

func (w *World) aliasWithData(r *apps.ControllerRevision) string {
	_, known := w.aliases[r.Name]
	a := w.alias(r.Name)
	if !known {
		info := w.revisionInfos[len(w.revisionInfos)-1]
		info.Image, info.Data = imageOfData(r.Data.Raw), string(r.Data.Raw)
	}
	return a
}

// named is the name of the revision that an alias stands for, or "".
func (w *World) named(alias string) string {
	for _, info := range w.revisionInfos {
		if info.Alias == alias {
			return info.Name
		}
	}
	return ""
}

func (w *World) withAliases(text string) string {
	for _, info := range w.revisionInfos {
		text = strings.ReplaceAll(text, info.Name, info.Alias)
	}
	return text
}

func imageOfData(raw []byte) string {
	var x struct {
		Spec struct {
			Template struct {
				Spec struct {
					Containers []struct {
						Image string `json:"image"`
					} `json:"containers"`
				} `json:"spec"`
			} `json:"template"`
		} `json:"spec"`
	}
	_ = json.Unmarshal(raw, &x)
	if len(x.Spec.Template.Spec.Containers) > 0 {
		return x.Spec.Template.Spec.Containers[0].Image
	}
	return ""
}
