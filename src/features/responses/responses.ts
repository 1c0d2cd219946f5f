import * as vscode from 'vscode';
import type { Exchange } from '../../flowlu/exchange';
import type { Answers, ResponsesParts } from './answers';
import { scheme } from './documentAddress';

/** The answers of this window as read-only documents. */
export interface Responses extends vscode.Disposable {
	/** Shows an answer beside the editor, in the tab of an earlier answer to the same request if there is one, and leaves the focus where it is. */
	show(exchange: Exchange): Promise<void>;
}

/** Everything but the scheme of the documents is loaded with the first answer. */
export function registerResponses(parts: ResponsesParts): Responses {
	const changed = new vscode.EventEmitter<vscode.Uri>();
	const owned = [vscode.Disposable.from(changed)];
	let loading: Promise<Answers> | undefined;

	async function load(): Promise<Answers> {
		const { registerAnswers } = await import('./answers');
		const answers = registerAnswers(parts);
		const forwarding = answers.documents.onDidChange(uri => {
			changed.fire(uri);
		});
		owned.push(vscode.Disposable.from(answers, forwarding));
		return answers;
	}

	function loaded(): Promise<Answers> {
		loading ??= load();
		return loading;
	}

	owned.push(
		vscode.workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: async uri => (await loaded()).documents.provideTextDocumentContent(uri),
		}),
	);
	const registrations = new vscode.Disposable(() => {
		vscode.Disposable.from(...owned).dispose();
	});
	return Object.assign(registrations, {
		show: async (exchange: Exchange) => (await loaded()).documents.show(exchange),
	});
}
