"use strict";

// The page. Go code runs in a worker, so that typing never waits for it: of what is asked while it works, only the last is asked then.

const byID = id => document.getElementById(id);
const source = byID("source"), shown = byID("shown"), state = byID("state");
const sliders = { length: v => `${v} s`, headroom: v => `${Number(v).toFixed(2)} ×`, latency: v => `${v} ms`, budget: v => v > 0 ? `${Math.round(100 * v)} %` : "none" };

const worker = new Worker("worker.js");
const questions = { check: { busy: false, next: null }, simulate: { busy: false, next: null } };
let ready = false, begun = 0;

// ask asks the worker, at once or when it has answered.
function ask(kind, question) {
	const q = questions[kind];
	if (!ready || q.busy) {
		q.next = question;
		return;
	}
	q.busy = true;
	worker.postMessage({ kind, question });
}

worker.onmessage = ({ data }) => {
	if (data.kind === "ready") {
		byID("shared").textContent = data.style;
		ready = true;
		begun = performance.now();
		performance.mark("ready");
	} else if (data.kind === "failed") {
		state.textContent = `It does not work here: ${data.reason}`;
		return;
	} else {
		questions[data.kind].busy = false;
	}
	for (const kind of Object.keys(questions)) {
		const next = questions[kind].next;
		questions[kind].next = null;
		if (next !== null) ask(kind, next);
	}
	if (data.kind === "check") showAnswer(data.answer);
	if (data.kind === "simulate") showOutage(data.answer);
};

// edited asks about what the editor has now. Until there is an answer it is shown without colors.
function edited() {
	if (!ready || questions.check.busy) shown.textContent = source.value + "\n";
	ask("check", source.value);
}

function showAnswer(answer) {
	if (questions.check.next !== null || questions.check.busy) return; // it is about what was there before
	shown.innerHTML = answer.source + "\n";
	byID("problems").replaceChildren(...answer.diagnostics.map(problem));
	byID("notes").replaceChildren(...answer.notes.map(note => element("li", note)));
	const fine = answer.generated !== "";
	for (const id of ["generated", "explained", "simulated"]) byID(id).classList.toggle("stale", !fine);
	if (fine) {
		byID("generated").innerHTML = answer.generated;
		byID("explained").innerHTML = answer.explanation;
		showMethods(answer.methods);
		simulate();
	}
	const count = kind => answer.diagnostics.filter(d => d.severity === kind).length;
	const words = [];
	if (count("error")) words.push(count("error") === 1 ? "1 error" : `${count("error")} errors`);
	if (count("warning")) words.push(count("warning") === 1 ? "1 warning" : `${count("warning")} warnings`);
	state.textContent = words.length ? words.join(", ") : fine ? "Generated." : "There is no annotation.";
	if (begun) {
		performance.measure("first answer", { start: begun, end: performance.now() });
		begun = 0;
	}
}

function element(name, text, className) {
	const e = document.createElement(name);
	e.textContent = text;
	if (className) e.className = className;
	return e;
}

// problem is a diagnostic in the list: it leads to its place, and may be mended.
function problem(d) {
	const item = element("li", "", d.severity);
	const place = element("button", `${d.line}:${d.column}`);
	place.type = "button";
	place.setAttribute("aria-label", `line ${d.line}, column ${d.column}`);
	place.onclick = () => {
		source.focus();
		source.setSelectionRange(d.from, d.to);
	};
	item.append(place, ` ${d.severity}: ${d.message} `);
	if (d.hint) item.append(element("span", `(${d.hint}) `, "hint"));
	if (d.fix) {
		const fix = element("button", d.fix.message);
		fix.type = "button";
		fix.onclick = () => {
			source.setRangeText(d.fix.text, d.fix.from, d.fix.to, "end");
			source.focus();
			edited();
		};
		item.append(fix);
	}
	return item;
}

function showMethods(methods) {
	const list = byID("method"), chosen = list.value;
	list.replaceChildren(...methods.map(name => element("option", name)));
	if (methods.includes(chosen)) list.value = chosen;
}

// simulate asks what the outage does that the sliders say.
function simulate() {
	for (const [id, text] of Object.entries(sliders)) {
		const said = text(byID(id).value);
		document.querySelector(`output[for=${id}]`).textContent = said;
		byID(id).setAttribute("aria-valuetext", said);
	}
	if (byID("method").value === "") {
		byID("simulated").replaceChildren(element("p", "There is no policy whose values are known."));
		return;
	}
	const question = { method: byID("method").value, kind: byID("kind").value };
	for (const id of Object.keys(sliders)) question[id] = Number(byID(id).value);
	ask("simulate", JSON.stringify(question));
}

function showOutage(answer) {
	const place = byID("simulated");
	if (answer.error) {
		place.replaceChildren(element("p", answer.error));
		return;
	}
	const open = new Set([...place.querySelectorAll("details")].flatMap((e, i) => e.open ? [i] : []));
	place.innerHTML = answer.page;
	place.querySelectorAll("details").forEach((e, i) => { e.open = open.has(i); });
}

source.addEventListener("input", edited);
source.addEventListener("keydown", event => { // a new line begins where the last one did; Tab leads on, as everywhere
	if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
	const before = source.value.slice(0, source.selectionStart);
	const indent = before.slice(before.lastIndexOf("\n") + 1).match(/^[\t ]*/)[0];
	event.preventDefault();
	source.setRangeText("\n" + indent, source.selectionStart, source.selectionEnd, "end");
	edited();
});
byID("outage").addEventListener("input", simulate);
byID("outage").addEventListener("submit", event => event.preventDefault());

// The tabs: the chosen one is come to by Tab, and arrows lead from one to the other.
const tabs = [...document.querySelectorAll('[role="tab"]')];
function choosePanel(tab) {
	for (const t of tabs) {
		t.setAttribute("aria-selected", String(t === tab));
		t.tabIndex = t === tab ? 0 : -1;
		byID(t.getAttribute("aria-controls")).hidden = t !== tab;
	}
}
for (const tab of tabs) {
	tab.addEventListener("click", () => choosePanel(tab));
	tab.addEventListener("keydown", event => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (!step) return;
		const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
		choosePanel(next);
		next.focus();
	});
}

// examples are files beside the page.
const examples = { seed: "One method, all five rules", http: "An HTTP client", pgx: "PostgreSQL through pgx", hedge: "Hedges", cases: "Cases" };

async function choose(name) {
	const response = await fetch(`examples/${name}.go.txt`);
	source.value = await response.text();
	edited();
}

const list = byID("example");
for (const [name, title] of Object.entries(examples)) {
	const option = element("option", title);
	option.value = name;
	list.append(option);
}
list.value = Object.hasOwn(examples, location.hash.slice(1)) ? location.hash.slice(1) : "seed";
list.addEventListener("change", () => {
	history.replaceState(null, "", "#" + list.value);
	choose(list.value);
});
simulate();
choose(list.value);
