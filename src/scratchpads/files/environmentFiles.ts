import * as vscode from 'vscode';
import {
	dotenvAround,
	type EnvironmentFilesAround,
	environmentFilesAround,
	type FoundEnvironmentFile,
	isEnvironmentPath,
} from '../../disk/surroundingFiles';
import { readDotenv } from '../../http/build/dotenv';
import { readEnvironments, secretsOfAll } from '../../http/build/environment';
import type { NamedSecret } from '../../net/redaction/redact';
import { cachedByFile, FileRefusedError } from './workspaceFiles';

/** The files with the environments of a document. */
export type EnvironmentFiles = EnvironmentFilesAround<vscode.Uri>;

/** Whether the file is one of environments, by its name. */
export function isEnvironmentFile({ path }: vscode.Uri): boolean {
	return isEnvironmentPath(path);
}

/** The files of the nearest folder that has some, from the document's up to the workspace's; none in a workspace that is not trusted. */
export function environmentFilesFor({ uri }: Pick<vscode.TextDocument, 'uri'>): Promise<EnvironmentFiles> {
	return environmentFilesAround(foldersAbove(uri), (folder, name) => readIfThere(vscode.Uri.joinPath(folder, name)));
}

/** The secrets of all environments that a document may have: what shows a text that is not open has to mask them. */
export async function secretsAround(uri: vscode.Uri): Promise<readonly NamedSecret[]> {
	return secretsOfAll((await environmentFilesFor({ uri })).files);
}

/** The variables of the nearest `.env`, from the document's folder up to the workspace's. */
export function dotenvFor(uri: vscode.Uri): Promise<ReadonlyMap<string, string>> {
	return dotenvAround(foldersAbove(uri), async (folder, name) => {
		try {
			return await readDotenvFile(vscode.Uri.joinPath(folder, name));
		} catch (error) {
			return isMissing(error) ? undefined : 'unreadable';
		}
	});
}

const readDotenvFile = cachedByFile(readDotenv);

/** From the document's up to the workspace's; none in a workspace that is not trusted. */
function foldersAbove(uri: vscode.Uri): readonly vscode.Uri[] {
	const workspace = workspaceFolderOf(uri);
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

/** The folder of the workspace that a document belongs to; one that has no file yet belongs to the first. */
export function workspaceFolderOf(uri: vscode.Uri): vscode.WorkspaceFolder | undefined {
	const [first] = uri.scheme === 'untitled' ? (vscode.workspace.workspaceFolders ?? []) : [];
	return vscode.workspace.getWorkspaceFolder(uri) ?? first;
}

const readEnvironmentFile = cachedByFile(readEnvironments);

async function readIfThere(uri: vscode.Uri): Promise<FoundEnvironmentFile<vscode.Uri> | undefined> {
	try {
		return { uri, environments: await readEnvironmentFile(uri) };
	} catch (error) {
		// Another one is shown as a file that cannot be read.
		return isMissing(error) ? undefined : { uri, environments: undefined };
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof FileRefusedError && error.refusal.code === 'missingFile';
}
