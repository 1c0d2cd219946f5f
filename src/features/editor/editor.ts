import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import type { FlowluClient } from '../../flowlu/flowluClient';
import { languageId } from '../../scratchpads/languageId';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import type { SessionStore } from '../../sessions/sessionStore';
import { registerCommands } from '../../ui/commands/commands';
import { lazily, type Lazy } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { EditorDependencies } from './editorDependencies';

interface LazyEditorDependencies extends Omit<
	EditorDependencies,
	'files' | 'environments' | 'choices' | 'recordLists'
> {
	readonly scratchpads: Lazy<Scratchpads>;
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
}

/** What VS Code asks of a language, for scratchpads; loaded with the first of them. */
export function registerEditor({ scratchpads, sessions, flowlu, ...rest }: LazyEditorDependencies): vscode.Disposable {
	const { log } = rest;
	const recordLists = lazily(async () => {
		const [{ createRecordLists }, { yieldToEventLoop }] = await Promise.all([
			import('../../exchanges/recordLists'),
			import('../../ui/yieldToEventLoop'),
		]);
		return createRecordLists({ flowlu, now: () => Date.now(), yieldToEventLoop });
	});
	const dependencies = { ...rest, recordLists };
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
			'flowlu.loadValues': async () => {
				const [{ loadValues }, { files, environments, choices }] = await Promise.all([
					import('./completion/loadValues'),
					scratchpads.load(),
				]);
				await loadValues({ ...dependencies, sessions, files, environments, choices });
			},
			'flowlu.newRequest': async wanted => {
				const { newRequest } = await import('./newRequest');
				await newRequest(wanted, dependencies.catalog, async () => (await scratchpads.load()).choices);
			},
			'flowlu.pasteCurl': async () => (await import('./pasting/pasteCurl')).pasteCurl(),
			'flowlu.chooseEnvironment': async () => {
				const { chooseEnvironment } = await import('./environment/chooseEnvironment');
				await chooseEnvironment((await scratchpads.load()).environments);
			},
		})),
	);
}
