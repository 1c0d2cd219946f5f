import * as vscode from 'vscode';
import { plural } from '../../../messages/plural';
import type { Answered } from '../../../engine/outcome';
import { checksText } from '../../../messages/checkMessages';

/** The outcome of a sending in a few words, for the lens over the request. */
export function outcomeText(answered: Answered): string {
	const text = responseText(answered);
	return answered.checks.length === 0 ? text : `${text} · ${checksText(answered.checks)}`;
}

function responseText({ status, milliseconds, envelope }: Answered): string {
	const time = vscode.l10n.t('{0} ms', Math.round(milliseconds));
	switch (envelope.kind) {
		case 'error': {
			const { code, message, fields } = envelope.error;
			const names = fields.map(({ field }) => field).filter(field => field !== '');
			const title = code === '' ? vscode.l10n.t('Error') : vscode.l10n.t('Error {0}', code);
			return [title, message, ...names].filter(text => text !== '').join(' · ');
		}
		case 'success':
			return envelope.list === undefined
				? `${status} · ${time}`
				: `${status} · ${time} · ${itemsText(envelope.list.items)}`;
		case 'unknown':
			return `${status} · ${time}`;
	}
}

function itemsText(items: number): string {
	return plural(vscode.l10n.t('{0, plural, one {# item} other {# items}}'), items);
}
