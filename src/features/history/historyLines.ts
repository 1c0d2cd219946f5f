import type { SentResult } from '../../engine/sentRequest';
import type { HistoryEntry, KeptRequest } from './historyEntry';

/** What one line of a history file says: what was sent, or that an earlier line is deleted. */
export type HistoryLine =
	| { readonly kind: 'entry'; readonly entry: HistoryEntry }
	/** `at`: when it was deleted, in milliseconds since 1970. */
	| { readonly kind: 'deletion'; readonly id: string; readonly at: number };

/** A line with breaks around it: one that a crash cut off takes nothing with it. */
export function writeLine(line: HistoryLine): string {
	const content = line.kind === 'entry' ? line.entry : { deleted: line.id, at: line.at };
	return `\n${JSON.stringify(content)}\n`;
}

/** @returns the lines that can be read, and how many cannot */
export function readLines(text: string): { readonly lines: readonly HistoryLine[]; readonly unreadable: number } {
	const written = text.split('\n').filter(line => line.trim() !== '');
	const lines = written.map(readLine).filter(line => line !== undefined);
	return { lines, unreadable: written.length - lines.length };
}

function readLine(text: string): HistoryLine | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// Counted by who reads the file.
		return undefined;
	}
	if (!isObject(value) || typeof value['at'] !== 'number') {
		return undefined;
	}
	const { at, deleted } = value;
	if (typeof deleted === 'string') {
		return { kind: 'deletion', id: deleted, at };
	}
	const { id, account, key, writes } = value;
	const result = readResult(value['result']);
	const request = readRequest(value['request']);
	return typeof id === 'string' &&
		isObject(account) &&
		typeof account['name'] === 'string' &&
		typeof account['origin'] === 'string' &&
		typeof key === 'string' &&
		typeof writes === 'boolean' &&
		result !== undefined &&
		request !== undefined
		? {
				kind: 'entry',
				entry: { id, at, account: { name: account['name'], origin: account['origin'] }, key, writes, result, request },
			}
		: undefined;
}

function readResult(value: unknown): SentResult | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { kind, status, milliseconds, isError, records } = value;
	if (kind === 'failed' || kind === 'cancelled') {
		return { kind };
	}
	return kind === 'answered' &&
		typeof status === 'number' &&
		typeof milliseconds === 'number' &&
		typeof isError === 'boolean'
		? { kind, status, milliseconds, isError, ...(typeof records === 'number' && { records }) }
		: undefined;
}

const bodyKinds = ['json', 'form', 'text', 'multipart', 'file'] as const;
const omissions = ['long', 'binary', 'secret'] as const;

function readRequest(value: unknown): KeptRequest | undefined {
	if (!isObject(value) || !Array.isArray(value['headers'])) {
		return undefined;
	}
	const { method, target, body, timeout } = value;
	const written: readonly unknown[] = value['headers'];
	const headers = written.filter(isPair);
	const bodyKind = bodyKinds.find(kind => kind === value['bodyKind']);
	const omitted = omissions.find(kind => kind === value['omitted']);
	return typeof method === 'string' && typeof target === 'string' && headers.length === written.length
		? {
				method,
				target,
				headers,
				...(typeof body === 'string' && { body }),
				...(bodyKind !== undefined && { bodyKind }),
				...(typeof timeout === 'number' && { timeout }),
				...(omitted !== undefined && { omitted }),
			}
		: undefined;
}

function isPair(value: unknown): value is readonly [string, string] {
	return Array.isArray(value) && value.length === 2 && value.every(text => typeof text === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}
