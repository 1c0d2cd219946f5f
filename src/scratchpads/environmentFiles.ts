import * as vscode from 'vscode';
import { readDotenv } from '../http/build/dotenv';
import { type EnvironmentFile, readEnvironments } from '../http/build/environment';
import { cachedByFile, FileRefusedError } from './workspaceFiles';

export interface FileOfEnvironments extends EnvironmentFile {
	readonly uri: vscode.Uri;
}

/** The files with the environments of a document. */
export interface EnvironmentFiles {
	/** As far as they can be read; those of a later file count more. */
	readonly files: readonly FileOfEnvironments[];
	/** The ones that are there, and are no JSON object or not to be read. */
	readonly unreadable: readonly vscode.Uri[];
}

/** Later ones count more. */
const fileNames = [
	['shared', 'http-client.env.json'],
	['private', 'http-client.private.env.json'],
] as const;

/** Whether the file is one of environments, by its name. */
export function isEnvironmentFile({ path }: vscode.Uri): boolean {
	return fileNames.some(([, name]) => path.endsWith(`/${name}`));
}

/**
 * The files of the nearest folder that has some, from the document's up to the workspace's; none in a workspace that is not trusted. An unreadable one is
 * not replaced by one of a folder above, whose values may be for another account.
 */
export async function environmentFilesFor({ uri }: Pick<vscode.TextDocument, 'uri'>): Promise<EnvironmentFiles> {
	for (const folder of foldersAbove(uri)) {
		const read = await Promise.all(
			fileNames.map(([kind, name]) => readIfThere(vscode.Uri.joinPath(folder, name), kind)),
		);
		const present = read.filter(file => file !== undefined);
		if (present.length > 0) {
			return {
				files: present.filter(file => 'environments' in file),
				unreadable: present.filter(file => !('environments' in file)).map(file => file.uri),
			};
		}
	}
	return { files: [], unreadable: [] };
}

/** The variables of the nearest `.env`, from the document's folder up to the workspace's; none where that is not to be read, and then they are reported as not set. */
export async function dotenvFor(uri: vscode.Uri): Promise<ReadonlyMap<string, string>> {
	for (const folder of foldersAbove(uri)) {
		try {
			return await readDotenvFile(vscode.Uri.joinPath(folder, '.env'));
		} catch (error) {
			if (!isMissing(error)) {
				break;
			}
		}
	}
	return new Map();
}

const readDotenvFile = cachedByFile(readDotenv);

/** From the document's up to the workspace's; none in a workspace that is not trusted. */
function foldersAbove(uri: vscode.Uri): readonly vscode.Uri[] {
	const workspace = vscode.workspace.getWorkspaceFolder(uri) ?? (uri.scheme === 'untitled' ? firstFolder() : undefined);
	if (workspace === undefined || !vscode.workspace.isTrusted) {
		return [];
	}
	const root = workspace.uri;
	const folders = [uri.scheme === 'untitled' ? root : vscode.Uri.joinPath(uri, '..')];
	for (let last = folders[0]; last !== undefined && last.path.length > root.path.length; last = folders.at(-1)) {
		folders.push(vscode.Uri.joinPath(last, '..'));
	}
	return folders;
}

function firstFolder(): vscode.WorkspaceFolder | undefined {
	return vscode.workspace.workspaceFolders?.[0];
}

const readEnvironmentFile = cachedByFile(readEnvironments);

/** Without environments where it is no JSON object or not to be read; undefined where there is no such file. */
async function readIfThere(
	named: vscode.Uri,
	kind: EnvironmentFile['kind'],
): Promise<FileOfEnvironments | { readonly uri: vscode.Uri } | undefined> {
	try {
		const environments = await readEnvironmentFile(named);
		return environments === undefined ? { uri: named } : { uri: named, kind, environments };
	} catch (error) {
		// Another one is shown as a file that cannot be read.
		return isMissing(error) ? undefined : { uri: named };
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof FileRefusedError && error.refusal.code === 'missingFile';
}
