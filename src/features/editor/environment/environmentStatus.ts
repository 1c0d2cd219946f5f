import * as vscode from 'vscode';
import { environmentNames } from '../../../http/build/environment';
import { environmentFilesFor, type EnvironmentFiles } from '../../../scratchpads/files/environmentFiles';
import { languageId } from '../../../scratchpads/languageId';
import { coalesce } from '../../../ui/coalesce';
import type { EditorDependencies } from '../editorDependencies';
import { unreadableText } from './chooseEnvironment';

/**
 * The environment of the scratchpad that has the focus, in the status bar. A LanguageStatusItem would be its other home, but is folded away behind {}
 * until the user pins it, and whose values go out is to be seen without a click.
 */
export function showEnvironment({
	files,
	environments,
	log,
}: Pick<EditorDependencies, 'files' | 'environments' | 'log'>): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('flowlu.environment', vscode.StatusBarAlignment.Right, 100);
	item.name = vscode.l10n.t('Flowlu Environment');
	item.command = 'flowlu.chooseEnvironment';
	const update = coalesce(async () => {
		const document = vscode.window.activeTextEditor?.document;
		const found = document?.languageId === languageId ? await environmentFilesFor(document) : undefined;
		show(item, found, environments.chosen);
	});
	function updateSoon(): void {
		update().catch((error: unknown) => {
			log.error('The environment could not be shown.', error);
		});
	}
	updateSoon();
	return vscode.Disposable.from(
		item,
		files.onDidChange(updateSoon),
		environments.onDidChange(updateSoon),
		vscode.window.onDidChangeActiveTextEditor(updateSoon),
		vscode.workspace.onDidGrantWorkspaceTrust(updateSoon),
	);
}

function show(item: vscode.StatusBarItem, found: EnvironmentFiles | undefined, chosen: string | undefined): void {
	const names = environmentNames(found?.files ?? []);
	const unreadable = found?.unreadable[0];
	if (names.length === 0 && unreadable === undefined) {
		item.hide();
		return;
	}
	const name = chosen !== undefined && names.includes(chosen) ? chosen : vscode.l10n.t('No environment');
	item.text = `${unreadable === undefined ? '$(server-environment)' : '$(warning)'} ${name}`;
	item.tooltip =
		unreadable === undefined
			? vscode.l10n.t('The environment whose variables the requests use')
			: unreadableText(unreadable);
	item.backgroundColor = unreadable && new vscode.ThemeColor('statusBarItem.warningBackground');
	item.show();
}
