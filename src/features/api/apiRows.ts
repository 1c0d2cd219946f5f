import * as vscode from 'vscode';
import { type Catalog, type CatalogEntity, type CatalogField, moduleNames, pathOf } from '../../catalog/catalog';
import { type Endpoint, endpointsOf } from '../../catalog/endpoints';
import { fieldFacts } from '../../catalog/fieldFacts';
import type { EntityReference } from '../../contributions';
import { endpointDocumentation, factsDocumentation, valueText } from '../../ui/catalogDocumentation';
import { plural } from '../../messages/plural';
import { ownText } from '../../ui/messages/windowRedactor';
import { moduleTitle } from '../../ui/messages/moduleTitle';
import type { TreeRow } from '../../ui/views/trees';
import type { Refusals } from './refusedEntities';

/** A row of the tree; what hangs below it is made when it is asked for. Commands get the row, and take the entity and the method of it. */
export interface ApiRow extends Partial<EntityReference> {
	readonly item: TreeRow;
	children(): readonly ApiRow[];
}

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The modules in the order of the catalog, expanded: VS Code finds by typing what has been made. */
export function moduleRows(catalog: Catalog, refused: Refusals): readonly ApiRow[] {
	return moduleNames(catalog).map(module => {
		const title = moduleTitle(module, catalog.modules[module]);
		const entities = catalog.entities.filter(entity => entity.module === module);
		const count = plural(vscode.l10n.t('{0, plural, one {# entity} other {# entities}}'), entities.length);
		const item: TreeRow = {
			label: ownText(title),
			collapsibleState: Expanded,
			id: module,
			description: ownText(module),
			iconPath: new vscode.ThemeIcon('symbol-namespace'),
			contextValue: 'module',
			tooltip: ownText(`${title} (${module}): ${count}`),
			accessibilityInformation: { label: ownText(vscode.l10n.t('Module {0}, {1}, {2}', title, module, count)) },
		};
		return { item, children: () => entities.map(entity => entityRow(catalog, entity, refused)) };
	});
}

function entityRow(catalog: Catalog, entity: CatalogEntity, refused: Refusals): ApiRow {
	const { title, description, source } = entity;
	const path = pathOf(entity);
	const sessions = refused.get(path) ?? [];
	const accounts = sessions.map(({ account }) => account.name).join(', ');
	const mark = sessions.length === 0 ? '' : vscode.l10n.t('refused by {0}', accounts);
	const endpoints = endpointsOf(catalog).filter(endpoint => endpoint.entity === entity);
	const tooltip = [
		`${title} (${path})`,
		description,
		...sessions.map(({ account, label }) =>
			vscode.l10n.t(
				'{0} refused the list to the active key {1} when its permissions were checked.',
				account.name,
				label,
			),
		),
		vscode.l10n.t('Known from: {0}', source.join('; ')),
	]
		.filter(line => line !== '')
		.join('\n');
	const item: TreeRow = {
		label: ownText(title),
		collapsibleState: Collapsed,
		id: path,
		description: ownText(mark === '' ? path : `${path} · ${mark}`),
		iconPath:
			mark === ''
				? new vscode.ThemeIcon('symbol-class')
				: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('problemsWarningIcon.foreground')),
		contextValue: endpoints.some(({ method }) => method.name === 'describe') ? 'entity.describe' : 'entity',
		tooltip: ownText(tooltip),
		accessibilityInformation: { label: ownText([title, path, mark].filter(text => text !== '').join(', ')) },
	};
	return {
		item,
		entity: path,
		children: () => [
			...endpoints.map(endpoint => methodRow(catalog, endpoint)),
			...(entity.fields.length === 0 ? [] : [fieldsRow(catalog, entity)]),
		],
	};
}

const methodIcons: Readonly<Partial<Record<string, string>>> = {
	list: 'list-unordered',
	get: 'file',
	create: 'add',
	update: 'edit',
	delete: 'trash',
	describe: 'info',
	getCurrent: 'file',
	updateCurrent: 'edit',
};

function methodRow(catalog: Catalog, endpoint: Endpoint): ApiRow {
	const { entity, method, path } = endpoint;
	const target = `${method.httpMethod} ${path}`;
	const reference = { entity: pathOf(entity), method: method.name };
	const item: TreeRow = {
		label: ownText(method.name),
		id: `${reference.entity} ${method.name}`,
		description: ownText(target),
		iconPath: new vscode.ThemeIcon(methodIcons[method.name] ?? 'symbol-method'),
		contextValue: 'method',
		tooltip: ownText([target, endpointDocumentation(catalog, endpoint)].filter(line => line !== '').join('\n')),
		accessibilityInformation: { label: ownText(vscode.l10n.t('New request: {0}, {1}', method.name, target)) },
		command: { command: 'flowlu.newRequest', title: vscode.l10n.t('New Request'), arguments: [reference] },
	};
	return { item, ...reference, children: () => [] };
}

function fieldsRow(catalog: Catalog, entity: CatalogEntity): ApiRow {
	const count = String(entity.fields.length);
	const item: TreeRow = {
		label: ownText(vscode.l10n.t('Fields')),
		collapsibleState: Collapsed,
		id: `${pathOf(entity)} fields`,
		description: ownText(count),
		iconPath: new vscode.ThemeIcon('symbol-field'),
		contextValue: 'fields',
		accessibilityInformation: { label: ownText(vscode.l10n.t('Fields of {0}, {1}', entity.title, count)) },
	};
	return { item, children: () => entity.fields.map(field => fieldRow(catalog, entity, field)) };
}

function fieldRow(catalog: Catalog, entity: CatalogEntity, field: CatalogField): ApiRow {
	const { name, type, description, readOnly } = field;
	const facts = fieldFacts(catalog, entity, name);
	const values = facts?.values.map(valueText).join(', ') ?? '';
	const mark = field.deprecated === true ? vscode.l10n.t('deprecated') : '';
	const about = [type.toLowerCase(), mark, values === '' ? description : values]
		.filter(text => text !== '')
		.join(' · ');
	const spoken = readOnly === true ? vscode.l10n.t('{0}, set by Flowlu, {1}', name, about) : `${name}, ${about}`;
	const item: TreeRow = {
		label: ownText(name),
		id: `${pathOf(entity)} fields ${name}`,
		description: ownText(about),
		iconPath: new vscode.ThemeIcon(readOnly === true ? 'lock' : 'symbol-field'),
		contextValue: 'field',
		tooltip: facts && ownText(factsDocumentation(catalog, entity, facts)),
		accessibilityInformation: { label: ownText(spoken) },
	};
	return { item, children: () => [] };
}
