import type { Redactor } from '../net/redaction/redact';
import { type SecretSearch, secretSearch } from '../net/redaction/secretSearch';
import type { BodySink } from '../net/transportPort';
import { PartFile } from './partFile';

/** A file that gets the body of a response as it comes. It has its name when it is whole, and another one beside it before. */
export interface ResponseFile extends BodySink {
	/** Why it could not be written. */
	readonly fault: () => unknown;
	/** How many it has. */
	readonly bytes: () => number;
	/** Did the server send secrets back? Asked when all is written. */
	readonly hasSecrets: () => boolean;
	/** Gives it its name, in the place of a file that has it. */
	readonly finish: () => Promise<void>;
	/** Leaves nothing behind. */
	readonly discard: () => Promise<void>;
}

/**
 * @param path of a link, the file that it leads to is written
 * @param onFault cancels the request: it cannot be written
 */
export function responseFile(path: string, redactor: Pick<Redactor, 'find'>, onFault: () => void): ResponseFile {
	let part: PartFile | undefined;
	let search: SecretSearch | undefined;
	let fault: unknown;
	let bytes = 0;

	async function attempt(work: () => Promise<void>): Promise<void> {
		if (fault === undefined) {
			try {
				await work();
			} catch (error) {
				fault = error;
				onFault();
			}
		}
	}

	return {
		begin: headers =>
			attempt(async () => {
				search = secretSearch(headers, redactor);
				bytes = 0;
				if (part === undefined) {
					part = await PartFile.create(path);
				} else {
					await part.restart();
				}
			}),
		write: piece =>
			attempt(async () => {
				search?.add(piece);
				await part?.append(piece);
				bytes += piece.length;
			}),
		fault: () => fault,
		bytes: () => bytes,
		hasSecrets: () => search?.hasFound() ?? false,
		finish: async () => {
			await part?.finish();
		},
		discard: async () => {
			await part?.discard();
		},
	};
}
