import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { UnexpectedResponseError } from '../../flowlu/responses/flowluErrors';
import type { Redactor } from '../../net/redaction/redact';
import { describeError } from '../../ui/messages/errorMessages';
import { showMessage } from '../../ui/messages/messages';
import { copyText } from '../../ui/shown';

/** Says what is wrong with a response and what helps; nothing of one that is fine. */
export async function explainResponse(exchange: Exchange, redactor: Redactor): Promise<void> {
	const problem = problemOf(exchange);
	if (problem === undefined) {
		return;
	}
	const message = redactor.redact(describeError(problem));
	// Without an action VS Code shows one line of a message only.
	const copy = vscode.l10n.t('Copy');
	if ((await showMessage('information', message, copy)) === copy) {
		await copyText(message);
	}
}

function problemOf({ reading: { envelope }, response }: Exchange): Error | undefined {
	switch (envelope.kind) {
		case 'error':
			return envelope.error;
		case 'unknown':
			return new UnexpectedResponseError(envelope.reason, response.status, envelope.content);
		case 'success':
			return undefined;
	}
}
