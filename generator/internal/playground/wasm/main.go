//go:build js && wasm

// Command wasm is the playground as WebAssembly. It gives the worker that has loaded it a function check, from source to what there is to
// say of it, and a function simulate; both take and return JSON.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"syscall/js"

	"github.com/backoffgen/backoffgen/generator/internal/playground"
)

func main() {
	start := js.FuncOf(func(_ js.Value, args []js.Value) any {
		exported := make([]byte, args[0].Length())
		js.CopyBytesToGo(exported, args[0])
		archive, err := zip.NewReader(bytes.NewReader(exported), int64(len(exported)))
		if err != nil {
			return map[string]any{"error": err.Error()}
		}
		p := playground.New(archive)
		return map[string]any{
			"style": playground.Style(),
			"check": js.FuncOf(func(_ js.Value, args []js.Value) any { return text(p.Check(args[0].String())) }),
			"simulate": js.FuncOf(func(_ js.Value, args []js.Value) any {
				var o playground.Outage
				if err := json.Unmarshal([]byte(args[0].String()), &o); err != nil {
					return text(playground.Simulated{Error: err.Error()})
				}
				return text(p.Simulate(o))
			}),
		}
	})
	js.Global().Call("backoffgenReady", start)
	select {} // it is called from now on
}

// text returns an answer as JSON.
func text(answer any) string {
	data, err := json.Marshal(answer)
	if err != nil {
		return `{"error":"` + err.Error() + `"}`
	}
	return string(data)
}
