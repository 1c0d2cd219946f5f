import * as vscode from 'vscode';
import type { Catalog } from '../../../catalog/catalog';
import { findEndpoint } from '../../../catalog/endpoints';
import { referredRecords } from '../../../catalog/referredRecords';
import { resolveTarget } from '../../../flowlu/targetUrl';
import { type HoverPlace, hoverPlaceAt } from '../../../http/service/places/hoverPlace';
import { shownTarget, shownValues } from '../../../http/service/shownValues';
import { endpointOf } from '../../../http/service/places/targetPlace';
import type { HttpDocument, RequestBlock } from '../../../http/document/document';
import { plainMetadataName, promptsOf } from '../../../http/build/sendingMetadata';
import { isSubject } from '../../../http/checks/checkWords';
import { predicateDocumentation, subjectDocumentation } from './checkDocumentation';
import { dynamicDocumentation } from './dynamicDocumentation';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { rangeOf } from '../../../scratchpads/ranges';
import { columnsFor } from '../../../scratchpads/files/rowFiles';
import type { EditorDependencies } from '../editorDependencies';
import { knownRecords } from '../knownRecords';
import { accountOrigins } from '../problems/catalog/catalogDiagnostics';
import { valueBeside } from '../valueBeside';
import { metadataDocumentation } from './metadataDocumentation';
import { beginningOf } from '../../../net/redaction/shownText';
import { endpointDocumentation, fieldDocumentation } from '../../../ui/catalogDocumentation';
import { codeText, prose } from '../../../ui/shown';

/** Of a value or an address, in UTF-16 code units: nobody reads on. */
const maxShownLength = 500;

/** What there is to say of the place that the pointer is on. */
export async function hoverAt(
	document: vscode.TextDocument,
	position: vscode.Position,
	dependencies: EditorDependencies,
): Promise<vscode.Hover | undefined> {
	const parsed = parsedDocument(document);
	const offset = document.offsetAt(position);
	const place = hoverPlaceAt(parsed, offset);
	if (place === undefined) {
		return undefined;
	}
	const contents = await contentsFor(place, { document, parsed, block: parsed.blockAt(offset) }, dependencies);
	return contents.length === 0 ? undefined : new vscode.Hover([...contents], rangeOf(document, place.span));
}

interface Pointer {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly block: RequestBlock | undefined;
}

async function contentsFor(
	place: HoverPlace,
	pointer: Pointer,
	dependencies: EditorDependencies,
): Promise<readonly vscode.MarkdownString[]> {
	switch (place.kind) {
		case 'variable':
			return variableContents(place.name, pointer, dependencies);
		case 'metadata': {
			const documentation = metadataDocumentation(plainMetadataName(place.name));
			return documentation === undefined ? [] : [prose(documentation)];
		}
		case 'check':
			return [prose(isSubject(place.word) ? subjectDocumentation(place.word) : predicateDocumentation(place.word))];
		case 'field': {
			const catalog = await dependencies.catalog.load();
			const documentation = fieldDocumentation(catalog, place);
			const records = await recordContents(catalog, place, pointer, dependencies);
			if (documentation !== undefined) {
				return [...records, prose(documentation)];
			}
			const isInBody = place.where === 'body' || pointer.block === undefined;
			return isInBody ? records : requestContents(pointer.block, pointer, dependencies);
		}
		case 'request':
			return requestContents(place.block, pointer, dependencies);
	}
}

/** What the record is called whose id is written, as far as a response or a loaded list has shown it. */
async function recordContents(
	catalog: Catalog,
	{ endpoint: path, name, value, where }: Extract<HoverPlace, { kind: 'field' }>,
	pointer: Pointer,
	dependencies: EditorDependencies,
): Promise<readonly vscode.MarkdownString[]> {
	const endpoint = findEndpoint(catalog, path);
	const written = { name, where: where === 'body' ? ('form' as const) : where };
	const beside = (field: string) => valueBeside(pointer.block, where, field, accountOrigins(dependencies.choices));
	const referred = endpoint && referredRecords(catalog, endpoint, written, beside);
	if (referred === undefined) {
		return [];
	}
	const { records } = await knownRecords(referred, pointer, dependencies);
	return records.flatMap(record =>
		record.id === value && record.name !== '' ? [prose(`${value} = ${record.name}`)] : [],
	);
}

async function variableContents(
	name: string,
	{ document, parsed, block }: Pointer,
	{ environments, log }: EditorDependencies,
): Promise<vscode.MarkdownString[]> {
	const rows = await columnsFor(document, block);
	if (rows?.columns.includes(name) === true) {
		// It counts more than whatever else has the name.
		return [prose(log.redact(vscode.l10n.t('Column of {0}', rows.fileName)))];
	}
	const prompt = promptsOf(block?.metadata ?? []).find(candidate => candidate.name === name);
	if (prompt !== undefined) {
		return [prose(vscode.l10n.t('Asked for when the request is sent.'))];
	}
	const definition = parsed.variableTable.get(name);
	if (definition === undefined) {
		const documentation = dynamicDocumentation(name);
		return documentation === undefined ? [] : [prose(documentation)];
	}
	const value = shownValues(parsed.variableTable, [name]).get(name);
	const home = definition.environment === undefined ? undefined : await environments.definitionOf(document, name);
	return [
		...(value === undefined ? [] : [codeText(beginningOf(log.redact(value), maxShownLength), 'text')]),
		...(home === undefined ? [] : [prose(vscode.l10n.t('From {0}', vscode.workspace.asRelativePath(home.uri)))]),
	];
}

/** The address as far as it can be told, and what the catalog says of it. The key is added when it is sent, so it is not in it. */
async function requestContents(
	block: RequestBlock,
	{ document, parsed }: Pointer,
	{ choices, catalog, log }: EditorDependencies,
): Promise<vscode.MarkdownString[]> {
	const target = shownTarget(block.target, parsed.variableTable);
	if (target === '') {
		return [];
	}
	const choice = choices.choiceFor(document, block);
	const account = choice.kind === 'session' ? choice.entry.session.account : undefined;
	const address = readable(account && resolveTarget(target, account)) ?? target;
	const line = codeText(beginningOf(log.redact(`${block.method} ${address}`), maxShownLength), 'http');
	const loaded = await catalog.load();
	const endpoint = findEndpoint(loaded, endpointOf(target));
	if (endpoint === undefined) {
		return [line];
	}
	const { title } = endpoint.entity;
	return [line, prose(title), prose(endpointDocumentation(loaded, endpoint))];
}

/** Braces and brackets as they were written: the address is there to be read. */
function readable(url: string | undefined): string | undefined {
	return url?.replaceAll(/%(?:7B|7D|5B|5D|E2%80%A2)/giu, found => decodeURIComponent(found));
}
