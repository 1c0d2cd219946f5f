import * as vscode from 'vscode';
import { environmentNames } from '../../../http/build/environment';
import { environmentFilesFor, workspaceFolderOf } from '../../../scratchpads/files/environmentFiles';
import type { Environments } from '../../../scratchpads/environments';
import { showMessage, suggestTrust } from '../../../ui/messages/messages';
import { ownText, shownText } from '../../../ui/messages/windowRedactor';
import { pickOne } from '../../../ui/prompts/pick';

/** Lets the user choose one of the active document's environments, for all documents of the workspace. */
export async function chooseEnvironment(environments: Pick<Environments, 'chosen' | 'choose'>): Promise<void> {
	const document = vscode.window.activeTextEditor?.document;
	const { files, unreadable } =
		document === undefined ? { files: [], unreadable: [] } : await environmentFilesFor(document);
	if (unreadable[0] !== undefined) {
		await suggestOpening(unreadable[0]);
		return;
	}
	const names = environmentNames(files);
	if (names.length === 0) {
		await explainNone(document);
		return;
	}
	const items = [...names, undefined].map(name => ({
		label: name === undefined ? ownText(vscode.l10n.t('No environment')) : shownText(name),
		...(name === environments.chosen && { description: ownText(vscode.l10n.t('chosen')) }),
		name,
	}));
	const picked = await pickOne(items, {
		title: ownText(vscode.l10n.t('Environment')),
		placeHolder: ownText(vscode.l10n.t('The environment whose variables the requests use')),
	});
	if (picked !== undefined) {
		await environments.choose(picked.name);
	}
}

async function explainNone(document: vscode.TextDocument | undefined): Promise<void> {
	if (!vscode.workspace.isTrusted) {
		await suggestTrust(vscode.l10n.t('There are no environments in a workspace that you have not trusted.'));
		return;
	}
	await showMessage(
		'information',
		document === undefined
			? vscode.l10n.t('Open a document with requests first: environments are those of its folder or of one above it.')
			: workspaceFolderOf(document.uri) === undefined
				? vscode.l10n.t('There are no environments: the document is in no folder of the workspace.')
				: vscode.l10n.t('There are no environments: no http-client.env.json beside the document or above it.'),
	);
}

async function suggestOpening(uri: vscode.Uri): Promise<void> {
	const open = vscode.l10n.t('Open');
	if ((await showMessage('warning', unreadableText(uri), open)) === open) {
		await vscode.window.showTextDocument(uri);
	}
}

/** What is wrong with a file of environments, and what to do. */
export function unreadableText(uri: vscode.Uri): string {
	return vscode.l10n.t(
		'{0} cannot be read: it has to be a JSON object of environments. Their variables are unknown until it is fixed.',
		vscode.workspace.asRelativePath(uri),
	);
}
