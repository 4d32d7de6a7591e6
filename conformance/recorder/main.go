// The recorder steps the real StatefulSet controller of one version of Kubernetes through scenarios and writes down all it does: see README.md.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/go-logr/logr"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/client-go/util/retry"
	"k8s.io/klog/v2"
)

// version is that of Kubernetes, given when the recorder is linked.
var version string

// userError is something that whoever called the recorder did wrong.
type userError string

func (e userError) Error() string { return string(e) }

func main() {
	scenarios := flag.String("scenarios", "", "record the scenarios of this file ('-': standard input) instead of random ones")
	count := flag.Int("count", 1, "how many random scenarios")
	seed := flag.Int64("seed", 1, "the seed of the first, each next has one more")
	profile := flag.String("profile", "default", "what the random scenarios are about: "+profileNames())
	flag.Parse()

	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	err := run(out, *scenarios, *count, *seed, *profile)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "recorder:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, file string, count int, seed int64, profile string) (err error) {
	defer func() {
		if e, ok := recover().(userError); ok {
			err = e
		}
	}()
	quietRuntime()
	defaults := loadGates()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if file != "" {
		scenarios, err := readScenarios(file)
		if err != nil {
			return err
		}
		for _, s := range scenarios {
			if err := encoder.Encode(untilInTime(func() *Trace { return recordScenario(s, defaults) })); err != nil {
				return err
			}
		}
		return nil
	}
	for i := int64(0); i < int64(count); i++ {
		if err := encoder.Encode(untilInTime(func() *Trace { return generate(profile, seed+i, defaults) })); err != nil {
			return err
		}
	}
	return nil
}

// quietRuntime: no logs, no sleeping between tries (there are as many), one goroutine at a time.
func quietRuntime() {
	klog.SetLogger(logr.Discard())
	utilruntime.ErrorHandlers = nil
	retry.DefaultRetry.Duration, retry.DefaultBackoff.Duration = 0, 0
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(400)
}
