import * as vscode from 'vscode';
import type { CommandOf } from '../../../contributions';
import type { Exchange } from '../../../exchanges/exchange';
import type { ExchangeStore } from '../../../exchanges/exchangeStore';
import type { RequestPosition } from '../../../http/document/blockTracker';
import type { Redactor } from '../../../net/redaction/redact';
import { type CommandHandlers, executeCommand } from '../../../ui/commands/commands';
import { showMessage } from '../../../ui/messages/messages';
import { chooseOther } from './chooseOther';
import type { Comparisons } from './comparisons';

interface CompareDependencies {
	readonly exchanges: ExchangeStore;
	readonly comparisons: Comparisons;
	readonly redactor: Redactor;
	/** The response that a command is about. */
	readonly exchangeAt: (uri: vscode.Uri | undefined) => Exchange | undefined;
	/** Where its request stands now; undefined, after a message, where it is gone. */
	readonly placeOf: (exchange: Exchange) => Promise<RequestPosition | undefined>;
}

type CompareCommand = Extract<
	CommandOf<'responses'>,
	'flowlu.compareWithPrevious' | 'flowlu.compareRecords' | 'flowlu.compareWith' | 'flowlu.sendToAndCompare'
>;

/** The commands that compare a response with another one. */
export function compareCommands({
	exchanges,
	comparisons,
	redactor,
	exchangeAt,
	placeOf,
}: CompareDependencies): CommandHandlers<CompareCommand> {
	/** With the response to the same request before the one that is shown. */
	async function withPrevious(
		after: Exchange | undefined,
		compare: (before: Exchange, after: Exchange) => Promise<void>,
	): Promise<void> {
		if (after === undefined) {
			return;
		}
		const before = exchanges.before(after.block);
		if (before === undefined) {
			void showMessage(
				'information',
				vscode.l10n.t('There is no response before this one in memory. Send the request again to compare.'),
			);
		} else {
			await compare(before, after);
		}
	}

	return {
		'flowlu.compareWithPrevious': uri =>
			withPrevious(exchangeAt(uri), (before, after) => comparisons.compare(before, after)),
		'flowlu.compareRecords': uri =>
			withPrevious(exchangeAt(uri), (before, after) => comparisons.compareRecords(before, after)),
		'flowlu.compareWith': async uri => {
			const after = exchangeAt(uri);
			const before = after && (await chooseOther(after, exchanges, redactor));
			if (after !== undefined && before !== undefined) {
				await comparisons.compare(before, after);
			}
		},
		'flowlu.sendToAndCompare': async uri => {
			const before = exchangeAt(uri);
			const place = before && (await placeOf(before));
			if (before === undefined || place === undefined) {
				return;
			}
			await executeCommand('_flowlu.sendTo', place.uri, place.offset);
			const latest = exchanges.of(before.block);
			if (latest?.kind === 'kept' && latest.exchange.number > before.number) {
				await comparisons.compare(before, latest.exchange);
			}
		},
	};
}
