import * as vscode from 'vscode';
import { readEnvironments, type Environments } from '../../http/environment';

/** The files with the environments of a document. */
export interface EnvironmentFiles {
	/** As far as they can be read; those of a later file count more. */
	readonly files: readonly Environments[];
	/** The ones that are there and are no JSON object. */
	readonly broken: readonly vscode.Uri[];
}

/** Later ones count more. */
const fileNames = ['http-client.env.json', 'http-client.private.env.json'];

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
		const read = await Promise.all(fileNames.map(name => readFile(vscode.Uri.joinPath(folder, name))));
		const present = read.filter(file => file !== undefined);
		if (present.length > 0 || folder.path.length <= root.path.length) {
			return {
				files: present.map(({ environments }) => environments).filter(environments => environments !== undefined),
				broken: present.filter(({ environments }) => environments === undefined).map(file => file.uri),
			};
		}
		folder = vscode.Uri.joinPath(folder, '..');
	}
}

function firstFolder(): vscode.WorkspaceFolder | undefined {
	return vscode.workspace.workspaceFolders?.[0];
}

interface ReadFile {
	readonly uri: vscode.Uri;
	/** Undefined where it is no JSON object. */
	readonly environments: Environments | undefined;
}

/** Undefined where there is no such file. */
async function readFile(uri: vscode.Uri): Promise<ReadFile | undefined> {
	let bytes: Uint8Array;
	try {
		bytes = await vscode.workspace.fs.readFile(uri);
	} catch {
		return undefined;
	}
	return { uri, environments: readEnvironments(new TextDecoder().decode(bytes)) };
}
