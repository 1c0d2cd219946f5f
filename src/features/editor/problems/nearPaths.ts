import { nearest } from '../../../http/nearest';

/** Names of scratchpads and of other tools' request files. */
export const requestFileName = /\.(?:http|rest)$/iu;

/** The folder of a path as it is written, with the slash behind it, and the name in it. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
	const start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
	return { folder: path.slice(0, start), name: path.slice(start) };
}

/**
 * The paths that one without a file may have been meant for, likeliest first: misspelt, or with another ending.
 * @param names of the files in its folder
 */
export function nearPaths(path: string, names: readonly string[]): readonly string[] {
	const { folder, name } = splitPath(path);
	const stem = stemOf(name);
	const near = [...nearest(name, names), ...names.filter(other => other !== name && stemOf(other) === stem)];
	return [...new Set(near)].map(other => folder + other);
}

function stemOf(name: string): string {
	return (name.split('.', 1)[0] ?? '').toLowerCase();
}
