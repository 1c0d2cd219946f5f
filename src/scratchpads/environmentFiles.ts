import * as vscode from 'vscode';
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
	const workspace = vscode.workspace.getWorkspaceFolder(uri) ?? (uri.scheme === 'untitled' ? firstFolder() : undefined);
	if (workspace === undefined || !vscode.workspace.isTrusted) {
		return { files: [], unreadable: [] };
	}
	const root = workspace.uri;
	let folder = uri.scheme === 'untitled' ? root : vscode.Uri.joinPath(uri, '..');
	for (;;) {
		const read = await Promise.all(
			fileNames.map(([kind, name]) => readIfThere(vscode.Uri.joinPath(folder, name), kind)),
		);
		const present = read.filter(file => file !== undefined);
		if (present.length > 0 || folder.path.length <= root.path.length) {
			return {
				files: present.filter(file => 'environments' in file),
				unreadable: present.filter(file => !('environments' in file)).map(file => file.uri),
			};
		}
		folder = vscode.Uri.joinPath(folder, '..');
	}
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
		return error instanceof FileRefusedError && error.refusal.code === 'missingFile' ? undefined : { uri: named };
	}
}
