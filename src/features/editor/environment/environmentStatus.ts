import * as vscode from 'vscode';
import { environmentNames } from '../../../http/build/environment';
import { environmentFilesFor, type EnvironmentFiles } from '../../../scratchpads/files/environmentFiles';
import { languageId } from '../../../scratchpads/languageId';
import { coalesce } from '../../../ui/coalesce';
import { ownText, shownText } from '../../../ui/messages/windowRedactor';
import { createStatusItem, type StatusItem } from '../../../ui/views/statusItems';
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
	const item = createStatusItem('flowlu.environment', {
		name: vscode.l10n.t('Flowlu Environment'),
		command: 'flowlu.chooseEnvironment',
		place: [vscode.StatusBarAlignment.Right, 100],
	});
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

function show(item: StatusItem, found: EnvironmentFiles | undefined, chosen: string | undefined): void {
	const names = environmentNames(found?.files ?? []);
	const unreadable = found?.unreadable[0];
	if (names.length === 0 && unreadable === undefined) {
		item.hide();
		return;
	}
	item.show({
		icon: unreadable === undefined ? 'server-environment' : 'warning',
		text: chosen !== undefined && names.includes(chosen) ? shownText(chosen) : ownText(vscode.l10n.t('No environment')),
		tooltip:
			unreadable === undefined
				? ownText(vscode.l10n.t('The environment whose variables the requests use'))
				: shownText(unreadableText(unreadable)),
		isWarning: unreadable !== undefined,
	});
}
