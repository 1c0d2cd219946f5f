import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Something that may hold a secret: a file, a text that was shown, the arguments of a process. Its name is searched too. */
export interface Place {
	readonly name: string;
	readonly content: string | Uint8Array;
}

/** Texts that must be nowhere, by what a report may call them. */
export type Canaries = Readonly<Record<string, string>>;

/**
 * Where which secret stands in which form, as in `the API key as base64 after one byte in logs/flowlu.log at 120`. The report holds no secret itself:
 * it is printed by the test that fails.
 */
export function findLeaks(canaries: Canaries, places: Iterable<Place>): readonly string[] {
	const wanted = Object.entries(canaries).map(([secret, text]) => ({ secret, forms: formsOf(text) }));
	const leaks: string[] = [];
	for (const { name, content } of places) {
		const haystack = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(content)]);
		for (const { secret, forms } of wanted) {
			for (const [form, bytes] of forms) {
				const at = haystack.indexOf(bytes);
				if (at >= 0) {
					leaks.push(`${secret} as ${form} in ${withoutForms(name, forms)} at ${at}`);
				}
			}
		}
	}
	return leaks;
}

function withoutForms(name: string, forms: ReadonlyMap<string, Buffer>): string {
	return [...forms.values()].reduce((rest, form) => rest.replaceAll(form.toString(), '•••'), name);
}

/** The ways of writing a text that a leak may have, by name; of those that are the same the first only. */
export function formsOf(text: string): ReadonlyMap<string, Buffer> {
	const once = encodeURIComponent(text);
	const json = JSON.stringify(text).slice(1, -1);
	const forms: readonly (readonly [name: string, form: string | Buffer])[] = [
		['raw', text],
		['UTF-16', Buffer.from(text, 'utf16le')],
		['hexadecimal', Buffer.from(text).toString('hex')],
		['URL', once],
		['URL in lower case', once.replace(/%../gu, code => code.toLowerCase())],
		['URL, encoded twice', encodeURIComponent(once)],
		['form', new URLSearchParams({ '': text }).toString().slice(1)],
		['JSON', json],
		['JSON in JSON', JSON.stringify(json).slice(1, -1)],
		['JSON of PHP', ascii(json).replaceAll('/', '\\/')],
		['HTML', text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
		...['', 'x', 'xx', 'bearer:'].flatMap(before => base64Forms(text, before)),
	];
	const found = new Map<string, Buffer>();
	for (const [name, form] of forms) {
		const bytes = Buffer.from(form);
		if (![...found.values()].some(other => other.equals(bytes))) {
			found.set(name, bytes);
		}
	}
	return found;
}

/** The part of the base64 that is the text's alone, in its alphabets. */
function base64Forms(text: string, before: string): readonly (readonly [name: string, form: string])[] {
	const [head, whole] = [Buffer.from(before), Buffer.from(before + text)];
	const inside = whole.toString('base64').slice(Math.ceil((head.length * 8) / 6), Math.floor((whole.length * 8) / 6));
	const name = `base64 behind ${head.length} bytes`;
	return [
		[name, inside],
		[`${name}, of URLs`, inside.replaceAll('+', '-').replaceAll('/', '_')],
		[`${name}, in a URL`, encodeURIComponent(inside)],
	];
}

function ascii(text: string): string {
	return text.replace(/[^\x20-\x7e]/gu, character =>
		Array.from(
			{ length: character.length },
			(_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
		).join(''),
	);
}

/** Every file and folder below a folder, without what vanishes meanwhile. */
export function* filesUnder(folder: string): Iterable<Place> {
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		const name = join(entry.parentPath, entry.name);
		const content = entry.isFile() ? readIfThere(name) : '';
		if (content !== undefined) {
			yield { name, content };
		}
	}
}

/** Every file below a folder that was written since, in milliseconds since 1970; a folder that vanishes meanwhile, or is another user's, has none. */
export function* filesWrittenSince(since: number, folder: string): Iterable<Place> {
	for (const entry of ifThere(() => readdirSync(folder, { withFileTypes: true })) ?? []) {
		const name = join(folder, entry.name);
		if (entry.isDirectory()) {
			yield* filesWrittenSince(since, name);
		} else if (entry.isFile() && (ifThere(() => statSync(name))?.mtimeMs ?? 0) >= since) {
			yield { name, content: readIfThere(name) ?? '' };
		}
	}
}

/** Arguments and environment of every process that we may look into; Linux only, nothing elsewhere. */
export function* processes(): Iterable<Place> {
	if (process.platform !== 'linux') {
		return;
	}
	for (const id of readdirSync('/proc').filter(name => /^\d+$/u.test(name))) {
		for (const file of ['cmdline', 'environ']) {
			const name = `/proc/${id}/${file}`;
			const content = readIfThere(name);
			if (content !== undefined) {
				yield { name, content };
			}
		}
	}
}

/** Undefined for what ended or was deleted since it was listed, and for what is another user's. */
function readIfThere(path: string): Uint8Array | undefined {
	return ifThere(() => readFileSync(path));
}

function ifThere<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch (error) {
		if (error instanceof Error && 'code' in error && /^(?:ENOENT|ESRCH|EACCES|EPERM)$/u.test(String(error.code))) {
			return undefined;
		}
		throw error;
	}
}
