import { type Draft, type ParserState, report } from '../draft';
import { hasBraces, isBlank, skipBlanks } from '../lines';
import type { Span } from '../../problem';
import {
	guardedName,
	plainMetadataName,
	promptName,
	readIgnoredPath,
	readMaxRecords,
	readRetry,
	readSleep,
	readTimeout,
} from '../../build/sendingMetadata';

/** What asks for something that is so anyway, or that is only about showing the response. In lower case, without dashes. */
const ignored = new Set([
	'connectiontimeout',
	'debug',
	'extension',
	'http1.1',
	'keepstreaming',
	'lang',
	'language',
	'nocookiejar',
	'noproxy',
	'noredirect',
	'noresponseview',
	'nostreaminglog',
	'openwith',
	'ratelimit',
	'save',
	'verbose',
]);

/** What would change what is sent, or whether it is. In lower case, without dashes. */
const unsupported = new Set([
	'grpcreflection',
	'http2',
	'injectvariables',
	'jwt',
	'loop',
	'noautoencoding',
	'noclientcert',
	'norejectunauthorized',
	'proxy',
	'responseref',
	'useoscredentials',
]);

/** What is read where it counts, whatever its value. */
const plain = new Set(['continue', 'description', 'nolog', 'note']);

const ownFields = ['name', 'account', 'key'] as const;

interface MetadataSpans {
	readonly name: Span;
	readonly value: Span;
}

type OwnField = (typeof ownFields)[number];

/**
 * Reads the comment that the lines are on. It is metadata if an at sign is the first thing in it.
 * @returns whether it is metadata that is known
 */
export function readComment(state: ParserState, draft: Draft): boolean {
	const { text, lines } = state;
	const { end } = lines;
	let at = lines.first + 1;
	while (at < end && (text.charCodeAt(at) === lines.code || isBlank(text.charCodeAt(at)))) {
		at++;
	}
	if (text.charCodeAt(at) !== 64 || at >= end) {
		return false;
	}
	const nameStart = at + 1;
	const nameEnd = nameEndAt(text, nameStart, end);
	if (nameEnd === nameStart) {
		return false;
	}
	// JetBrains writes `# @name = x`, the others `# @name x`.
	const equals = skipBlanks(text, nameEnd, end);
	const hasEquals = text.charCodeAt(equals) === 61 && equals < end;
	const valueStart = hasEquals ? skipBlanks(text, equals + 1, end) : equals;
	draft.details?.metadata.push({
		name: text.slice(nameStart, nameEnd),
		value: text.slice(valueStart, end),
		span: { start: lines.first, end },
		nameSpan: { start: nameStart, end: nameEnd },
		valueSpan: { start: valueStart, end },
	});
	const spans = { name: { start: nameStart, end: nameEnd }, value: { start: valueStart, end } };
	const known = knownField(text, nameStart, nameEnd);
	const plainName = known ?? plainMetadataName(text.slice(nameStart, nameEnd));
	const field = known ?? ownFields.find(own => own === plainName);
	let isKnown = true;
	if (field !== undefined) {
		setValue(state, draft, field, spans);
	} else {
		isKnown = checkMetadata(state, draft, plainName, spans, hasEquals);
	}
	// Only a name is commonly written so; the rest looks like a definition that was commented out.
	if (hasEquals && isKnown && field !== 'name') {
		report(draft, 'definitionInComment', { start: nameStart - 1, end: equals + 1 }, text.slice(nameStart, nameEnd));
	}
	return isKnown;
}

/** The field that the word between the offsets names, as nearly all spell it: no text is made for those. */
function knownField(text: string, start: number, end: number): OwnField | undefined {
	for (const field of ownFields) {
		if (field.length === end - start && text.startsWith(field, start)) {
			return field;
		}
	}
	return undefined;
}

function nameEndAt(text: string, start: number, end: number): number {
	let offset = start;
	while (offset < end && text.charCodeAt(offset) !== 61 && !isBlank(text.charCodeAt(offset))) {
		offset++;
	}
	return offset;
}

