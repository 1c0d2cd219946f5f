import type { HttpDocument, RequestBlock } from '../document/document';
import type { Problem, ProblemCode, Span } from '../problem';
import { sentMethodNames } from '../parser/lineKinds/target';
import { type CurlFix, curlFixes } from './curlFixes';
import type { TextChange } from './formatting';
import { nearest } from './nearest';

/** What a fix does, for its title; `text` is what is put in, or taken out. */
export interface Fix {
	readonly kind: 'define' | 'ask' | 'replace' | 'insert' | 'remove' | 'separate' | CurlFix['kind'];
	readonly text: string;
	readonly changes: readonly TextChange[];
}

interface Mending {
	readonly document: HttpDocument;
	readonly problem: Problem;
	/** Those that do something. */
	readonly metadataNames: readonly string[];
}

/** Only what leaves no doubt about what the text was meant to say. */
const makers: Readonly<Partial<Record<ProblemCode, (mending: Mending) => readonly Fix[]>>> = {
	...curlFixes,
	unknownVariable: variableFixes,
	unknownMethod: ({ problem }) => replacements(problem.span, nearest(problem.detail, sentMethodNames)),
	unknownMetadata: ({ problem, metadataNames }) => replacements(problem.span, nearest(problem.detail, metadataNames)),
	unclosedVariable: ({ problem: { span } }) => [{ kind: 'insert', text: '}}', changes: [insertion(span.end, '}}')] }],
	missingScheme: ({ problem: { span } }) => [
		{ kind: 'insert', text: 'https://', changes: [insertion(span.start, 'https://')] },
	],
	whitespaceInPath: ({ problem: { span, detail } }) => [
		{ kind: 'replace', text: '%20', changes: [{ span, text: withoutBlanks(detail) }] },
	],
	missingSeparator: separation,
	storedResponse: separation,
	afterHandler: separation,
	hostHeader: removal,
	authorizationShorthand: removal,
	computedHeader: removal,
	ignoredMetadata: removal,
	disabledRequest: removal,
	repeatedMetadata: removal,
};

/** What mends the problem, likeliest first. */
export function fixesFor(document: HttpDocument, problem: Problem, metadataNames: readonly string[]): readonly Fix[] {
	return makers[problem.code]?.({ document, problem, metadataNames }) ?? [];
}

function separation({ document, problem }: Mending): readonly Fix[] {
	return [{ kind: 'separate', text: '###', changes: [insertion(lineOf(document, problem.span).start, '###\n')] }];
}

function removal({ document, problem }: Mending): readonly Fix[] {
	return [{ kind: 'remove', text: '', changes: [{ span: lineOf(document, problem.span), text: '' }] }];
}

function variableFixes({ document, problem: { span, detail: name } }: Mending): readonly Fix[] {
	const block = document.blockAt(span.start);
	const line = `@${name} = `;
	return [
		...replacements(span, nearest(name, [...document.variableTable.keys()])).map(fix => ({
			...fix,
			changes: [{ span, text: `{{${fix.text}}}` }],
		})),
		{ kind: 'define', text: line.trim(), changes: [definition(document, line)] },
		...(block === undefined ? [] : [askFix(block, name)]),
	];
}

function askFix({ requestLine }: RequestBlock, name: string): Fix {
	return { kind: 'ask', text: name, changes: [insertion(requestLine.start, `# @prompt ${name}\n`)] };
}

/** Below the definitions that the document starts with, else above all. */
function definition(document: HttpDocument, line: string): TextChange {
	const { text, block } = document.stretchAt(0) ?? { text: '', block: undefined };
	const limit = block?.requestLine.start ?? text.length;
	const last = document.variables.filter(({ span }) => span.end <= limit).at(-1);
	const below = last === undefined ? 0 : lineOf(document, last.span).end;
	return below > 0 && text.charAt(below - 1) !== '\n' ? insertion(below, `\n${line}`) : insertion(below, `${line}\n`);
}

function replacements(span: Span, names: readonly string[]): Fix[] {
	return names.map(text => ({ kind: 'replace', text, changes: [{ span, text }] }));
}

function insertion(at: number, text: string): TextChange {
	return { span: { start: at, end: at }, text };
}

/** The whole lines of a span, the last line break included. */
function lineOf(document: HttpDocument, { start, end }: Span): Span {
	const { start: from, text } = document.stretchAt(start) ?? { start: 0, text: '' };
	const lineFeed = text.indexOf('\n', end - from);
	return {
		start: start === from ? from : from + text.lastIndexOf('\n', start - from - 1) + 1,
		end: lineFeed < 0 ? from + text.length : from + lineFeed + 1,
	};
}

function withoutBlanks(target: string): string {
	const [path = ''] = target.split(/[?#]/u, 1);
	return path.trim().replaceAll(/\s/gu, '%20') + target.slice(path.length);
}
