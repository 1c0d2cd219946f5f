import * as vscode from 'vscode';
import { languageId } from '../../scratchpads/languageId';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import { registerLazyCommands } from '../../ui/commands';
import { lazily, type Lazy } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { EditorDependencies } from './editorDependencies';

interface LazyEditorDependencies extends Omit<EditorDependencies, 'environments' | 'choices'> {
	readonly scratchpads: Lazy<Scratchpads>;
}

/** What VS Code asks of a language, for scratchpads; loaded with the first of them. */
export function registerEditor({ scratchpads, ...dependencies }: LazyEditorDependencies): vscode.Disposable {
	const { log } = dependencies;
	const providers = lazily(async () => {
		const [{ registerProviders }, { environments, choices }] = await Promise.all([
			import('./providers'),
			scratchpads.load(),
		]);
		return registerProviders({ ...dependencies, environments, choices });
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
	);
}
