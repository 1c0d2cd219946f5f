import * as vscode from 'vscode';
import type { Commands } from '../../contributions';
import type { Redactor } from '../../net/redact';
import type { Answer } from './answer';
import { addressOf, type View } from './documentAddress';
import { noteTitles, problemTitle, summaryTitle } from './lensTitles';

/** The commands that take nothing but the URI of an answer's document. */
type AnswerCommand = {
	[Id in keyof Commands]: [uri: string] extends Commands[Id] ? (Id extends `_${string}` ? Id : never) : never;
}[keyof Commands];

/** Over an answer: how it went, and what can be done with it. */
export class AnswerCodeLensProvider implements vscode.CodeLensProvider {
	constructor(
		private readonly answerOf: (key: string) => Answer | undefined,
		readonly onDidChangeCodeLenses: vscode.Event<void>,
		private readonly redactor: Redactor,
	) {}

	provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
		const address = addressOf(uri);
		const answer = address && this.answerOf(address.key);
		return address === undefined || answer === undefined
			? []
			: commandsOver(answer, address.view, uri.toString(), this.redactor).map(
					command => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command),
				);
	}
}

function commandsOver(answer: Answer, view: View, uri: string, redactor: Redactor): vscode.Command[] {
	const problem = problemTitle(answer, redactor);
	const toggle: vscode.Command =
		view === 'body'
			? link('_flowlu.showHeaders', vscode.l10n.t('Headers'), uri)
			: link('_flowlu.showBody', vscode.l10n.t('Body'), uri);
	const actions = [
		toggle,
		link('_flowlu.resend', vscode.l10n.t('Send Again'), uri),
		link('_flowlu.saveBody', vscode.l10n.t('Save As…'), uri),
	];
	const facts = [summaryTitle(answer), ...noteTitles(answer)].map(plain);
	// What does not fit into the column is cut off: after a problem the actions matter more than the facts.
	return problem === undefined ? [...facts, ...actions] : [link('_flowlu.explain', problem, uri), ...actions, ...facts];
}

function link(command: AnswerCommand, title: string, uri: string): vscode.Command {
	return { command, title, arguments: [uri] };
}

/** A lens without a command is text that nothing happens to. */
function plain(title: string): vscode.Command {
	return { command: '', title };
}
