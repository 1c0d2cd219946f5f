import { predicates, subjects } from '../../checks/checkWords';
import type { HttpDocument, RequestBlock } from '../../document/document';
import type { Problem, ProblemCode, Span } from '../../problem';
import { targetLines } from '../../parser/lineKinds/requestLine';
import { sentMethodNames } from '../../parser/lineKinds/target';
import { indexOutsideUses, maskUses } from '../../parser/variableUses';
import { credentialRemovalsAt } from '../credentialRemovals';
import { curlFixes } from './curlFixes';
import type { Fix, Mending } from './fix';
import type { TextChange } from '../formatting';
import { broughtFixes, foreignVariableFixes } from './broughtFixes';
import { lineOf } from '../lineSpan';
import { nearest } from '../../nearest';

/** Only what leaves no doubt about what the text was meant to say. */
const makers: Readonly<Partial<Record<ProblemCode, (mending: Mending) => readonly Fix[]>>> = {
	...curlFixes,
	...broughtFixes,
	unknownVariable: variableFixes,
	unknownMethod: ({ problem }) => replacements(problem.span, nearest(problem.detail, sentMethodNames)),
	unknownMetadata: metadataFixes,
	misspeltMetadata: metadataFixes,
	unknownRequest: requestFixes,
	unsupportedMetadata: removal,
	missingMetadataValue: removal,
	unsupportedCheck: removal,
	unknownCheckSubject: ({ problem }) => replacements(problem.span, nearest(problem.detail, Object.keys(subjects))),
	unknownCheckPredicate: predicateFixes,
	missingCheckPredicate: ({ problem: { span } }) => [
		{ kind: 'insert', text: 'exists', changes: [insertion(span.end, ' exists')] },
	],
	needlessCheckValue: removal,
	outputRedirection: removal,
	unclosedVariable: closing,
	missingScheme: ({ problem: { span } }) => [
		{ kind: 'insert', text: 'https://', changes: [insertion(span.start, 'https://')] },
	],
	whitespaceInPath: escapedBlanks,
	missingSeparator: separation,
	storedResponse: separation,
	afterHandler: separation,
	redefinedVariable: valuesOf,
	formLine: continuation,
	ambiguousAmpersand: ampersandFixes,
	commentInBody: mending => [...removal(mending), asText(mending)],
	definitionInComment: ({ problem: { span, detail } }) => [
		...replacements(span, [`@${detail}`]),
		...replacements({ start: span.start, end: span.start + 1 + detail.length }, [detail]),
	],
	ownCredential: credentialFixes,
	misleadingHeader: removal,
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

function metadataFixes(mending: Mending): readonly Fix[] {
	const { span, detail } = mending.problem;
	return [...replacements(span, nearest(detail, mending.metadataNames)), ...removal(mending), ...removalOfAll(mending)];
}

/** The first word of what stands where a predicate is to be. */
function predicateFixes({ problem: { span, detail } }: Mending): readonly Fix[] {
	const [word = ''] = /^\S*/u.exec(detail) ?? [];
	return replacements({ start: span.start, end: span.start + word.length }, nearest(word, Object.keys(predicates)));
}

/** Where the file has several lines of the same kind, all of them. */
function removalOfAll({ document, problem }: Mending): readonly Fix[] {
	const all = [document, ...document.blocks].flatMap(({ problems }) =>
		problems.filter(({ code }) => code === problem.code),
	);
	const changes = all.map(({ span }) => ({ span: lineOf(document, span), text: '' }));
	return all.length < 2 ? [] : [{ kind: 'removeAll', text: String(all.length), changes }];
}

/** The requests that have a like name, also in imported files; behind `run`, a like title does too. */
function requestFixes({ document, problem: { span, detail } }: Mending): readonly Fix[] {
	const { references, knownRequests, knownTitles, text } = document;
	const isRun = references.some(({ kind, span: { start } }) => kind === 'run' && start === span.start);
	const titles = isRun ? [...knownTitles].flatMap(([title, count]) => (count === 1 ? [title] : [])) : [];
	const written = text.slice(span.start, span.end);
	return nearest(detail, [...new Set([...knownRequests, ...titles])]).map(name => ({
		kind: 'replace',
		text: name,
		// A variable that takes something of a response is marked as a whole.
		changes: [{ span, text: written.replace(detail, () => name) }],
	}));
}

/** The value above the use, then the one that counts. */
function valuesOf({ document, problem: { span, detail } }: Mending): readonly Fix[] {
	const definitions = document.variables.filter(({ name }) => name === detail);
	const above = definitions.filter(definition => definition.span.start < span.start).at(-1);
	const values = [above, definitions.at(-1)].flatMap(definition => definition?.value ?? []);
	return replacements(
		span,
		[...new Set(values)].filter(value => value !== ''),
	);
}

/** The line as a further one of the value above it; or, where only blanks make that likely, as the field that it looks like. */
function continuation({ document, problem: { span, detail } }: Mending): readonly Fix[] {
	const bodyStart = document.blockAt(span.start)?.body?.span.start ?? span.start;
	if (lineOf(document, span).start <= bodyStart) {
		return [];
	}
	const equals = detail.indexOf('=');
	const name = detail.slice(0, Math.max(equals, 0)).trim();
	const isField = name !== '' && !/\s/u.test(name);
	return [
		{ kind: 'continue', text: '|', changes: [insertion(span.start, '| ')] },
		...(isField ? replacements(span, [`${name}=${detail.slice(equals + 1).trim()}`]) : []),
	];
}

/** An escape; or a field on a line of its own where it can be one, else the whole value on a line in which `&` is text. */
function ampersandFixes({ document, problem: { span, detail } }: Mending): readonly Fix[] {
	const escape: Fix = {
		kind: 'replace',
		text: '%26',
		changes: [{ span: { start: span.start, end: span.start + 1 }, text: '%26' }],
	};
	if (/^[^\s=<>"']+\s*(?:=|$)/u.test(detail)) {
		const changes = [insertion(span.start, '\n'), ...(detail.includes('=') ? [] : [insertion(span.end, '=')])];
		return [escape, { kind: 'ownLine', text: detail, changes }];
	}
	const line = lineOf(document, span);
	const before = document.text.slice(line.start, span.start);
	const equals = indexOutsideUses(before, '=');
	// Behind another `&` it may be a field that does not start the line.
	return equals < 0 || indexOutsideUses(before, '&') >= 0
		? [escape]
		: [escape, { kind: 'continue', text: '|', changes: [insertion(line.start + equals + 1, '\n| ')] }];
}

/** For the request; and for the file, where that is more. */
function credentialFixes({ document, problem }: Mending): readonly Fix[] {
	const { ofRequest, ofFile } = credentialRemovalsAt(document, problem.span.start);
	const fix = (kind: Fix['kind'], spans: readonly Span[]): Fix => ({
		kind,
		text: '',
		changes: spans.map(span => ({ span, text: '' })),
	});
	return [
		...(ofRequest.length === 0 ? [] : [fix('removeCredential', ofRequest)]),
		...(ofFile.length <= ofRequest.length ? [] : [fix('removeCredentials', ofFile)]),
	];
}

/** The characters that make a comment of it, by a variable: there is no other way that all tools know. */
function asText({ document, problem: { span, detail } }: Mending): Fix {
	const mark = detail.startsWith('#') ? '#' : '//';
	const name = mark === '#' ? 'hash' : 'slashes';
	const free = [name, `${name}2`, `${name}3`].find(candidate => {
		const value = document.variableTable.get(candidate)?.value;
		return value === undefined || value === mark;
	});
	const known = free ?? `${name}4`;
	const use = { span: { start: span.start, end: span.start + mark.length }, text: `{{${known}}}` };
	const isDefined = document.variableTable.has(known);
	return {
		kind: 'asText',
		text: use.text,
		changes: [...(isDefined ? [] : [definition(document, `@${known} = ${mark}`)]), use],
	};
}

function variableFixes({ document, problem: { span, detail: name } }: Mending): readonly Fix[] {
	const block = document.blockAt(span.start);
	const line = `@${name} = `;
	// Else the name stands in the value of the variable that is used here.
	const isOwn = document.text.slice(span.start + 2, span.end - 2).trim() === name;
	const near = nearest(name, [...document.variableTable.keys()]).map((text): Fix => ({
		kind: 'replace',
		text,
		changes: [{ span, text: `{{${text}}}` }],
	}));
	return [
		...(isOwn ? [...near, ...foreignVariableFixes(document, span)] : []),
		{ kind: 'define', text: line.trim(), changes: [definition(document, line)] },
		...(block === undefined ? [] : [askFix(document, block, name)]),
	];
}

function askFix(document: HttpDocument, { requestLine }: RequestBlock, name: string): Fix {
	const { start } = lineOf(document, requestLine);
	return { kind: 'ask', text: name, changes: [insertion(start, `# @prompt ${name}\n`)] };
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

/** Behind the name: what else is on the line is hardly a part of it, unless it may be an argument or the rest of a path. */
function closing({ document, problem: { span } }: Mending): readonly Fix[] {
	const found = /^\{\{[ \t]*(?<name>[\p{L}\p{N}_$]+(?:[.-]+[\p{L}\p{N}_$]+)*)(?<brace>[ \t]*\})?/u.exec(
		document.text.slice(span.start, span.end),
	);
	const { name = '', brace } = found?.groups ?? {};
	const at = span.start + (found?.[0].length ?? 0);
	const rest = document.text.slice(at, span.end);
	const mayGoOn = /^[[(]/u.test(rest) || (name.startsWith('$') && /^[ \t]+\S/u.test(rest));
	const text = brace === undefined ? '}}' : '}';
	return name === '' || mayGoOn ? [] : [{ kind: 'insert', text, changes: [insertion(at, text)] }];
}

/** Of the path only, and none within a variable; at its end they are left out. */
function escapedBlanks({ document, problem: { span } }: Mending): readonly Fix[] {
	const written = document.text.slice(span.start, span.end);
	const typed = maskUses(written, 'x');
	const changes: TextChange[] = [];
	for (const { start, end } of targetLines(written)) {
		const [path = ''] = typed.slice(start, end).split(/[?#]/u, 1);
		const { length } = path.trimEnd();
		for (const { index } of path.matchAll(/\s/gu)) {
			const at = span.start + start + index;
			changes.push({ span: { start: at, end: at + 1 }, text: index < length ? '%20' : '' });
		}
		if (path.length < end - start) {
			break;
		}
	}
	return [{ kind: 'replace', text: '%20', changes }];
}
