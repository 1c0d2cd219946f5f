import type { EnvironmentFile, Environments } from '../http/build/environment';

/** Later ones count more. */
const fileNames = [
	['shared', 'http-client.env.json'],
	['private', 'http-client.private.env.json'],
] as const;

/** Whether the path is that of a file of environments. */
export function isEnvironmentPath(path: string): boolean {
	return fileNames.some(([, name]) => path.endsWith(`/${name}`));
}

/** A file that is there. */
export interface FoundEnvironmentFile<Place> {
	readonly uri: Place;
	/** Undefined where it is no JSON object or not to be read. */
	readonly environments: Environments | undefined;
}

/** The files with the environments of a document. */
export interface EnvironmentFilesAround<Place> {
	/** As far as they can be read; those of a later file count more. */
	readonly files: readonly (EnvironmentFile & { readonly uri: Place })[];
	/** The ones that are there, and are no JSON object or not to be read. */
	readonly unreadable: readonly Place[];
}

/**
 * The files of the nearest folder that has some. An unreadable one is not replaced by one of a folder above, whose values may be for another account.
 * @param folders the document's own first
 * @param read undefined where there is no such file
 */
export async function environmentFilesAround<Folder, Place>(
	folders: readonly Folder[],
	read: (folder: Folder, name: string) => Promise<FoundEnvironmentFile<Place> | undefined>,
): Promise<EnvironmentFilesAround<Place>> {
	for (const folder of folders) {
		const found = await Promise.all(
			fileNames.map(async ([kind, name]) => {
				const file = await read(folder, name);
				return file && { ...file, kind };
			}),
		);
		const present = found.filter(file => file !== undefined);
		if (present.length > 0) {
			return {
				files: present.flatMap(({ uri, kind, environments }) =>
					environments === undefined ? [] : [{ uri, kind, environments }],
				),
				unreadable: present.filter(({ environments }) => environments === undefined).map(({ uri }) => uri),
			};
		}
	}
	return { files: [], unreadable: [] };
}

/**
 * The variables of the nearest `.env`; none where that is not to be read, and then they are reported as not set.
 * @param folders the document's own first
 * @param read undefined where there is no such file, `unreadable` where it is not to be read
 */
export async function dotenvAround<Folder>(
	folders: readonly Folder[],
	read: (folder: Folder, name: string) => Promise<ReadonlyMap<string, string> | 'unreadable' | undefined>,
): Promise<ReadonlyMap<string, string>> {
	for (const folder of folders) {
		const found = await read(folder, '.env');
		if (found !== undefined) {
			return found === 'unreadable' ? new Map() : found;
		}
	}
	return new Map();
}
