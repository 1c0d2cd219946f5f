import type { HttpDocument } from '../document';

/** More than people write; a bound against a workspace that wants to keep the window busy. */
const maxImports = 100;

/** As the document names them. */
export function importedPaths({ references }: Pick<HttpDocument, 'references'>): readonly string[] {
	return references.flatMap(({ kind, text }) => (kind === 'document' ? [text] : []));
}

/**
 * The files that a document imports, and those that these import, each once and without itself, nearest first.
 * @param keyOf tells files apart
 * @param read undefined where it is not there or not to be read, which is underlined at its name
 */
export async function importsOf<File extends { readonly parsed: HttpDocument }>(
	own: File,
	keyOf: (file: File) => string,
	read: (importing: File, path: string) => Promise<File | undefined>,
): Promise<readonly File[]> {
	const found = new Map([[keyOf(own), own]]);
	// A map goes on to what is added while it is walked.
	for (const importing of found.values()) {
		const paths = importedPaths(importing.parsed).slice(0, maxImports + 1 - found.size);
		for (const file of await Promise.all(paths.map(path => read(importing, path)))) {
			if (file !== undefined && !found.has(keyOf(file))) {
				found.set(keyOf(file), file);
			}
		}
	}
	found.delete(keyOf(own));
	return [...found.values()];
}
