import * as vscode from 'vscode';
import { importedDocuments, documentAt } from '../../scratchpads/imports';
import { languageId } from '../../scratchpads/languageId';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import { entriesOf } from '../../scratchpads/workspaceFiles';
import { registerLazyCommands } from '../../ui/commands';
import { lazily, type Lazy } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { LanguageParts } from './editorDependencies';

interface EditorDependencies extends Pick<LanguageParts, 'log' | 'extensionUri' | 'answerMembers'> {
	readonly scratchpads: Lazy<Scratchpads>;
}

/** What VS Code asks of a language, for scratchpads; loaded with the first of them. */
export function registerEditor(dependencies: EditorDependencies): vscode.Disposable {
	const { log, scratchpads } = dependencies;
	const providers = lazily(async () => {
		const [{ registerProviders }, { environments, choices }] = await Promise.all([
			import('./providers'),
			scratchpads.load(),
		]);
		return registerProviders({
			...dependencies,
			languageId,
			environments,
			choices,
			parsedDocument,
			importedDocuments,
			runDocument: documentAt,
			entriesOf,
			accountFor: (document, block) => {
				const choice = choices.choiceFor(document, block);
				return choice.kind === 'session' ? choice.entry.session.account : undefined;
			},
			sessions: () => choices.soFar,
			environmentDefinition: (document, name) => environments.definitionOf(document, name),
		});
	});
	return vscode.Disposable.from(
		providers,
		forEachDocument([languageId], () => {
			providers.load().catch((error: unknown) => {
				log.error('The editing aids could not be loaded.', error);
			});
		}),
		registerLazyCommands(['flowlu.pasteCurl'], log, async () => {
			const { pasteCurl } = await import('./pasteCurl');
			return { 'flowlu.pasteCurl': pasteCurl };
		}),
	);
}
