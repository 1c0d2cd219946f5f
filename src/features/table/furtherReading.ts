import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { reasonText } from '../../messages/exportMessages';
import { listReader } from '../../records/pages/listReader';
import { redactedItems } from '../../records/table/redactedItems';
import { describeError } from '../../ui/messages/errorMessages';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { FurtherPages } from './furtherPages';
import { post, sendRows } from './tableOpening';
import type { TablesDependencies } from './tablesDependencies';

/** What reads the pages below a response for the table that shows it: as its session, behind all other requests, and with its secrets hidden. */
export function furtherPagesBy({
	sessions,
	flowlu,
	redactor,
	log,
}: TablesDependencies): (exchange: Exchange, webview: vscode.Webview, isShown: () => boolean) => FurtherPages {
	return (exchange, webview, isShown) =>
		new FurtherPages(exchange, {
			readPage: listReader(exchange.request, {
				flowlu,
				yieldToEventLoop,
				access: () => sessions.accessOf(exchange.session.id),
			}),
			show: records =>
				sendRows(
					webview,
					redactedItems({ bytes: records, large: new Map() }, { start: 0, end: records.length }, redactor),
					isShown,
				),
			tell: async further => {
				if (isShown()) {
					await post(webview, { kind: 'further', further });
				}
			},
			reasonFor: end => {
				if (end === 'full') {
					return vscode.l10n.t('A table takes no more records. Export the list to have all of them in a file.');
				}
				if (end.kind === 'paused') {
					log.error('A further page of a table could not be read.', end.error);
				}
				return redactor.redact(reasonText(end, describeError));
			},
		});
}
