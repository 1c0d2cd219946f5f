import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import { findEndpoint } from '../../catalog/endpoints';
import { shownFieldAt } from '../../exchanges/shownField';
import { endpointOf } from '../../http/service/places/targetPlace';
import { fieldDocumentation } from '../../ui/catalogDocumentation';
import { prose } from '../../ui/shown';
import type { ShownExchange } from './documents/responseDocuments';

/** What the catalog knows of the field of a record, and of its value, over a response. */
export async function fieldHover(
	shown: ShownExchange | undefined,
	document: vscode.TextDocument,
	{ line, character }: vscode.Position,
	catalogSource: CatalogSource,
): Promise<vscode.Hover | undefined> {
	if (shown?.view !== 'body' || shown.exchange.reading.kind !== 'json') {
		return undefined;
	}
	const catalog = await catalogSource.load();
	const endpoint = endpointOf(shown.exchange.request.url);
	const isList = findEndpoint(catalog, endpoint)?.method.name === 'list';
	const field = shownFieldAt(number => document.lineAt(number).text, { line, character, isList });
	const documentation = field && fieldDocumentation(catalog, { ...field, endpoint });
	return field === undefined || documentation === undefined
		? undefined
		: new vscode.Hover(prose(documentation), new vscode.Range(line, field.start, line, field.end));
}
