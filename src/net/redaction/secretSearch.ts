import { encodingOf, joined } from '../decodedBody';
import type { HttpHeader } from '../http';
import type { Redactor } from './redact';

/** Bytes that are looked through at once: a few milliseconds. */
const bytesPerSearch = 256_000;

/** UTF-16 code units that are looked through again with what follows: a secret may lie in both. */
const overlap = 8000;

/** Whether a body that comes in pieces has secrets in it. Keeps the last of it only. */
export interface SecretSearch {
	add(bytes: Uint8Array): void;
	/** Looks through what is left first: nothing is added after it. */
	hasFound(): boolean;
}

/** @param chosen by its standard name: the encoding of the body where it is known */
export function secretSearch(
	headers: readonly HttpHeader[],
	redactor: Pick<Redactor, 'find'>,
	chosen?: string,
): SecretSearch {
	let decoder: InstanceType<typeof TextDecoder> | undefined;
	let waiting: Uint8Array[] = [];
	let length = 0;
	let before = '';
	let found = false;

	function search(): void {
		const body = joined(waiting);
		[waiting, length] = [[], 0];
		decoder ??= new TextDecoder(encodingOf({ headers, body }, chosen).encoding);
		before += decoder.decode(body, { stream: true });
		found ||= redactor.find(before).length > 0;
		before = before.slice(-overlap);
	}

	return {
		add: bytes => {
			if (!found) {
				waiting.push(bytes);
				length += bytes.length;
				if (length >= bytesPerSearch) {
					search();
				}
			}
		},
		hasFound: () => {
			search();
			return found;
		},
	};
}

/** Whether a body that is there already has secrets in it, looked through in slices of a few milliseconds. @param encoding by its standard name */
export async function hasSecrets(
	body: Uint8Array,
	encoding: string,
	redactor: Pick<Redactor, 'find'>,
	yieldToEventLoop: () => Promise<void>,
): Promise<boolean> {
	const search = secretSearch([], redactor, encoding);
	for (let start = 0; start < body.length; start += bytesPerSearch) {
		search.add(body.subarray(start, start + bytesPerSearch));
		await yieldToEventLoop();
	}
	return search.hasFound();
}
