import type { HttpDocument } from '../../document/document';
import type { ProblemCode, Span } from '../../problem';
import type { Fix, Mending } from './fix';

/** Only what leaves no doubt about what the command was meant to say. */
export const curlFixes: Readonly<Partial<Record<ProblemCode, (mending: Mending) => readonly Fix[]>>> = {
	curlCredential: removal,
	curlUnquoted: quotes,
	curlRange: mending => option(mending, '-g'),
	curlJsonAsForm: mending =>
		/[{[]/u.test(written(mending)) ? option(mending, "-H 'Content-Type: application/json'") : [],
	curlFile: mending =>
		replacement(mending, /^(?:-d|--data|--data-ascii)(?=\s)/u.exec(written(mending))?.[0] ?? '', '--data-binary'),
	curlMethod: mending => replacement(mending, mending.problem.detail, mending.problem.detail.toUpperCase()),
};

function written({ document, problem: { span } }: Mending): string {
	const { start, text } = stretchOf(document, span);
	return text.slice(span.start - start, span.end - start);
}

function stretchOf(document: HttpDocument, span: Span): { readonly start: number; readonly text: string } {
	return document.stretchAt(span.start) ?? { start: 0, text: '' };
}

/** Behind the word curl. */
function option({ document, problem }: Mending, text: string): readonly Fix[] {
	const line = document.blockAt(problem.span.start)?.requestLine;
	const at = (line?.start ?? 0) + 'curl'.length;
	return line === undefined
		? []
		: [{ kind: 'insert', text, changes: [{ span: { start: at, end: at }, text: ` ${text}` }] }];
}

/** Of a word that the place starts with, else of the last such one. */
function replacement(mending: Mending, word: string, text: string): readonly Fix[] {
	const option = written(mending);
	const start = mending.problem.span.start + (option.startsWith(word) ? 0 : option.lastIndexOf(word));
	return word === '' ? [] : [{ kind: 'replace', text, changes: [{ span: { start, end: start + word.length }, text }] }];
}

/** With the blanks and the line's end before it. Of a body in JSON it is one member among others. */
function removal(mending: Mending): readonly Fix[] {
	const { span } = mending.problem;
	const { start, text } = stretchOf(mending.document, span);
	if (/^-[^]*\{\s*"/u.test(written(mending))) {
		return [];
	}
	let before = text.slice(0, span.start - start).trimEnd();
	while (before.endsWith('\\')) {
		before = before.slice(0, -1).trimEnd();
	}
	return [
		{ kind: 'removeOption', text: '', changes: [{ span: { start: start + before.length, end: span.end }, text: '' }] },
	];
}

/** Around the value that the sign is part of: JSON, or an address. */
function quotes({ document, problem: { span } }: Mending): readonly Fix[] {
	const { start, text } = stretchOf(document, span);
	const before = text.slice(0, span.start - start);
	const first = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t'), before.lastIndexOf('\n')) + 1;
	const last = /^\S*/u.exec(text.slice(span.end - start))?.[0] ?? '';
	const word = { start: start + first, end: span.end + last.length };
	const value = text.slice(word.start - start, word.end - start);
	return /^(?:https?:\/\/[^'"\\]+|[{[][^'\\]*[\]}])$/u.test(value)
		? [{ kind: 'quote', text: '', changes: [{ span: word, text: `'${value}'` }] }]
		: [];
}
