import * as vscode from 'vscode';
import type { Catalog, CatalogParameter } from '../../../catalog/catalog';
import { bodyFields, type Endpoint, endpointsOf, findEndpoint, queryParameters } from '../../../catalog/endpoints';
import type { Suggestion } from './completionItems';

/** @param method only endpoints for it; undefined where none is written yet, and each brings its own */
export function endpointSuggestions(catalog: Catalog, method: string | undefined): Suggestion[] {
	const all = endpointsOf(catalog);
	const wanted = all.filter(({ method: { httpMethod } }) => httpMethod === (method ?? httpMethod));
	// PUT and the like are none of Flowlu's; whoever writes them gets all.
	return (wanted.length > 0 ? wanted : all).map(endpoint => ({
		label: endpoint.path,
		kind: vscode.CompletionItemKind.Method,
		detail: endpoint.entity.title,
		documentation: endpointDocumentation(endpoint),
		insert: new vscode.SnippetString(
			(method === undefined ? `${endpoint.method.httpMethod} ` : '') + endpoint.path.replace('{id}', '${1:id}'),
		),
	}));
}

/** What the catalog knows of an endpoint, in Flowlu's words. */
export function endpointDocumentation({ entity, method }: Endpoint): string {
	return [
		entity.description,
		method.note,
		method.confidence === 'documented' ? '' : vscode.l10n.t('Not in the current documentation of Flowlu.'),
	]
		.filter(text => text !== undefined && text !== '')
		.join('\n\n');
}

/** @param write how the query writes the name */
export function parameterSuggestions(catalog: Catalog, path: string, write: (name: string) => string): Suggestion[] {
	const endpoint = findEndpoint(catalog, path);
	return endpoint === undefined ? [] : queryParameters(endpoint).map(fieldSuggestion(write));
}

/** @param write how the body writes the name */
export function fieldSuggestions(catalog: Catalog, path: string, write: (name: string) => string): Suggestion[] {
	const endpoint = findEndpoint(catalog, path);
	return endpoint === undefined ? [] : bodyFields(endpoint).map(fieldSuggestion(write));
}

function fieldSuggestion(write: (name: string) => string): (field: CatalogParameter) => Suggestion {
	return ({ name, type, required, description }) => ({
		label: name,
		kind: vscode.CompletionItemKind.Field,
		detail: required ? vscode.l10n.t('{0}, required', type) : type,
		documentation: description,
		insert: write(name),
	});
}
