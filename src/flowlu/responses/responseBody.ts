import { readJson, type JsonFailure, type JsonText, type Span } from '../../json/jsonText';
import { JsonReader } from '../../json/reader';
import { isArray, isContainer, membersOf, sizeOfContainer, textAt, wholeValue } from '../../json/values';
import { decodeBody, type DecodedBody } from '../../net/decodedBody';
import type { HttpResponse } from '../../net/http';
import { readEnvelope, type Envelope, type EnvelopeHead } from './envelope';
import { errorNames } from './errorShapes';
import { UnexpectedResponseError } from './flowluErrors';

/** All that is read from the bytes of a response. */
export interface ResponseBody {
	readonly decoded: DecodedBody;
	/** The beginning of the text, enough to tell what it is. */
	readonly beginning: string;
	readonly json: JsonText | JsonFailure;
	readonly envelope: Envelope;
}

/** Bytes of a value that is part of an error or a count; of a longer one the beginning is shown as it came. */
const maxValueBytes = 100_000;
const shownLength = 1000;

/** Objects and arrays in one another; a deeper value is shown as it came. */
const deepestValue = 20;

/** Errors of a list; more than anybody reads. */
const maxErrors = 20;

/** A step takes a few milliseconds. */
const bytesPerStep = 64_000;

/** Bytes from which a text is told from data, and data from one another. */
const beginningLength = 65_536;

/**
 * Reads the bytes in steps of a few milliseconds, and parses only the small values that the envelope consists of.
 * @param encoding the one that the user chose
 */
export function* readBody(response: HttpResponse, encoding?: string): Generator<void, ResponseBody> {
	const decoded = yield* decodeBody(response, encoding);
	const json = yield* readJson(decoded.utf8);
	const beginning = textAt(decoded.utf8, { start: 0, end: beginningLength });
	const isJson = 'bytes' in json;
	const head = isJson ? yield* readHead(json) : undefined;
	return { decoded, beginning, json, envelope: readEnvelope(head, isJson, beginning, response) };
}

/**
 * The `response` of a successful response, which has to be small: it is read at once.
 * @throws ApiError | UnexpectedResponseError
 */
export function responseOf(response: HttpResponse): unknown {
	const { envelope, decoded } = atOnce(readBody(response));
	switch (envelope.kind) {
		case 'success': {
			const body: unknown = JSON.parse(wholeText(decoded));
			return typeof body === 'object' && body !== null ? Reflect.get(body, 'response') : undefined;
		}
		case 'error':
			throw envelope.error;
		case 'unknown':
			throw new UnexpectedResponseError(envelope.reason, response.status, envelope.content);
	}
}

/** The text of a small response, read at once. */
export function smallText(response: HttpResponse): string {
	return wholeText(atOnce(decodeBody(response)));
}

function wholeText({ utf8 }: DecodedBody): string {
	return textAt(utf8, { start: 0, end: utf8.length });
}

function atOnce<Result>(steps: Generator<void, Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) {
			return value;
		}
	}
}

const namesOfBody = new Set([...errorNames, 'response']);
const namesOfList = new Set(['items', 'total', 'total_result']);

function* readHead(json: JsonText): Generator<void, EnvelopeHead | undefined> {
	const whole = wholeValue(json);
	if (!isContainer(json, whole) || isArray(json, whole)) {
		return undefined;
	}
	const { response, error, ...others } = yield* spansOf(json, whole, namesOfBody);
	const list = response && (yield* readList(json, response));
	return {
		members: { ...valuesOf(json, others), ...(error && { error: yield* errorOf(json, error) }) },
		succeeded: response !== undefined,
		...(list && { list }),
	};
}

function* readList(json: JsonText, response: Span): Generator<void, EnvelopeHead['list']> {
	if (isArray(json, response)) {
		return { items: sizeOfContainer(json, response), total: undefined, total_result: undefined };
	}
	const { items, total, total_result } = yield* spansOf(json, response, namesOfList);
	return items === undefined || !isArray(json, items)
		? undefined
		: {
				items: sizeOfContainer(json, items),
				total: total && valueOf(json, total),
				total_result: total_result && valueOf(json, total_result),
			};
}

function* errorOf(json: JsonText, error: Span): Generator<void, unknown> {
	if (!isContainer(json, error)) {
		return valueOf(json, error);
	}
	return isArray(json, error) ? firstErrors(json, error) : valuesOf(json, yield* spansOf(json, error, errorNames));
}

/** The first elements of a list of errors. */
function firstErrors(json: JsonText, list: Span): readonly unknown[] {
	const elements: unknown[] = [];
	for (const element of membersOf(json, list)) {
		elements.push(valueOf(json, element));
		if (elements.length === maxErrors) {
			break;
		}
	}
	return elements;
}

/** Where the members of these names stand; of duplicates the last. None where there is no object. */
function* spansOf(
	json: JsonText,
	container: Span,
	names: ReadonlySet<string>,
): Generator<void, Record<string, Span | undefined>> {
	const spans: Record<string, Span | undefined> = {};
	let until = container.start + bytesPerStep;
	for (const member of membersOf(json, container)) {
		if (typeof member.step === 'string' && names.has(member.step)) {
			spans[member.step] = member;
		}
		if (member.end > until) {
			until = member.end + bytesPerStep;
			yield;
		}
	}
	return spans;
}

function valuesOf(json: JsonText, spans: Record<string, Span | undefined>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(spans).map(([name, span]) => [name, span === undefined ? undefined : valueOf(json, span)]),
	);
}

/** The parsed value where it is small, else the beginning of its text. */
function valueOf({ bytes }: JsonText, span: Span): unknown {
	const { start, end } = span;
	if (end - start > maxValueBytes || isDeep(bytes, span)) {
		return `${textAt(bytes, { start, end: Math.min(end, start + shownLength) })}…`;
	}
	return JSON.parse(textAt(bytes, span));
}

function isDeep(bytes: Uint8Array, { start, end }: Span): boolean {
	const reader = new JsonReader(bytes, start);
	while (reader.end < end && reader.depth <= deepestValue) {
		reader.read();
	}
	return reader.depth > deepestValue;
}
