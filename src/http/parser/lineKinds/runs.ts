import type { Override, Reference } from '../../document/document';
import { type Draft, type ParserState, readUses, report } from '../draft';
import { skipBlanks, trimEnd } from '../lines';
import { readComment } from './metadata';

/**
 * Reads `run #name`, `run #A title` and `run ./file` of JetBrains, with `(@a = b, @c = d)` behind them: what they name is sent, one after the other. All that
 * follows in the segment belongs to them.
 */
export function readRuns(state: ParserState, draft: Draft): void {
	const { lines } = state;
	draft.form = 'run';
	draft.method = 'RUN';
	draft.targetStart = draft.targetEnd = lines.end;
	while (!lines.done) {
		if (lines.isComment) {
			readComment(state, draft);
		} else if (isRun(lines.content)) {
			readRun(state, draft);
		} else if (lines.code !== -1) {
			report(draft, 'afterRun', { start: lines.first, end: lines.end }, lines.content);
		}
		lines.advance();
	}
	const { account, key, requestMetadata } = draft;
	const own = [...(account === undefined ? [] : ['account']), ...(key === undefined ? [] : ['key'])];
	for (const name of new Set([...own, ...requestMetadata])) {
		report(draft, 'runMetadata', { start: draft.start, end: draft.end }, name);
	}
}

function isRun(line: string): boolean {
	return /^run(?:\s|$)/iu.test(line);
}

function readRun(state: ParserState, draft: Draft): void {
	const { text, first, end } = state.lines;
	const start = skipBlanks(text, first + 3, end);
	const list = listAt(text, start, end);
	const reference = referenceTo(text, start, trimEnd(text, start, list));
	const overrides = list === end ? [] : overridesIn(text, list + 1, end - 1);
	if (reference === undefined || overrides === undefined) {
		report(draft, 'runStatement', { start: first, end }, text.slice(start, end));
		return;
	}
	draft.references.push(reference);
	draft.details?.runs.push({ reference, overrides });
	readUses(state, draft);
}

/** Where the parenthesis opens that closes at the end; the end where none does, or where it belongs to a title: `run #Create (minimal)`. */
function listAt(text: string, start: number, end: number): number {
	const open = text.charCodeAt(end - 1) === 41 ? text.lastIndexOf('(', end) : -1;
	return open >= start && /^[^)]*[@=]|^\s*\)/u.test(text.slice(open + 1, end)) ? open : end;
}

function referenceTo(text: string, start: number, end: number): Reference | undefined {
	const isNamed = text.charCodeAt(start) === 35;
	const span = { start: isNamed ? skipBlanks(text, start + 1, end) : start, end };
	const name = text.slice(span.start, end);
	// A list of variables that is not closed is no part of a name.
	return name === '' || /[{}]|\(\s*@/u.test(name)
		? undefined
		: { kind: isNamed ? 'run' : 'requests', text: name, span };
}

/** Undefined where it is no list of `@name = value`: a comma may stand in a value for some other tool, and between two for the next. */
function overridesIn(text: string, start: number, end: number): readonly Override[] | undefined {
	const overrides: Override[] = [];
	let from = start;
	for (const part of text.slice(start, end).split(',')) {
		const [, before = '', name, between = '', rest = ''] =
			/^(?<before>\s*@)(?<name>[^\s@={}]+)(?<between>\s*=\s*)(?<rest>(?:\S.*)?)$/u.exec(part) ?? [];
		if (name === undefined) {
			return undefined;
		}
		const value = rest.trimEnd();
		const nameStart = from + before.length;
		const valueStart = nameStart + name.length + between.length;
		overrides.push({
			name,
			nameSpan: { start: nameStart, end: nameStart + name.length },
			valueSpan: { start: valueStart, end: valueStart + value.length },
		});
		from += part.length + 1;
	}
	return overrides;
}
