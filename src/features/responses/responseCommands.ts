import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { UnexpectedAnswerError } from '../../flowlu/errors';
import type { BlockId } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redact';
import { executeCommand, registerCommands } from '../../ui/commands';
import { describeError } from '../../ui/errorMessages';
import { logErrors } from '../../ui/providerErrors';
import type { Log } from '../../ui/log';
import { ask, showMessage } from '../../ui/messages';
import type { Answer, PlacedAnswer } from './readResponse';
import { AnswerDocuments } from './responseDocuments';
import { AnswerCodeLensProvider } from './responseLenses';
import { addressOf, documentUri, type View } from './documentAddress';
import { saveAnswer } from './saveResponse';
import { scheme } from './scheme';
import { showInAnswerColumn } from './tabs';

/** What responses need. */
export interface ResponsesParts {
	readonly redactor: Redactor;
	readonly log: Log;
	/** Where a request stands now; undefined where it is no more. */
	readonly locate: (block: BlockId) => Promise<{ readonly uri: string; readonly offset: number } | undefined>;
}

/** The answers of this window with their lenses and commands; the front registers the documents' scheme. */
export interface Answers extends vscode.Disposable {
	readonly documents: AnswerDocuments;
}

export function registerAnswers({ redactor, log, locate }: ResponsesParts): Answers {
	const documents = new AnswerDocuments(redactor);
	const registrations = vscode.Disposable.from(
		documents,
		vscode.languages.registerCodeLensProvider(
			{ scheme },
			logErrors(new AnswerCodeLensProvider(documents, redactor), log),
		),
		registerCommands(commandsOf('responses'), log, () => ({
			'flowlu.showHeaders': uri => showView(documents, uri, 'headers'),
			'flowlu.showBody': uri => showView(documents, uri, 'body'),
			'flowlu.saveAnswer': uri => saveAnswer(answerAt(documents, uri), redactor),
			'_flowlu.reveal': uri => askAndReveal(documents, uri),
			'_flowlu.hide': uri => {
				documents.hide(uri);
				return Promise.resolve();
			},
			'flowlu.sendAgain': uri => sendAgain(answerAt(documents, uri), locate),
			'_flowlu.explain': uri => explain(documents, uri, redactor),
		})),
	);
	return Object.assign(registrations, { documents });
}

async function showView(documents: AnswerDocuments, uri: vscode.Uri | undefined, view: View): Promise<void> {
	const found = answerAt(documents, uri);
	if (found !== undefined) {
		await showInAnswerColumn(documentUri(view, found.key, found.answer), { preserveFocus: false, preview: true });
	}
}

async function askAndReveal(documents: AnswerDocuments, uri: vscode.Uri): Promise<void> {
	const reveal = vscode.l10n.t('Reveal');
	const answer = await ask(vscode.l10n.t('Show the secrets in this answer?'), {
		detail: vscode.l10n.t(
			'The server sent back keys, tokens or passwords. Whoever sees your screen can read them, and so can other extensions. They are hidden again when you close the document or send the request again.',
		),
		actions: [reveal],
	});
	if (answer === reveal) {
		await documents.reveal(uri);
	}
}

async function sendAgain(found: PlacedAnswer | undefined, locate: ResponsesParts['locate']): Promise<void> {
	const place = found && (await locate(found.answer.exchange.block));
	if (place === undefined) {
		void showMessage(
			'warning',
			vscode.l10n.t('The request is no longer where it was sent from. Send it from its scratchpad.'),
		);
		return;
	}
	await executeCommand('flowlu.send', place.uri, place.offset);
}

async function explain(documents: AnswerDocuments, uri: vscode.Uri, redactor: Redactor): Promise<void> {
	const found = answerAt(documents, uri);
	const problem = found && problemOf(found.answer);
	if (problem !== undefined) {
		const message = redactor.redact(describeError(problem));
		// Without an action VS Code shows one line of a message only.
		const copy = vscode.l10n.t('Copy');
		if ((await showMessage('information', message, copy)) === copy) {
			await vscode.env.clipboard.writeText(message);
		}
	}
}

function problemOf({ exchange: { envelope, response } }: Answer): Error | undefined {
	switch (envelope.kind) {
		case 'error':
			return envelope.error;
		case 'unknown':
			return new UnexpectedAnswerError(envelope.reason, response.status);
		case 'success':
			return undefined;
	}
}

function answerAt(documents: AnswerDocuments, uri: vscode.Uri | undefined): PlacedAnswer | undefined {
	const key = keyOf(uri);
	const answer = key === undefined ? undefined : documents.find(key);
	return key === undefined || answer === undefined ? undefined : { key, answer };
}

/** Which answer an action is about: the one in the title bar that was clicked, or the active editor's. */
function keyOf(uri: vscode.Uri | undefined): string | undefined {
	const shown = uri ?? vscode.window.activeTextEditor?.document.uri;
	return shown && addressOf(shown)?.key;
}
