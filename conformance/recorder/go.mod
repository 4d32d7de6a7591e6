// The requirements are in modules/, one file for each version of Kubernetes: see README.md.
module recorder

go 1.24.0
