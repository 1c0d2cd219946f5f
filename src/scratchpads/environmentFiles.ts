import * as vscode from 'vscode';
import { type EnvironmentFile, readEnvironments } from '../http/build/environment';

export interface FileOfEnvironments extends EnvironmentFile {
	readonly uri: vscode.Uri;
}

/** The files with the environments of a document. */
export interface EnvironmentFiles {
	/** As far as they can be read; those of a later file count more. */
	readonly files: readonly FileOfEnvironments[];
	/** The ones that are there and are no JSON object. */
	readonly broken: readonly vscode.Uri[];
}

/** Later ones count more. */
const fileNames = [
	['shared', 'http-client.env.json'],
	['private', 'http-client.private.env.json'],
] as const;

/**
 * The files of the nearest folder that has some, from the document's up to the workspace's; none in a workspace that is not trusted. A broken one is
 * not replaced by one of a folder above, whose values may be for another account.
 */
export async function environmentFilesFor({ uri }: vscode.TextDocument): Promise<EnvironmentFiles> {
	const workspace = vscode.workspace.getWorkspaceFolder(uri) ?? (uri.scheme === 'untitled' ? firstFolder() : undefined);
	if (workspace === undefined || !vscode.workspace.isTrusted) {
		return { files: [], broken: [] };
	}
	const root = workspace.uri;
	let folder = uri.scheme === 'untitled' ? root : vscode.Uri.joinPath(uri, '..');
	for (;;) {
		const read = await Promise.all(fileNames.map(([kind, name]) => readFile(vscode.Uri.joinPath(folder, name), kind)));
		const present = read.filter(file => file !== undefined);
		if (present.length > 0 || folder.path.length <= root.path.length) {
			return {
				files: present.filter(file => 'environments' in file),
				broken: present.filter(file => !('environments' in file)).map(file => file.uri),
			};
		}
		folder = vscode.Uri.joinPath(folder, '..');
	}
}

function firstFolder(): vscode.WorkspaceFolder | undefined {
	return vscode.workspace.workspaceFolders?.[0];
}

/** Without environments where it is no JSON object; undefined where there is no such file. */
async function readFile(
	uri: vscode.Uri,
	kind: EnvironmentFile['kind'],
): Promise<FileOfEnvironments | { readonly uri: vscode.Uri } | undefined> {
	let bytes: Uint8Array;
	try {
		bytes = await vscode.workspace.fs.readFile(uri);
	} catch {
		return undefined;
	}
	const environments = readEnvironments(new TextDecoder().decode(bytes));
	return environments === undefined ? { uri } : { uri, kind, environments };
}
