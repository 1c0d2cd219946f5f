import type { ScriptedResponse } from './hostileServer';

export interface PlainResponse {
	/** `200 OK` */
	readonly status?: string;
	readonly headers?: readonly (readonly [name: string, value: string])[];
	readonly body?: string | Uint8Array;
}

/** A well-formed response on a connection that stays open. */
export function plain({ status = '200 OK', headers = [], body = '' }: PlainResponse): ScriptedResponse {
	const length = String(Buffer.byteLength(body));
	return { chunks: [head(status, [...headers, ['Content-Length', length]]), body], after: 'keep' };
}

/** A JSON value with HTTP 200, as Flowlu gives even errors. */
export function json(value: unknown, status = '200 OK'): ScriptedResponse {
	return plain({ status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(value) });
}

export function html(body: string, status = '200 OK'): ScriptedResponse {
	return plain({ status, headers: [['Content-Type', 'text/html; charset=utf-8']], body });
}

/** Exactly this text, then what happens to the connection. */
export function raw(text: string, after: ScriptedResponse['after']): ScriptedResponse {
	return { chunks: text === '' ? [] : [text], after };
}

/** A body without announced length, generated as it is read. */
export function endless(chunk: Uint8Array, times: number, headers: PlainResponse['headers'] = []): ScriptedResponse {
	return { chunks: { [Symbol.iterator]: () => repeated(head('200 OK', headers), chunk, times) }, after: 'end' };
}

export function redirect(status: number, location: string): ScriptedResponse {
	return plain({ status: `${status} Elsewhere`, headers: [['Location', location]] });
}

function head(status: string, headers: NonNullable<PlainResponse['headers']>): string {
	return `HTTP/1.1 ${status}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function* repeated(first: string, chunk: Uint8Array, times: number): Iterator<string | Uint8Array> {
	yield first;
	for (let time = 0; time < times; time++) {
		yield chunk;
	}
}
