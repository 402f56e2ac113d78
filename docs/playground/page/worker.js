"use strict";

// The worker that runs backoffgen. It says when it is ready, and then answers one question after the other.

importScripts("wasm_exec.js");

const begin = new Promise(resolve => { self.backoffgenReady = resolve; });

async function load() {
	const types = fetch("types.zip").then(response => response.arrayBuffer());
	const program = fetch("playground.wasm.gz").then(response => new Response(response.body.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } }));
	const go = new Go();
	const { instance } = await WebAssembly.instantiateStreaming(program, go.importObject);
	go.run(instance).then(() => postMessage({ kind: "failed", reason: "the program has ended" }));
	const start = await begin;
	const answers = start(new Uint8Array(await types));
	if (answers.error) throw new Error(answers.error);
	self.onmessage = ({ data }) => postMessage({ kind: data.kind, answer: JSON.parse(answers[data.kind](data.question)) });
	postMessage({ kind: "ready", style: answers.style });
}

load().catch(error => postMessage({ kind: "failed", reason: String(error) }));
