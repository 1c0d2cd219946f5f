import { singularPath } from '../../json/paths/singularPath';
import { slipsBetween } from '../nearest';
import type { Metadata } from '../document/document';
import type { Span } from '../problem';
import { isSecretName } from './secretNames';

/** A value that is asked for when the request is sent: `# @prompt name what to say`. */
export interface Prompt {
	readonly name: string;
	/** What it says; the name where there is nothing. */
	readonly description: string;
	/** By its name: not shown while it is typed, nor anywhere later. */
	readonly isSecret: boolean;
}

export function promptsOf(metadata: readonly Metadata[]): Prompt[] {
	const prompts = named(metadata, 'prompt')
		.filter(({ value }) => promptName(value) !== '')
		.map(({ value }): Prompt => {
			const name = promptName(value);
			const description = value.slice(name.length).trim();
			return { name, description: description === '' ? name : description, isSecret: isSecretName(name) };
		});
	// What is asked for twice is one value; the last description counts, as in REST Client.
	return [...new Map(prompts.map(prompt => [prompt.name, prompt])).values()];
}

/** However it is spelled: JetBrains writes no-log, httpYac noLog. */
export function plainMetadataName(name: string): string {
	return name.toLowerCase().replaceAll('-', '');
}

/** What decides whether a request is sent, with which key, and what is kept of it. */
const guardedNames = ['account', 'key', 'disabled', 'note', 'no-log'] as const;

/** The metadata that the name may be a slip of, where such a slip would send what is not to be sent, or otherwise than is meant. */
export function guardedName(misspelt: string): (typeof guardedNames)[number] | undefined {
	const plainName = plainMetadataName(misspelt);
	return guardedNames.find(name => {
		const meant = plainMetadataName(name);
		return slipsBetween(plainName, meant) === 1 && (meant.length > 4 || !isAnotherWord(plainName, meant));
	});
}

/** Of words as short as `key` and `note`, those with another letter (`ken`, `node`) or with a number are more likely comments. */
function isAnotherWord(word: string, name: string): boolean {
	const hasOtherLetter = word.length === name.length && Array.from(name).some(letter => !word.includes(letter));
	return hasOtherLetter || /^not(?:ed)?$|\d$/u.test(word);
}

function named(metadata: readonly Metadata[], wanted: string): Metadata[] {
	return metadata.filter(({ name }) => plainMetadataName(name) === wanted);
}

/** The first word of the metadata's value. */
export function promptName(value: string): string {
	return /^[^\s{}=]*/u.exec(value)?.[0] ?? '';
}

/** What is to be confirmed before the request is sent, empty where only the question is asked: `# @note text`. */
export function noteOf(metadata: readonly Metadata[]): string | undefined {
	return named(metadata, 'note')[0]?.value;
}

/** Is the request to leave nothing behind but its response, neither in the history nor in the log? `# @no-log` */
export function isUnlogged(metadata: readonly Metadata[]): boolean {
	return named(metadata, 'nolog').length > 0;
}

/** The file for each of whose rows a request is sent: `# @each ./rows.csv`. */
export interface RowFile {
	readonly path: string;
	/** Of the path. */
	readonly span: Span;
	/** `# @key-column`: whose values the rows are called by, with the place of its name. */
	readonly keyColumn: { readonly name: string; readonly span: Span } | undefined;
}

export function rowFileOf(metadata: readonly Metadata[]): RowFile | undefined {
	const [each] = named(metadata, 'each');
	const key = named(metadata, 'keycolumn').at(-1);
	const keyColumn = key === undefined || key.value === '' ? undefined : { name: key.value, span: key.valueSpan };
	return each && { path: each.value, span: each.valueSpan, keyColumn };
}

/** Does a run send the next request also when this one does not pass? `# @continue` */
export function goesOn(metadata: readonly Metadata[]): boolean {
	return named(metadata, 'continue').length > 0;
}

/** JSONPaths of what comparisons of responses leave out: `# @ignore $.response.items[*].price`. */
export function ignoredPathsOf(metadata: readonly Metadata[]): readonly string[] {
	return named(metadata, 'ignore').map(({ value }) => value);
}

