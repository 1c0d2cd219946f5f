import type { TypedKey } from './findTypedKeys';

/** What is deleted of a text, so that the request stays well-formed: the parameter with one of its separators, the whole header, or the value. */
export function removalOf(text: string, key: TypedKey): { readonly start: number; readonly end: number } {
	switch (key.place) {
		case 'parameter':
			return parameterAt(text, key);
		case 'header':
			return lineAt(text, key);
		case 'value':
			return key;
	}
}

function parameterAt(text: string, key: TypedKey): { readonly start: number; readonly end: number } {
	const name = /["']?api_?key(?:["']?\s*[:=]\s*["']?|%3d)$/iu.exec(text.slice(0, key.start))?.[0] ?? '';
	const start = key.start - name.length;
	const end = key.end + (/^["']/u.test(name) && /["']/u.test(text.charAt(key.end)) ? 1 : 0);
	const separatorAfter = /^\s*[&,][ \t]*/u.exec(text.slice(end))?.[0];
	if (separatorAfter !== undefined) {
		return { start, end: end + separatorAfter.length };
	}
	const before = text.slice(0, start).trimEnd();
	if (/[?&,]$/u.test(before)) {
		return { start: before.slice(0, -1).trimEnd().length, end };
	}
	return isAlone(text, start, end) ? lineAt(text, { start, end }) : { start, end };
}

function isAlone(text: string, start: number, end: number): boolean {
	const line = lineAt(text, { start, end });
	return text.slice(line.start, start).trim() === '' && text.slice(end, line.end).trim() === '';
}

/** With its line break. */
function lineAt(
	text: string,
	{ start, end }: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
	const lineBreak = text.indexOf('\n', end);
	return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineBreak < 0 ? text.length : lineBreak + 1 };
}
