import * as l10n from '@vscode/l10n';
import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, type PlatformPath, relative } from 'node:path';
import type { FileRefusal } from '../engine/ports';
import { formatBytes } from '../messages/units';

/** Bytes; a body is held in memory more than once while it is sent. */
export const maxBodySize = 20_000_000;

/** Bytes of a file that is parsed: an import, an environment, `.env`. More than anybody writes, and read in a few milliseconds. */
export const maxTextSize = 2_000_000;

/** Where files are: on disk, or wherever VS Code has a workspace. */
export interface FilePlaces<Place> {
	/** By its name. */
	isInside(place: Place): boolean;
	/** Does the way to it lead over a link that is not even looked at? */
	hasRefusedLink(place: Place): Promise<boolean>;
	/** `mtime` is milliseconds since 1970. @throws where nothing is there */
	stat(place: Place): Promise<{ readonly isFile: boolean; readonly mtime: number; readonly size: number }>;
	/** Without links; undefined where one leads out. */
	real(place: Place): Promise<Place | undefined>;
}

/** A file that may be read, symbolic links resolved. */
export interface FoundFile<Place> {
	readonly place: Place;
	/** Milliseconds since 1970. */
	readonly mtime: number;
	readonly size: number;
}

/**
 * The file itself if it may be read: a regular one, within its folder when links are resolved, not too large. A scratchpad may come from anybody, and must
 * not be able to send what lies elsewhere on the machine.
 * @param path to name it by
 */
export async function checkFile<Place>(
	named: Place,
	path: string,
	maxSize: number,
	places: FilePlaces<Place>,
): Promise<FoundFile<Place> | FileRefusal> {
	try {
		if (!places.isInside(named) || (await places.hasRefusedLink(named))) {
			return { code: 'fileOutside', detail: path };
		}
		const { isFile, mtime, size } = await places.stat(named);
		if (!isFile) {
			return { code: 'missingFile', detail: path };
		}
		const place = await places.real(named);
		if (place === undefined) {
			return { code: 'fileOutside', detail: path };
		}
		return size > maxSize ? tooLarge(path, size, maxSize) : { place, mtime, size };
	} catch {
		return { code: 'missingFile', detail: path };
	}
}

/** @param size of the file, `maxSize` what it may have, both in bytes */
export function tooLarge(path: string, size: number, maxSize: number): FileRefusal {
	const detail = l10n.t('{0} is {1}; it can be {2} at most', path, formatBytes(size), formatBytes(maxSize));
	return { code: 'fileTooLarge', detail };
}

/** Devices of Windows, in every folder and with every ending. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:[.:]|$)/iu;

/**
 * The path with slashes, as a document may name a file by it; undefined where it is none. Windows would sign in to the host behind two slashes, with the
 * user's own credentials; there, a colon leads to a stream of the file or to the folder that another drive is in, and some names are devices.
 */
export function plainPath(path: string, platform: NodeJS.Platform = process.platform): string | undefined {
	if (/^[\\/]{2}/u.test(path)) {
		return undefined;
	}
	if (platform !== 'win32') {
		return path;
	}
	const parts = path.replace(/^[a-z]:(?=[\\/])/iu, '').split(/[\\/]/u);
	return parts.some(part => part.includes(':') || device.test(part)) ? undefined : path.replaceAll('\\', '/');
}

/** The path without links; undefined where they lead out of all of the folders. @throws where nothing is there */
export async function realPathWithin(path: string, folders: readonly string[]): Promise<string | undefined> {
	const real = await realpath(path);
	const roots = await Promise.all(folders.map(folder => realpath(folder)));
	return roots.some(root => isWithin(real, root)) ? real : undefined;
}

/** On Windows a link may lead to another host, which would be asked before we could look where it leads: none is followed there. @throws where nothing is there */
export async function hasLinkOnWindows(path: string, root: string): Promise<boolean> {
	for (let place = path; process.platform === 'win32' && place.length > root.length; place = dirname(place)) {
		if ((await lstat(place)).isSymbolicLink()) {
			return true;
		}
	}
	return false;
}

/** Both are absolute. @param paths those of the machine */
export function isWithin(
	path: string,
	folder: string,
	paths: Pick<PlatformPath, 'relative' | 'isAbsolute'> = { relative, isAbsolute },
): boolean {
	const way = paths.relative(folder, path);
	return !/^\.\.(?:[/\\]|$)/u.test(way) && !paths.isAbsolute(way);
}