/** The names of the members that lead to what is left out, where an index stands for all elements; undefined for a path that means anything else. */
export function readIgnoredPath(path: string): readonly string[] | undefined {
	const steps = singularPath(path.trim().replaceAll('[*]', '[0]'));
	return steps?.filter(step => typeof step === 'string');
}

/** A request that has to be sent before: `# @ref name`, `# @forceRef name`. */
export interface EarlierRequest {
	readonly name: string;
	/** Of the name. */
	readonly span: Span;
	/** Also when it has a response already. */
	readonly always: boolean;
}

export function earlierRequests(metadata: readonly Metadata[]): EarlierRequest[] {
	return metadata.flatMap(({ name, value, valueSpan }) => {
		const plainName = plainMetadataName(name);
		return plainName === 'ref' || plainName === 'forceref'
			? [{ name: value, span: valueSpan, always: plainName === 'forceref' }]
			: [];
	});
}

/** Milliseconds that the response may take: `# @timeout 5 s`. */
export function timeoutOf(metadata: readonly Metadata[]): number | undefined {
	const timeout = named(metadata, 'timeout').at(-1);
	return timeout && readTimeout(timeout.value);
}

/** Milliseconds before the request is sent: `# @sleep 500`, `# @sleep 5 s`. */
export function sleepOf(metadata: readonly Metadata[]): number | undefined {
	const sleep = named(metadata, 'sleep').at(-1);
	return sleep && readSleep(sleep.value);
}

/** How often a request is sent again that did not succeed, and the milliseconds before each time. */
export interface Repetition {
	readonly times: number;
	readonly pause: number;
}

/** `# @retry 3`, `# @retry 3 2 s`; with the place of its name. */
export function retryOf(metadata: readonly Metadata[]): (Repetition & { readonly span: Span }) | undefined {
	const retry = named(metadata, 'retry').at(-1);
	const repetition = retry && readRetry(retry.value);
	return retry && repetition && { ...repetition, span: retry.nameSpan };
}

/** Up to a hundred times, a second apart where nothing is said; undefined where the text is something else. */
export function readRetry(text: string): Repetition | undefined {
	const { times = '', pause = '1 s' } = /^(?<times>\d{1,3})(?:\s+(?<pause>\d.*))?$/u.exec(text)?.groups ?? {};
	const [count, milliseconds] = [Number(times), readSleep(pause)];
	return count >= 1 && count <= 100 && milliseconds !== undefined ? { times: count, pause: milliseconds } : undefined;
}

/** Every page of the list is read: `# @all-pages`, `# @all-pages max=500`. */
export interface AllPages {
	/** Records at most. */
	readonly max: number | undefined;
	/** Of the metadata's name. */
	readonly span: Span;
}

export function allPagesOf(metadata: readonly Metadata[]): AllPages | undefined {
	const found = named(metadata, 'allpages').at(-1);
	return found && { max: readMaxRecords(found.value), span: found.nameSpan };
}

/** Undefined where there is none; NaN where the text is something else. */
export function readMaxRecords(text: string): number | undefined {
	return text === '' ? undefined : Number(/^max\s*=\s*(?<max>[1-9]\d{0,8})$/u.exec(text)?.groups?.['max']);
}

const units: Readonly<Record<string, number | undefined>> = { ms: 1, s: 1000, m: 60_000 };

/** The milliseconds that JetBrains takes the text for: a number with `ms`, `s`, `m`, or of seconds. An hour is the most. */
export function readTimeout(text: string): number | undefined {
	return readDuration(text, 's');
}

/** The milliseconds that httpYac takes the text for, or a number with a unit; an hour is the most. */
export function readSleep(text: string): number | undefined {
	return readDuration(text, 'ms');
}

function readDuration(text: string, usualUnit: string): number | undefined {
	const [, amount = '', unit = usualUnit] = /^(?<amount>\d{1,9})\s*(?<unit>ms|s|m)?$/u.exec(text) ?? [];
	const milliseconds = Number(amount) * (units[unit] ?? 0);
	return milliseconds > 0 && milliseconds <= 3_600_000 ? milliseconds : undefined;
}
