import * as vscode from 'vscode';
import type { ArgumentsOf } from '../../contributions';
import type { Redactor } from '../../net/redact';
import type { Answer } from './readResponse';
import type { AnswerDocuments } from './responseDocuments';
import { addressOf, type View } from './documentAddress';
import { noteTitles, problemTitle, summaryTitle } from './responseLensTitles';
import { timingRows } from './timingRows';

type AnswerCommand =
	| 'flowlu.showHeaders'
	| 'flowlu.showBody'
	| 'flowlu.sendAgain'
	| 'flowlu.saveAnswer'
	| '_flowlu.explain'
	| '_flowlu.reveal'
	| '_flowlu.hide';

/** Over an answer: how it went, and what can be done with it. */
export class AnswerCodeLensProvider implements vscode.CodeLensProvider {
	readonly onDidChangeCodeLenses: vscode.Event<void>;

	constructor(
		private readonly documents: AnswerDocuments,
		private readonly redactor: Redactor,
	) {
		this.onDidChangeCodeLenses = documents.onDidChangeAnswers;
	}

	provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
		const address = addressOf(uri);
		const answer = address && this.documents.find(address.key);
		if (address === undefined || answer === undefined) {
			return [];
		}
		const commands = commandsOver(answer, address.view, uri, this.redactor);
		return [...commands, ...secretsLink(this.documents.hiddenIn(uri), uri)].map(
			command => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command),
		);
	}
}

function secretsLink(
	{ count, revealed }: ReturnType<AnswerDocuments['hiddenIn']>,
	uri: vscode.Uri,
): readonly vscode.Command[] {
	if (revealed) {
		return [link('_flowlu.hide', vscode.l10n.t('$(eye-closed) Hide Secrets'), uri)];
	}
	if (count === 0) {
		return [];
	}
	const title =
		count === 1
			? vscode.l10n.t('$(eye) Reveal 1 hidden value')
			: vscode.l10n.t('$(eye) Reveal {0} hidden values', count);
	return [link('_flowlu.reveal', title, uri)];
}

function commandsOver(answer: Answer, view: View, uri: vscode.Uri, redactor: Redactor): vscode.Command[] {
	const problem = problemTitle(answer, redactor);
	const toggle: vscode.Command =
		view === 'body'
			? link('flowlu.showHeaders', vscode.l10n.t('Headers'), uri)
			: link('flowlu.showBody', vscode.l10n.t('Body'), uri);
	const actions = [
		toggle,
		link('flowlu.sendAgain', vscode.l10n.t('Send Again'), uri),
		link('flowlu.saveAnswer', vscode.l10n.t('Save As…'), uri),
	];
	const summary = { ...plain(summaryTitle(answer)), tooltip: timingRows(answer.exchange.response.timing).join('\n') };
	const facts = [summary, ...noteTitles(answer).map(plain)];
	// What does not fit into the column is cut off: after a problem the actions matter more than the facts.
	return problem === undefined ? [...facts, ...actions] : [link('_flowlu.explain', problem, uri), ...actions, ...facts];
}

function link(command: AnswerCommand, title: string, uri: vscode.Uri): vscode.Command {
	const args: ArgumentsOf<AnswerCommand> = [uri];
	return { command, title, arguments: args };
}

/** A lens without a command is text that nothing happens to. */
function plain(title: string): vscode.Command {
	return { command: '', title };
}
