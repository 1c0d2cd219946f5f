import * as vscode from 'vscode';
import { languageId } from '../../scratchpads/languageId';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import { registerLazyCommands } from '../../ui/commands';
import { lazily, type Lazy } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { EditorDependencies } from './editorDependencies';

interface LazyEditorDependencies extends Omit<EditorDependencies, 'files' | 'environments' | 'choices'> {
	readonly scratchpads: Lazy<Scratchpads>;
}

/** What VS Code asks of a language, for scratchpads; loaded with the first of them. */
export function registerEditor({ scratchpads, ...dependencies }: LazyEditorDependencies): vscode.Disposable {
	const { log } = dependencies;
	const providers = lazily(async () => {
		const [{ registerProviders }, { files, environments, choices }] = await Promise.all([
			import('./providers'),
			scratchpads.load(),
		]);
		return registerProviders({ ...dependencies, files, environments, choices });
	});
	return vscode.Disposable.from(
		providers,
		forEachDocument([languageId], () => {
			providers.load().catch((error: unknown) => {
				log.error('The language of scratchpads could not be loaded.', error);
			});
		}),
		registerLazyCommands(['flowlu.pasteCurl'], log, async () => {
			const { pasteCurl } = await import('./pasting/pasteCurl');
			return { 'flowlu.pasteCurl': pasteCurl };
		}),
		registerLazyCommands(['flowlu.chooseEnvironment'], log, async () => {
			const { chooseEnvironment } = await import('./environment/chooseEnvironment');
			const { environments } = await scratchpads.load();
			return { 'flowlu.chooseEnvironment': () => chooseEnvironment(environments) };
		}),
	);
}
