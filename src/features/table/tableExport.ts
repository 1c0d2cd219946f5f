import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { inTurns } from '../../exchanges/reading';
import { operationOf } from '../../flowlu/operation';
import { recordsText } from '../../messages/exportMessages';
import { plural } from '../../messages/plural';
import { RecordRows } from '../../records/table/rows';
import { ownText } from '../../ui/messages/windowRedactor';
import { pickOne, type PickItem } from '../../ui/prompts/pick';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import type { FurtherPages } from './furtherPages';
import { entityOf, listOfRecords } from './listOfRecords';
import type { FromPage, RecordChoice } from './pageMessages';
import { recordPieces } from './tableOpening';
import type { TablesDependencies } from './tablesDependencies';

type WantedExport = Extract<FromPage, { kind: 'export' }>;

interface ExportItem extends PickItem {
	/** Undefined for every page of the list, which is read anew. */
	readonly choice: RecordChoice | undefined;
}

/** What a table shows. */
interface TableRecords {
	readonly exchange: Exchange;
	/** What was read of the list below the response. */
	readonly further: Pick<FurtherPages, 'pages' | 'further'>;
}

/** Asks which records of a table are wanted as a file, and has it written. */
export async function exportTable(
	wanted: WantedExport,
	{ exchange, further: { pages, further } }: TableRecords,
	{ redactor, exports }: Pick<TablesDependencies, 'redactor' | 'exports'>,
): Promise<void> {
	const item = await pickOne(itemsFor(wanted, exchange, further.total ?? listOfRecords(exchange)?.total), {
		title: ownText(vscode.l10n.t('Export Table')),
		placeHolder: ownText(vscode.l10n.t('Which records are written to the file')),
	});
	if (item === undefined) {
		return;
	}
	const { choice } = item;
	const flows = await exports();
	if (choice === undefined) {
		await flows.exportPages({ request: exchange.request, session: exchange.session.id });
		return;
	}
	const rows = new RecordRows();
	for (const bytes of recordPieces(exchange, pages, redactor)) {
		await inTurns(rows.append(bytes), { yieldToEventLoop });
		await yieldToEventLoop();
	}
	await flows.exportRecords({ rows, ...choice }, vscode.l10n.t('Export {0}', sizeText(choice)), entityOf(exchange));
}

function itemsFor(
	{ shown, loaded }: WantedExport,
	{ request, combined }: Exchange,
	total: number | undefined,
): readonly ExportItem[] {
	const isAll = shown.columns.join('\n') === loaded.columns.join('\n') && isSame(shown.order, loaded.order);
	const items: ExportItem[] = [
		{ label: ownText(vscode.l10n.t('What Is Loaded')), description: ownText(sizeText(loaded)), choice: loaded },
	];
	if (!isAll) {
		items.unshift({
			label: ownText(vscode.l10n.t('What Is Shown')),
			description: ownText(sizeText(shown)),
			detail: ownText(vscode.l10n.t('The rows that match the filters, in the order and with the columns of the table')),
			choice: shown,
		});
	}
	if (operationOf(request).kind === 'list' && combined !== 'whole') {
		items.push({
			label: ownText(vscode.l10n.t('Every Page')),
			...(total !== undefined && { description: ownText(recordsText(total)) }),
			detail: ownText(vscode.l10n.t('Reads the whole list from the server, with all fields of the response')),
			choice: undefined,
		});
	}
	return items;
}

function isSame(one: Uint32Array, other: Uint32Array): boolean {
	return one.length === other.length && one.every((record, index) => record === other[index]);
}

/** `75 records, 8 columns` */
function sizeText({ order, columns }: RecordChoice): string {
	const columnsText = plural(vscode.l10n.t('{0, plural, one {# column} other {# columns}}'), columns.length);
	return vscode.l10n.t('{0}, {1}', recordsText(order.length), columnsText);
}
