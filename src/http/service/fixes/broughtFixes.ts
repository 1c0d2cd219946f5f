import type { HttpDocument } from '../../document/document';
import type { ProblemCode, Span } from '../../problem';
import type { Fix, Mending } from './fix';
import { lineOf } from '../lineSpan';

/** What mends what a file brings along that was written for another tool. */
export const broughtFixes: Readonly<Partial<Record<ProblemCode, (mending: Mending) => readonly Fix[]>>> = {
	requestScript: scriptRemoval,
	responseHandler: scriptRemoval,
	dynamicVariable: ({ document, problem: { span } }) => foreignVariableFixes(document, span),
};

/** A variable of the process as others write it, or the address of the API, which a path here does without. */
export function foreignVariableFixes({ text }: HttpDocument, span: Span): readonly Fix[] {
	const use = text.slice(span.start, span.end);
	const [, name] = /^\{\{[ \t]*(?:\$env[. ]|process\.env\.)[ \t]*(\w+)[ \t]*\}\}$/u.exec(use) ?? [];
	if (name !== undefined) {
		const put = `{{$processEnv ${name}}}`;
		return [{ kind: 'replace', text: put, changes: [{ span, text: put }] }];
	}
	const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
	const isFirst = /^[ \t]*(?:[A-Za-z]+[ \t]+)?$/u.test(text.slice(lineStart, span.start));
	const [path] = /^(?:\/api\/v1\/module)?\/(?=[\w{])/u.exec(text.slice(span.end, span.end + 20)) ?? [];
	return isFirst && path !== undefined
		? [
				{
					kind: 'relative',
					text: use + path,
					changes: [{ span: { start: span.start, end: span.end + path.length }, text: '' }],
				},
			]
		: [];
}

/** From its first line to the one that closes it; nothing where none does. */
function scriptRemoval({ document, problem }: Mending): readonly Fix[] {
	const { start, end } = lineOf(document, problem.span);
	const first = document.text.slice(start, end);
	const close = first.trim() === '{{' ? '}}' : first.includes('{%') ? '%}' : undefined;
	const closed = close === undefined || first.includes(close) ? end : endOfScript(document.text, end, close);
	return closed === undefined
		? []
		: [{ kind: 'removeScript', text: '', changes: [{ span: { start, end: closed }, text: '' }] }];
}

/** The end of the first line, from one on, that closes a script: others may have the characters in a text. */
function endOfScript(text: string, from: number, close: '}}' | '%}'): number | undefined {
	for (let start = from; start < text.length;) {
		const lineFeed = text.indexOf('\n', start);
		const end = lineFeed < 0 ? text.length : lineFeed + 1;
		if (text.slice(start, end).trim() === close) {
			return end;
		}
		start = end;
	}
	return undefined;
}