/** @returns whether there is metadata of this name */
function checkMetadata(
	state: ParserState,
	draft: Draft,
	plainName: string,
	spans: MetadataSpans,
	hasEquals: boolean,
): boolean {
	const name = state.text.slice(spans.name.start, spans.name.end);
	if (plainName === 'title') {
		if (draft.details !== undefined) {
			// The text of the separator stands above the block and wins.
			draft.details.title ??= spans.value;
		}
	} else if (plainName === 'ref' || plainName === 'forceref' || plainName === 'import') {
		addReference(state, draft, plainName, spans);
	} else if (plainName === 'ignore') {
		const path = state.text.slice(spans.value.start, spans.value.end);
		if (readIgnoredPath(path) === undefined) {
			report(draft, 'invalidIgnoredPath', path === '' ? spans.name : spans.value, path);
		}
	} else if (isSendingName(plainName)) {
		checkSending(state, draft, plainName, spans);
	} else if (unsupported.has(plainName)) {
		report(draft, 'unsupportedMetadata', spans.name, name);
	} else if (ignored.has(plainName)) {
		report(draft, 'ignoredMetadata', spans.name, name);
	} else if (!plain.has(plainName)) {
		const meant = guardedName(plainName);
		// With an equals sign it is rather a definition that was commented out; but where the request goes is not to be guessed.
		const isMisspelt = meant !== undefined && (!hasEquals || meant === 'account');
		report(draft, isMisspelt ? 'misspeltMetadata' : 'unknownMetadata', spans.name, name);
		return false;
	}
	return true;
}

function addReference(
	{ text }: ParserState,
	draft: Draft,
	name: 'ref' | 'forceref' | 'import',
	spans: MetadataSpans,
): void {
	const { start, end } = spans.value;
	const value = text.slice(start, end);
	if (value === '') {
		report(draft, 'missingMetadataValue', spans.name, text.slice(spans.name.start, spans.name.end));
	} else if (hasBraces(text, start, end)) {
		report(draft, 'variableInMetadata', spans.value, value);
	} else {
		draft.references.push({ kind: name === 'import' ? 'document' : 'request', text: value, span: spans.value });
	}
}

function addRowFile(text: string, draft: Draft, { name, value }: MetadataSpans): void {
	const path = text.slice(value.start, value.end);
	if (path === '') {
		report(draft, 'missingMetadataValue', name, 'each');
	} else if (draft.takesRows) {
		report(draft, 'repeatedMetadata', name, 'each');
	} else if (hasBraces(text, value.start, value.end)) {
		report(draft, 'variableInMetadata', value, path);
	} else {
		draft.references.push({ kind: 'rows', text: path, span: value });
	}
	draft.requestMetadata.push('each');
	draft.takesRows = true;
}

const sendingNames = ['prompt', 'timeout', 'disabled', 'allpages', 'sleep', 'retry', 'each', 'keycolumn'] as const;

/** What reads the value, and what is reported where it is none. */
const valueReaders = {
	timeout: { read: readTimeout, code: 'invalidTimeout' },
	sleep: { read: readSleep, code: 'invalidSleep' },
	retry: { read: readRetry, code: 'invalidRetry' },
} as const;

function isSendingName(name: string): name is (typeof sendingNames)[number] {
	return sendingNames.some(known => known === name);
}

/** What decides how, or whether, a request is sent. */
function checkSending(
	{ text }: ParserState,
	draft: Draft,
	name: (typeof sendingNames)[number],
	spans: MetadataSpans,
): void {
	const value = text.slice(spans.value.start, spans.value.end);
	switch (name) {
		case 'prompt':
			if (promptName(value) === '') {
				report(draft, 'missingMetadataValue', spans.name, name);
			} else {
				draft.prompts.push(promptName(value));
			}
			break;
		case 'timeout':
		case 'sleep':
		case 'retry': {
			draft.requestMetadata.push(name);
			if (name === 'retry') {
				draft.retry = spans.name;
			}
			const { read, code } = valueReaders[name];
			if (read(value) === undefined) {
				report(draft, code, value === '' ? spans.name : spans.value, value);
			}
			break;
		}
		case 'each':
			addRowFile(text, draft, spans);
			break;
		case 'keycolumn':
			draft.requestMetadata.push('key-column');
			if (value === '') {
				report(draft, 'missingMetadataValue', spans.name, 'key-column');
			}
			break;
		case 'allpages':
			if (Number.isNaN(readMaxRecords(value))) {
				report(draft, 'invalidAllPages', spans.value, value);
			}
			break;
		case 'disabled':
			// httpYac evaluates what follows.
			if (value === '') {
				report(draft, 'disabledRequest', spans.name, name);
			} else {
				report(draft, 'unsupportedMetadata', spans.name, name);
			}
			break;
	}
}

function setValue({ text, words }: ParserState, draft: Draft, field: OwnField, { name, value }: MetadataSpans): void {
	const { start, end } = value;
	if (start === end) {
		report(draft, 'missingMetadataValue', name, field);
	} else if (hasBraces(text, start, end)) {
		report(draft, 'variableInMetadata', value, words.at(start, end));
	} else if (draft[field] !== undefined) {
		report(draft, 'repeatedMetadata', name, field);
	} else {
		// Hardly a request has the name of another: there is nothing to remember.
		draft[field] = field === 'name' ? text.slice(start, end) : words.at(start, end);
	}
}
