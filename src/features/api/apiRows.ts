import * as vscode from 'vscode';
import { type Catalog, type CatalogEntity, type CatalogField, moduleNames, pathOf } from '../../catalog/catalog';
import { type Endpoint, endpointsOf } from '../../catalog/endpoints';
import { fieldFacts } from '../../catalog/fieldFacts';
import type { EntityReference } from '../../contributions';
import { endpointDocumentation, factsDocumentation, valueText } from '../../ui/catalogDocumentation';
import { plural } from '../../messages/plural';
import { moduleTitle } from './moduleTitle';
import type { Refusals } from './refusedEntities';

/** A row of the tree; what hangs below it is made when it is asked for. Commands get the row, and take the entity and the method of it. */
export interface ApiRow extends Partial<EntityReference> {
	readonly item: vscode.TreeItem;
	children(): readonly ApiRow[];
}

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The modules in the order of the catalog, expanded: VS Code finds by typing what has been made. */
export function moduleRows(catalog: Catalog, refused: Refusals): readonly ApiRow[] {
	return moduleNames(catalog).map(module => {
		const title = moduleTitle(module, catalog.modules[module]);
		const item = new vscode.TreeItem(title, Expanded);
		item.id = module;
		item.description = module;
		item.iconPath = new vscode.ThemeIcon('symbol-namespace');
		item.contextValue = 'module';
		const entities = catalog.entities.filter(entity => entity.module === module);
		const count = plural(vscode.l10n.t('{0, plural, one {# entity} other {# entities}}'), entities.length);
		item.tooltip = `${title} (${module}): ${count}`;
		item.accessibilityInformation = { label: vscode.l10n.t('Module {0}, {1}, {2}', title, module, count) };
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
	const item = new vscode.TreeItem(title, Collapsed);
	item.id = path;
	item.description = mark === '' ? path : `${path} · ${mark}`;
	item.iconPath =
		mark === ''
			? new vscode.ThemeIcon('symbol-class')
			: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('problemsWarningIcon.foreground'));
	item.contextValue = endpoints.some(({ method }) => method.name === 'describe') ? 'entity.describe' : 'entity';
	item.tooltip = [
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
	item.accessibilityInformation = { label: [title, path, mark].filter(text => text !== '').join(', ') };
	return {
		item,
		entity: path,
		children: () => [...endpoints.map(methodRow), ...(entity.fields.length === 0 ? [] : [fieldsRow(catalog, entity)])],
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

function methodRow(endpoint: Endpoint): ApiRow {
	const { entity, method, path } = endpoint;
	const target = `${method.httpMethod} ${path}`;
	const reference = { entity: pathOf(entity), method: method.name };
	const item = new vscode.TreeItem(method.name, None);
	item.id = `${reference.entity} ${method.name}`;
	item.description = target;
	item.iconPath = new vscode.ThemeIcon(methodIcons[method.name] ?? 'symbol-method');
	item.contextValue = 'method';
	item.tooltip = [target, endpointDocumentation(endpoint)].filter(line => line !== '').join('\n');
	item.accessibilityInformation = { label: vscode.l10n.t('New request: {0}, {1}', method.name, target) };
	item.command = { command: 'flowlu.newRequest', title: vscode.l10n.t('New Request'), arguments: [reference] };
	return { item, ...reference, children: () => [] };
}

function fieldsRow(catalog: Catalog, entity: CatalogEntity): ApiRow {
	const item = new vscode.TreeItem(vscode.l10n.t('Fields'), Collapsed);
	const count = String(entity.fields.length);
	item.id = `${pathOf(entity)} fields`;
	item.description = count;
	item.iconPath = new vscode.ThemeIcon('symbol-field');
	item.contextValue = 'fields';
	item.accessibilityInformation = { label: vscode.l10n.t('Fields of {0}, {1}', entity.title, count) };
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
	const item = new vscode.TreeItem(name, None);
	item.id = `${pathOf(entity)} fields ${name}`;
	item.description = about;
	item.iconPath = new vscode.ThemeIcon(readOnly === true ? 'lock' : 'symbol-field');
	item.contextValue = 'field';
	item.tooltip = facts && factsDocumentation(catalog, entity, facts);
	item.accessibilityInformation = {
		label: readOnly === true ? vscode.l10n.t('{0}, set by Flowlu, {1}', name, about) : `${name}, ${about}`,
	};
	return { item, children: () => [] };
}
