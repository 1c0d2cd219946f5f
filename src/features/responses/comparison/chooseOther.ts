import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import type { ExchangeStore } from '../../../exchanges/exchangeStore';
import type { Redactor } from '../../../net/redaction/redact';
import { showMessage } from '../../../ui/messages/messages';
import { ownText } from '../../../ui/messages/windowRedactor';
import { pickOne, type PickItem } from '../../../ui/prompts/pick';
import { tabsOf } from '../tabs';

interface OtherItem extends PickItem {
	readonly exchange: Exchange;
}

/** The user's choice among the response before this one and all others that are open; undefined where there is none. */
export async function chooseOther(
	{ number, block }: Exchange,
	exchanges: ExchangeStore,
	{ redact }: Pick<Redactor, 'redact'>,
): Promise<Exchange | undefined> {
	const previous = exchanges.before(block);
	const open = exchanges
		.all()
		.flatMap(latest => (latest.kind === 'kept' ? [latest.exchange] : []))
		.filter(other => other.number !== number && tabsOf(String(other.block)).length > 0);
	const items = [...(previous === undefined ? [] : [previous]), ...open]
		.filter(({ reading }) => reading.kind !== 'binary' && reading.kind !== 'empty')
		.map((exchange): OtherItem => ({
			label: redact(`${exchange.request.method} ${new URL(exchange.request.url).pathname}`),
			description: ownText([exchange.session.account.name, exchange.session.label].join(' · ')),
			detail: ownText(
				[
					...(exchange === previous ? [vscode.l10n.t('The response before this one')] : []),
					new Date(exchange.sentAt).toLocaleTimeString(vscode.env.language),
					String(exchange.response.status),
				].join(' · '),
			),
			exchange,
		}));
	if (items.length === 0) {
		void showMessage('information', vscode.l10n.t('There is no other response to compare with. Send a request first.'));
		return undefined;
	}
	const placeHolder = ownText(vscode.l10n.t('Compare with which response?'));
	return (await pickOne(items, { placeHolder }))?.exchange;
}
