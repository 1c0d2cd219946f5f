import * as vscode from 'vscode';
import type { Prepared } from '../../../engine/prepare';
import { addressUpToKey, type CodeRequest, variableNames } from '../../../http/code/codeRequest';
import { type CodeRefusal, codeRefusal, codeWriters, redactedCode } from '../../../http/code/codeText';
import type { Redactor } from '../../../net/redaction/redact';
import { showMessage } from '../../../ui/messages/messages';
import { ownText } from '../../../ui/messages/windowRedactor';
import { pickOne } from '../../../ui/prompts/pick';
import { copyText } from '../../../ui/shown';

/** Asks for a language, and puts a program on the clipboard that sends the request with the credential of its environment. */
export async function copyAsCode(
	{ place: { block }, request: { method, url, headers, body }, entry }: Prepared,
	redactor: Pick<Redactor, 'redact' | 'find'>,
): Promise<void> {
	if (typeof body === 'object' || (block.body?.files.length ?? 0) > 0) {
		void showMessage('warning', vscode.l10n.t('Not copied: the body is made of files. Copy the request as cURL.'));
		return;
	}
	const items = Object.entries(codeWriters).map(([language, write]) => ({ label: ownText(language), language, write }));
	const picked = await pickOne(items, {
		title: ownText(vscode.l10n.t('Copy as Code')),
		placeHolder: ownText(vscode.l10n.t('The language, and what sends the request')),
	});
	if (picked === undefined) {
		return;
	}
	const { language, write } = picked;
	const credential = entry.session.grant === 'apiKey' ? 'apiKey' : 'accessToken';
	const request: CodeRequest = {
		method,
		url: credential === 'apiKey' ? addressUpToKey(url) : url,
		headers,
		body,
		credential,
	};
	const refusal = codeRefusal(language, request);
	if (refusal !== undefined) {
		void showMessage('warning', describeRefusal(refusal));
		return;
	}
	const { code, isRedacted } = redactedCode(write, request, redactor);
	await copyText(code);
	const name = variableNames[credential];
	void showMessage(
		'information',
		!isRedacted
			? vscode.l10n.t('Copied. Set {0} in the environment before you run it.', name)
			: vscode.l10n.t(
					'Copied. Set {0} in the environment before you run it, and replace each ••• by its secret.',
					name,
				),
	);
}

function describeRefusal(refusal: CodeRefusal): string {
	switch (refusal) {
		case 'headerBeyondAscii':
			return vscode.l10n.t(
				'Not copied: a header has a character beyond ASCII, which other programs send as other bytes. Send the request from here.',
			);
		case 'bodyOfGet':
			return vscode.l10n.t('Not copied: fetch sends no body with GET or HEAD. Choose another language.');
	}
}
