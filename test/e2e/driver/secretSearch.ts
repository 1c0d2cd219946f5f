import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where a secret was found, without the secret. */
export interface Finding {
	/** A file, or the name of a text. */
	readonly place: string;
	/** In which form: `raw`, `URL-encoded`, `base64`, `JSON` … */
	readonly form: string;
}

interface Searched {
	/** All files below them are read. */
	readonly folders: readonly string[];
	/** By a name for each. */
	readonly texts: Readonly<Record<string, string>>;
}

/** Everything below the folders and in the texts that holds one of the secrets in a form in which secrets get about. */
export function findSecrets(secrets: Iterable<string>, { folders, texts }: Searched): readonly Finding[] {
	const needles = [...secrets].flatMap(formsOf);
	const files = folders.flatMap(filesBelow);
	return [
		...files.flatMap(({ place, path }) => search(readFileSync(path), place, needles)),
		...Object.entries(texts).flatMap(([place, text]) => search(Buffer.from(text), place, needles)),
	];
}

/** The files below a folder; `place` names each beginning with the folder. */
export function filesBelow(folder: string): readonly { readonly place: string; readonly path: string }[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name))
		.map(path => ({ place: join(folder, relative(folder, path)), path }));
}

interface Needle {
	readonly form: string;
	readonly bytes: Buffer;
}

/** A secret as text has it, and each form also in UTF-16, as browsers keep text. */
export function formsOf(secret: string): readonly Needle[] {
	const forms = [
		['raw', secret],
		['URL-encoded', encodeURIComponent(secret)],
		['JSON', JSON.stringify(secret).slice(1, -1)],
		...[0, 1, 2].map(offset => ['base64', base64Within(secret, offset)] as const),
	] as const;
	const distinct = forms.filter(([, text], index) => forms.findIndex(([, other]) => other === text) === index);
	return distinct.flatMap(([form, text]) => [
		{ form, bytes: Buffer.from(text) },
		{ form: `${form}, UTF-16`, bytes: Buffer.from(text, 'utf16le') },
	]);
}

/** What all base64 texts have in common that hold the secret after so many bytes, modulo 3, of something else. */
function base64Within(secret: string, offset: number): string {
	const bytes = Buffer.from('x'.repeat(offset) + secret);
	const encoded = bytes.toString('base64');
	return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

function search(bytes: Buffer, place: string, needles: readonly Needle[]): readonly Finding[] {
	return needles.filter(needle => bytes.includes(needle.bytes)).map(({ form }) => ({ place, form }));
}
