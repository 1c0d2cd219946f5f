import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import type { BlockId } from '../../http/document/blockTracker';
import { logErrors } from '../../ui/providerErrors';
import { lazily } from '../../ui/lazily';
import type { ResponsesDependencies } from './responseCommands';
import { comparisonScheme, scheme } from './documents/scheme';

/** The responses of this window as read-only documents. */
export interface Responses extends vscode.Disposable {
	/** Shows the last response to a request beside the editor, in the tab of an earlier response to the same request if there is one, and leaves the focus where it is. */
	show(block: BlockId): Promise<void>;
	/** The exchange whose response the document shows; undefined where it is another document, or the response was removed from memory. */
	exchangeAt(uri: vscode.Uri): Promise<Exchange | undefined>;
}

/** Everything but the scheme of the documents is loaded with the first response. */
export function registerResponses(dependencies: ResponsesDependencies): Responses {
	const changed = new vscode.EventEmitter<vscode.Uri>();
	const documents = lazily(async () => {
		const { registerResponseCommands } = await import('./responseCommands');
		const registered = registerResponseCommands(dependencies);
		registered.documents.onDidChange(uri => {
			changed.fire(uri);
		});
		return registered;
	});
	const registrations = vscode.Disposable.from(
		documents,
		changed,
		vscode.workspace.registerTextDocumentContentProvider(
			scheme,
			logErrors(
				{
					onDidChange: changed.event,
					provideTextDocumentContent: async (uri: vscode.Uri) =>
						(await documents.load()).documents.provideTextDocumentContent(uri),
				},
				dependencies.log,
			),
		),
		vscode.workspace.registerTextDocumentContentProvider(
			comparisonScheme,
			logErrors(
				{
					provideTextDocumentContent: async (uri: vscode.Uri) =>
						(await documents.load()).comparisons.provideTextDocumentContent(uri),
				},
				dependencies.log,
			),
		),
	);
	return Object.assign(registrations, {
		show: async (block: BlockId) => (await documents.load()).show(block),
		exchangeAt: async (uri: vscode.Uri) =>
			uri.scheme === scheme ? (await documents.load()).documents.at(uri)?.exchange : undefined,
	});
}
