import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Files, Scope } from '../../engine/ports';
import { environmentNames, environmentSecrets, environmentVariables } from '../../http/build/environment';
import { importsOf } from '../../http/document/names/importOrder';
import type { HttpDocument } from '../../http/document/document';
import { parseDocument } from '../../http/document/parse';
import { surroundingsOf } from '../../http/document/surroundings';
import type { Redactor } from '../../net/redaction/redact';
import { type DiskFiles, diskFiles } from './diskFiles';

interface DiskDocumentsOptions {
	/** The name of the environment, where one was asked for. */
	readonly environment: string | undefined;
	readonly redactor: Pick<Redactor, 'setNamed'>;
}

/** The documents of a run with what surrounds them on disk, as the engine asks for them. Each file is read once. */
export interface DiskDocuments {
	readonly scope: Omit<Scope, 'defaultAccount'>;
	readonly files: Files;
	/** @param path absolute, without links; `root` is the folder that its files are in. Returns its URI */
	open(path: string, root: string, text: string): string;
	/** The names of the environments that its files have, and the files of environments that cannot be read. */
	environments(uri: string): Promise<{ readonly names: readonly string[]; readonly unreadable: readonly string[] }>;
}

interface Opened {
	document: HttpDocument;
	readonly files: DiskFiles;
	ready?: Promise<Surrounded>;
}

interface Surrounded {
	readonly names: readonly string[];
	readonly unreadable: readonly string[];
	readonly imports: readonly string[];
}

export function openDiskDocuments({ environment, redactor }: DiskDocumentsOptions): DiskDocuments {
	const opened = new Map<string, Opened>();

	function ready(uri: string): Promise<Surrounded> {
		const own = opened.get(uri);
		if (own === undefined) {
			return Promise.resolve({ names: [], unreadable: [], imports: [] });
		}
		own.ready ??= surround(uri, own);
		return own.ready;
	}

	async function surround(uri: string, own: Opened): Promise<Surrounded> {
		const { files, unreadable } = await own.files.environmentFiles(fileURLToPath(uri));
		const imported = await importsOf(
			{ uri, parsed: own.document },
			file => file.uri,
			(importing, path) => openNamed(importing.uri, path),
		);
		const variables = environmentVariables(files, environment);
		redactor.setNamed(`environment ${uri}`, environmentSecrets(variables));
		own.document = own.document.within(
			surroundingsOf(
				variables,
				imported.map(({ parsed }) => parsed),
			),
		);
		return { names: environmentNames(files), unreadable, imports: imported.map(file => file.uri) };
	}

	/** Undefined where it is not there or not to be read, which the request says that needs it. */
	async function openNamed(naming: string, path: string) {
		const found = await readNamed(naming, path);
		if ('code' in found) {
			return undefined;
		}
		const document = opened.get(found.uri)?.document;
		return document && { uri: found.uri, parsed: document };
	}

	async function readNamed(naming: string, path: string): ReturnType<Scope['open']> {
		const files = opened.get(naming)?.files;
		const found = await files?.readText(fileURLToPath(naming), path);
		if (files === undefined || found === undefined) {
			return { code: 'missingFile', detail: path };
		}
		return 'code' in found ? found : { uri: add(found.path, files, found.text) };
	}

	function add(path: string, files: DiskFiles, text: string): string {
		const uri = pathToFileURL(path).href;
		if (!opened.has(uri)) {
			opened.set(uri, { document: parseDocument(text), files });
		}
		return uri;
	}

	return {
		open: (path, root, text) => add(path, diskFiles(root), text),
		environments: ready,
		files: {
			read: async (uri, path) =>
				(await opened.get(uri)?.files.readBytes(fileURLToPath(uri), path)) ?? { code: 'missingFile', detail: path },
			dotenv: async uri => (await opened.get(uri)?.files.dotenv(fileURLToPath(uri))) ?? new Map(),
		},
		scope: {
			// Whoever starts the program names the files.
			isTrusted: () => true,
			document: uri => opened.get(uri)?.document,
			ready: async uri => {
				await ready(uri);
			},
			imports: async uri => (await ready(uri)).imports,
			open: async (uri, path) => {
				const found = await readNamed(uri, path);
				if (!('code' in found)) {
					await ready(found.uri);
				}
				return found;
			},
			environment: () => environment,
			chosenSession: () => undefined,
			chooseSession: () => undefined,
		},
	};
}
