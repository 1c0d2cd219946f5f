import type { Metadata } from './document';
import { type Draft, report } from './draft';
import { isBlank, type LineCursor, skipBlanks } from './lines';

/** What asks for something that is so anyway, or that is only about showing the answer. In lower case, without dashes. */
const ignored = new Set([
	'connectiontimeout',
	'debug',
	'extension',
	'http1.1',
	'keepstreaming',
	'lang',
	'language',
	'nocookiejar',
	'nolog',
	'noproxy',
	'noredirect',
	'noresponseview',
	'nostreaminglog',
	'openwith',
	'ratelimit',
	'save',
	'sleep',
	'timeout',
	'verbose',
]);

/** What would change what is sent, or whether it is. In lower case, without dashes. */
const unsupported = new Set([
	'allpages',
	'disabled',
	'forceref',
	'grpcreflection',
	'http2',
	'import',
	'injectvariables',
	'jwt',
	'loop',
	'noautoencoding',
	'noclientcert',
	'norejectunauthorized',
	'note',
	'prompt',
	'proxy',
	'ref',
	'responseref',
	'useoscredentials',
]);

/** Reads the comment that the lines are on. It is metadata if an at sign is the first thing in it. */
export function readComment(lines: LineCursor, draft: Draft): void {
	const { text, end } = lines;
	let at = lines.first + 1;
	while (at < end && (text.charCodeAt(at) === lines.code || isBlank(text.charCodeAt(at)))) {
		at++;
	}
	if (text.charCodeAt(at) !== 64 || at >= end) {
		return;
	}
	const nameStart = at + 1;
	const nameEnd = nameEndAt(text, nameStart, end);
	if (nameEnd === nameStart) {
		return;
	}
	// JetBrains writes `# @name = x`, the others `# @name x`.
	let valueStart = skipBlanks(text, nameEnd, end);
	if (text.charCodeAt(valueStart) === 61 && valueStart < end) {
		valueStart = skipBlanks(text, valueStart + 1, end);
	}
	addMetadata(draft, {
		name: text.slice(nameStart, nameEnd),
		value: text.slice(valueStart, end),
		span: lines.span,
		nameSpan: { start: nameStart, end: nameEnd },
		valueSpan: { start: valueStart, end },
	});
}

function nameEndAt(text: string, start: number, end: number): number {
	let offset = start;
	while (offset < end && text.charCodeAt(offset) !== 61 && !isBlank(text.charCodeAt(offset))) {
		offset++;
	}
	return offset;
}

function addMetadata(draft: Draft, metadata: Metadata): void {
	draft.metadata.push(metadata);
	const { name, nameSpan } = metadata;
	if (name === 'name' || name === 'account' || name === 'key') {
		keepValue(draft, name, metadata);
		return;
	}
	// JetBrains writes no-log, httpYac noLog.
	const plainName = name.toLowerCase().replaceAll('-', '');
	if (plainName === 'title') {
		// The text of the separator stands above the block and wins.
		draft.title ??= metadata.value;
	} else if (unsupported.has(plainName)) {
		report(draft, 'unsupportedMetadata', nameSpan, name);
	} else if (ignored.has(plainName)) {
		report(draft, 'ignoredMetadata', nameSpan, name);
	} else if (plainName !== 'description') {
		report(draft, 'unknownMetadata', nameSpan, name);
	}
}

function keepValue(draft: Draft, field: 'name' | 'account' | 'key', metadata: Metadata): void {
	const { name, value, nameSpan, valueSpan } = metadata;
	if (value === '') {
		report(draft, 'missingMetadataValue', nameSpan, name);
	} else if (value.includes('{{')) {
		report(draft, 'variableInMetadata', valueSpan, value);
	} else if (draft[field] !== undefined) {
		report(draft, 'repeatedMetadata', nameSpan, name);
	} else {
		draft[field] = value;
	}
}
