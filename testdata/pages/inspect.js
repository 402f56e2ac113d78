// It returns what is wrong with how the page looks, as a list of sentences.
(() => {
	const wrong = [];
	const width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth > width) wrong.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`);

	const rgb = text => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
	const isClear = text => text === "none" || text === "transparent" || (rgb(text)[3] ?? 1) < 0.5;
	const luminance = text => {
		const [r, g, b] = rgb(text).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const contrast = (a, b) => {
		const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
		return (high + 0.05) / (low + 0.05);
	};
	const behind = element => { // the color of what is behind an element of HTML
		for (let e = element; e; e = e.parentElement) {
			const color = getComputedStyle(e).backgroundColor;
			if (!isClear(color)) return color;
		}
		return "rgb(255, 255, 255)";
	};
	const behindInPicture = (text, rect) => { // of words in a picture: each color that they stand on
		const colors = new Set();
		for (const part of [0.1, 0.5, 0.9]) {
			const stack = document.elementsFromPoint(rect.left + part * rect.width, rect.top + rect.height / 2).filter(e => e !== text);
			const shape = stack.find(e => e.ownerSVGElement && e.tagName !== "text" && !isClear(getComputedStyle(e).fill) && e.tagName !== "line" && e.tagName !== "g");
			colors.add(shape ? getComputedStyle(shape).fill : behind(text.closest("svg").parentElement));
		}
		return [...colors];
	};
	const clips = element => { // what cuts off an element, without what can be scrolled
		const found = [];
		for (let e = element; e && e !== document.body; e = e.parentElement) {
			const style = getComputedStyle(e);
			const hides = o => o === "hidden" || o === "clip";
			if (style.overflowX === "auto" || style.overflowX === "scroll") return [found, true];
			if (hides(style.overflowX) || hides(style.overflowY)) found.push(e);
		}
		return [found, false];
	};

	const words = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const parent = node.parentElement, text = node.textContent.trim();
		if (!text || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest("script, style, title, option, .unseen")) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		const rects = [...range.getClientRects()].filter(r => r.width > 0 && r.height > 0);
		if (rects.length === 0) continue;
		const [cut, scrolls] = clips(parent);
		const color = getComputedStyle(parent);
		const inPicture = parent.ownerSVGElement;
		for (const r of rects) {
			if (!scrolls && (r.left < -0.5 || r.right > width + 0.5)) wrong.push(`“${text}” leaves the window: ${r.left} to ${r.right}`);
			for (const e of cut) {
				const box = e.getBoundingClientRect();
				const slack = e.ownerSVGElement || e.tagName === "svg" ? 1 : 0.5;
				if (r.left < box.left - slack || r.right > box.right + slack || r.top < box.top - slack - 2 || r.bottom > box.bottom + slack + 2) wrong.push(`“${text}” is cut off by ${e.tagName.toLowerCase()}: ${Math.round(r.left)} to ${Math.round(r.right)} in ${Math.round(box.left)} to ${Math.round(box.right)}`);
			}
		}
		let back;
		if (inPicture) {
			parent.scrollIntoView({ block: "center", behavior: "instant" });
			back = behindInPicture(parent, parent.getBoundingClientRect());
		} else {
			back = [behind(parent)];
		}
		const size = parseFloat(color.fontSize), large = size >= 24 || size >= 18.66 && color.fontWeight >= 700;
		for (const b of back) {
			const c = contrast(inPicture ? color.fill : color.color, b);
			if (c < (large ? 3 : 4.5)) wrong.push(`“${text}” has a contrast of ${c.toFixed(2)}`);
		}
		if (size < 10) wrong.push(`“${text}” is only ${size} high`);
		window.scrollTo(0, 0);
		for (const r of range.getClientRects()) words.push({ text, node, scrolls, r: { left: r.left, right: r.right, top: r.top, bottom: r.bottom }, fixed: !!parent.closest(".filter") });
	}
	words.sort((a, b) => a.r.top - b.r.top);
	for (let i = 0; i < words.length; i++) {
		for (let j = i + 1; j < words.length && words[j].r.top < words[i].r.bottom; j++) {
			const a = words[i], b = words[j];
			if (a.node === b.node || a.fixed !== b.fixed || a.scrolls || b.scrolls) continue;
			const over = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left), down = Math.min(a.r.bottom, b.r.bottom) - b.r.top;
			if (over > 1 && down > 4) wrong.push(`“${a.text}” and “${b.text}” overlap`);
		}
	}

	for (const e of document.querySelectorAll("svg .bar, svg .curve, svg .area, svg .dot, svg .cut, svg .spread")) { // what has a meaning has to be seen
		const style = getComputedStyle(e);
		const color = isClear(style.fill) || e.tagName === "line" ? style.stroke : style.fill;
		const c = contrast(color, behind(e.ownerSVGElement.parentElement));
		if (e.checkVisibility() && c < 3) wrong.push(`a ${e.getAttribute("class")} has a contrast of ${c.toFixed(2)}`);
	}
	for (const e of document.querySelectorAll("svg:not(svg svg)")) {
		if (e.getAttribute("role") !== "img" || !e.getAttribute("aria-label")) wrong.push("a picture has no name");
		if (!e.closest("figure, .panels > *").querySelector("table")) wrong.push("a picture has no table");
	}
	for (const e of document.querySelectorAll("input, select, textarea")) {
		if (e.labels.length === 0 && !e.getAttribute("aria-label")) wrong.push(`${e.id} has no label`);
	}
	return [words.length, ...new Set(wrong)].map(String);
})()
