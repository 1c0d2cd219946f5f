import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { languageId } from '../../scratchpads/languageId';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import { registerCommands } from '../../ui/commands/commands';
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
		registerCommands(commandsOf('editor'), log, () => ({
			'flowlu.newRequest': async () => (await import('./newRequest')).newRequest(dependencies.catalog),
			'flowlu.pasteCurl': async () => (await import('./pasting/pasteCurl')).pasteCurl(),
			'flowlu.chooseEnvironment': async () => {
				const { chooseEnvironment } = await import('./environment/chooseEnvironment');
				await chooseEnvironment((await scratchpads.load()).environments);
			},
		})),
	);
}
