// With an assembly file in the package, Go lets functions be declared without a body (controller.go: go:linkname).
