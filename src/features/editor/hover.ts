import * as vscode from 'vscode';
import { findEndpoint } from '../../flowlu/endpoints';
import { resolveTarget } from '../../flowlu/target';
import { type HoverPlace, hoverPlaceAt } from '../../http/service/hoverPlace';
import { fillIn, namesIn, shownValues } from '../../http/service/shownValues';
import { endpointOf } from '../../http/service/targetPlace';
import type { HttpDocument, RequestBlock } from '../../http/document/document';
import { plainMetadataName, promptsOf } from '../../http/build/sendingMetadata';
import { dynamicDocumentation } from './dynamicDocumentation';
import { endpointDocumentation, endpoints } from './completion/endpointSuggestions';
import type { LanguageParts } from './editorDependencies';
import { metadataDocumentation } from './metadataDocumentation';

/** What there is to say of the place that the pointer is on. */
export async function hoverAt(
	document: vscode.TextDocument,
	position: vscode.Position,
	parts: LanguageParts,
): Promise<vscode.Hover | undefined> {
	const parsed = parts.parsedDocument(document);
	const offset = document.offsetAt(position);
	const place = hoverPlaceAt(parsed, offset);
	if (place === undefined) {
		return undefined;
	}
	const range = new vscode.Range(document.positionAt(place.span.start), document.positionAt(place.span.end));
	const contents = await contentsFor(place, { document, parsed, block: parsed.blockAt(offset) }, parts);
	return contents.length === 0 ? undefined : new vscode.Hover([...contents], range);
}

interface Around {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly block: RequestBlock | undefined;
}

async function contentsFor(
	place: HoverPlace,
	around: Around,
	parts: LanguageParts,
): Promise<readonly vscode.MarkdownString[]> {
	switch (place.kind) {
		case 'variable':
			return variableContents(place.name, around, parts);
		case 'metadata': {
			const documentation = metadataDocumentation(plainMetadataName(place.name));
			return documentation === undefined ? [] : [prose(documentation)];
		}
		case 'request':
			return requestContents(place.block, around, parts);
	}
}

async function variableContents(
	name: string,
	{ document, parsed, block }: Around,
	parts: LanguageParts,
): Promise<vscode.MarkdownString[]> {
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
	const home = definition.environment === undefined ? undefined : await parts.environmentDefinition(document, name);
	return [
		...(value === undefined ? [] : [code(parts.log.redact(value), 'text')]),
		...(home === undefined ? [] : [prose(vscode.l10n.t('From {0}', vscode.workspace.asRelativePath(home.uri)))]),
	];
}

/** The address as far as it can be told, and what the catalog says of it. The key is added when it is sent, so it is not in it. */
async function requestContents(
	block: RequestBlock,
	{ document, parsed }: Around,
	parts: LanguageParts,
): Promise<vscode.MarkdownString[]> {
	const target = fillIn(block.target, shownValues(parsed.variableTable, namesIn(block.target)));
	if (target === '') {
		return [];
	}
	const account = parts.accountFor(document, block);
	const address = readable(account && resolveTarget(target, account)) ?? target;
	const line = code(parts.log.redact(`${block.method} ${address}`), 'http');
	const endpoint = findEndpoint(await endpoints(parts.extensionUri), endpointOf(target));
	if (endpoint === undefined) {
		return [line];
	}
	const { title } = endpoint.entity;
	return [line, prose(title), prose(endpointDocumentation(endpoint))];
}

/** Braces and brackets as they were written: the address is there to be read. */
function readable(url: string | undefined): string | undefined {
	return url?.replaceAll(/%(?:7B|7D|5B|5D|E2%80%A2)/giu, found => decodeURIComponent(found));
}

/** Text of others is shown as it is, and never read as Markdown. */
function prose(text: string): vscode.MarkdownString {
	return new vscode.MarkdownString().appendText(text);
}

function code(text: string, languageId: string): vscode.MarkdownString {
	return new vscode.MarkdownString().appendCodeblock(text, languageId);
}
