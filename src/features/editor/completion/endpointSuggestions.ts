import * as vscode from 'vscode';
import type { Catalog, CatalogParameter } from '../../../catalog/catalog';
import { bodyFields, type Endpoint, endpointsOf, findEndpoint, queryParameters } from '../../../catalog/endpoints';
import { hasKnownValues } from '../../../catalog/valueOffers';
import { endpointDocumentation } from '../../../ui/catalogDocumentation';
import type { Suggestion } from './completionItems';

export const endpointKind = vscode.CompletionItemKind.Method;

/** @param method only endpoints for it; undefined where none is written yet, and each brings its own */
export function endpointSuggestions(catalog: Catalog, method: string | undefined): Suggestion[] {
	const all = endpointsOf(catalog);
	const wanted = all.filter(({ method: { httpMethod } }) => httpMethod === (method ?? httpMethod));
	// PUT and the like are none of Flowlu's; whoever writes them gets all.
	return (wanted.length > 0 ? wanted : all).map((endpoint, index) => ({
		label: endpoint.path,
		description: endpoint.entity.title,
		kind: endpointKind,
		// Found by what people call it, too; the shortest path would come first, which only describes it.
		filter: endpoint.method.name === 'describe' ? endpoint.path : `${endpoint.path} ${endpoint.entity.title}`,
		sort: `${rankOf(endpoint)}${String(index).padStart(5, '0')}`,
		documentation: endpointDocumentation(catalog, endpoint),
		insert: new vscode.SnippetString(
			(method === undefined ? `${endpoint.method.httpMethod} ` : '') + endpoint.path.replace('{id}', '${1:id}'),
		),
	}));
}

/** Reads first, those of the CRM before all others; what deletes is offered last, so that nobody sends it by mistake. */
function rankOf({ entity, method }: Endpoint): number {
	if (method.name === 'delete') {
		return 3;
	}
	return method.httpMethod === 'GET' ? (entity.module === 'crm' ? 0 : 1) : 2;
}

/** @param write how the query writes the name */
export function parameterSuggestions(catalog: Catalog, path: string, write: (name: string) => string): Suggestion[] {
	const endpoint = findEndpoint(catalog, path);
	const opens = (name: string) => endpoint !== undefined && hasKnownValues(catalog, endpoint, { name, where: 'query' });
	return endpoint === undefined ? [] : queryParameters(endpoint).map(fieldSuggestion(write, opens));
}

/** @param write how the body writes the name */
export function fieldSuggestions(catalog: Catalog, path: string, write: (name: string) => string): Suggestion[] {
	const endpoint = findEndpoint(catalog, path);
	const opens = (name: string) => endpoint !== undefined && hasKnownValues(catalog, endpoint, { name, where: 'form' });
	return endpoint === undefined ? [] : bodyFields(endpoint).map(fieldSuggestion(write, opens));
}

/** @param opens whether there are values to choose from behind the name */
function fieldSuggestion(
	write: (name: string) => string,
	opens: (name: string) => boolean,
): (field: CatalogParameter) => Suggestion {
	return ({ name, type, required, description }) => ({
		label: name,
		kind: vscode.CompletionItemKind.Field,
		detail: required ? vscode.l10n.t('{0}, required', type) : type,
		documentation: description,
		insert: write(name),
		continues: /[=:] ?$/u.test(write(name)) && opens(name),
	});
}
