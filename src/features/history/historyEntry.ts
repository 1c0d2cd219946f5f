import type { SentRequest, SentResult } from '../../engine/sentRequest';
import type { Account } from '../../flowlu/account';
import { mayWrite, operationOf, pathWithoutValues } from '../../flowlu/operation';
import type { ScratchpadRequest } from '../../http/build/request';
import type { BodyKind } from '../../http/document/document';
import { usesIn } from '../../http/parser/variableUses';
import type { MaskReason, Redactor } from '../../net/redaction/redact';

/** Why a body, or a whole request, is not in the history. */
export type Omission =
	/** Longer than what is kept of a request. */
	| 'long'
	/** A body that is no text. */
	| 'binary'
	/** A secret could not be told from the rest of it. */
	| 'secret';

/** A request as a scratchpad would write it, with `{{name}}` in the place of every secret and of what was asked for. */
export interface KeptRequest {
	readonly method: string;
	readonly target: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: string;
	readonly bodyKind?: BodyKind;
	/** Milliseconds. */
	readonly timeout?: number;
	/** It is not whole: it cannot be sent again. */
	readonly omitted?: Omission;
}

/** A request that was sent, as the history keeps it: no response, no secret. */
export interface HistoryEntry {
	/** A UUID. */
	readonly id: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly account: Account;
	/** The label of the key or sign-in. */
	readonly key: string;
	/** May it have changed records? */
	readonly writes: boolean;
	readonly result: SentResult;
	readonly request: KeptRequest;
}

/** UTF-16 code units that are kept of a request. */
const maxLength = 32_000;

/** What is kept of a request. Secrets are found by their value, as in everything that leaves the memory. */
export function entryOf(sent: SentRequest, redactor: Pick<Redactor, 'find' | 'redact'>): HistoryEntry {
	const { session, request, sentAt, result } = sent;
	const kept = sent.kept();
	const entry: HistoryEntry = {
		id: crypto.randomUUID(),
		at: sentAt,
		account: { name: redactor.redact(session.account.name), origin: session.account.origin },
		key: redactor.redact(session.label),
		writes: mayWrite(operationOf(request)),
		result,
		request: kept === undefined ? barePath(sent, 'secret') : shortened(sent, keptRequest(kept, redactor)),
	};
	// What one text alone does not show.
	return redactor.find(JSON.stringify(entry)).some(({ known }) => known)
		? { ...entry, request: barePath(sent, 'secret') }
		: entry;
}

function barePath({ request }: Pick<SentRequest, 'request'>, omitted: Omission): KeptRequest {
	return { method: request.method, target: pathWithoutValues(request), headers: [], omitted };
}

function keptRequest(
	{ method, target, headers, body, bodyKind, timeout }: ScratchpadRequest,
	redactor: Pick<Redactor, 'find'>,
): KeptRequest {
	const withPlaceholders = placeholdersFor([target, ...headers.flat(), typeof body === 'string' ? body : ''], redactor);
	return {
		method,
		target: withPlaceholders(target),
		headers: headers.map(([name, value]) => {
			// What a value is, its name tells.
			const whole = withPlaceholders(`${name}: ${value}`);
			return whole.startsWith(`${name}: `) ? ([name, whole.slice(name.length + 2)] as const) : ([name, ''] as const);
		}),
		...(typeof body === 'string' && { body: withPlaceholders(body) }),
		...(body instanceof Uint8Array && { omitted: 'binary' }),
		...(bodyKind !== undefined && { bodyKind }),
		...(timeout !== undefined && { timeout }),
	};
}

function shortened(sent: SentRequest, request: KeptRequest): KeptRequest {
	const { body = '', ...rest } = request;
	const length = request.headers.flat().reduce((sum, text) => sum + text.length, request.target.length);
	if (length > maxLength) {
		return barePath(sent, 'long');
	}
	return length + body.length > maxLength ? { ...rest, omitted: 'long' } : request;
}

/**
 * Puts `{{name}}` in the place of each secret of a text. Another secret has another name: whoever sends the request again gives each its own value.
 * @param written the texts of the request, whose own placeholders keep their names
 */
function placeholdersFor(written: readonly string[], { find }: Pick<Redactor, 'find'>): (text: string) => string {
	const taken = new Set(written.flatMap(usesIn).map(({ name }) => name));
	const names = new Map<string, string>();

	function nameOf(found: string, because: MaskReason): string {
		const source = sourceOf(because);
		if (source !== undefined) {
			return source;
		}
		const plain = plainName(because);
		const key = JSON.stringify([plain, found]);
		const name = names.get(key) ?? freeName(plain, taken);
		names.set(key, name);
		taken.add(name);
		return name;
	}

	return text => {
		let kept = '';
		let done = 0;
		for (const { start, end, because } of find(text)) {
			const found = text.slice(start, end);
			kept += text.slice(done, start) + (/^\{\{[^{}]+\}\}$/u.test(found) ? found : `{{${nameOf(found, because)}}}`);
			done = end;
		}
		return kept + text.slice(done);
	};
}

function freeName(plain: string, taken: ReadonlySet<string>): string {
	let name = plain;
	for (let number = 2; taken.has(name); number++) {
		name = `${plain}${number}`;
	}
	return name;
}

const variableName = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** What gives the value again, where it is from a file or the process. */
function sourceOf(because: MaskReason): string | undefined {
	if (because.kind !== 'named' || !variableName.test(because.name)) {
		return undefined;
	}
	const sources: Partial<Record<typeof because.from, string>> = { process: '$processEnv', dotenv: '$dotenv' };
	const source = sources[because.from];
	return source && `${source} ${because.name}`;
}

/** What whoever sends the request is asked for. */
function plainName(because: MaskReason): string {
	return because.kind === 'named' && variableName.test(because.name) ? because.name : 'secret';
}
