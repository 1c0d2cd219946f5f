import type { SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import { type Catalog, pathOf } from '../../catalog/catalog';
import type { Permissions, Readability } from '../../flowlu/checkPermissions';
import type { CachedPermissions, RunningCheck } from '../../sessions/cachedPermissions';
import { countsText, readabilityWord } from '../../ui/messages/permissionMessages';
import { timeAgo } from '../../ui/messages/sessionMessages';

/** A row below a session; made with all that hangs below it. */
export interface PermissionRow {
	readonly item: vscode.TreeItem;
	readonly parent: SessionEntry | PermissionRow;
	readonly children: readonly PermissionRow[];
	/** `crm/lead`, on the row of an entity. */
	readonly entity?: string;
}

/**
 * The rows below a session: how far its check has come or when it was, then a row for each module. `now` is milliseconds since 1970.
 * @param catalog names the entities
 */
export function permissionRows(
	entry: SessionEntry,
	kept: CachedPermissions,
	catalog: Catalog,
	now: number,
): readonly PermissionRow[] {
	const { id } = entry.session;
	const running = kept.runningOf(id);
	const permissions = kept.of(id);
	const entities = running?.entities ?? permissions?.entities;
	if (entities === undefined) {
		return [];
	}
	const first = running === undefined ? permissions && doneItem(permissions, now) : runningItem(running);
	const titles = new Map(catalog.entities.map(known => [pathOf(known), known.title]));
	return [
		...(first === undefined ? [] : [{ item: first, parent: entry, children: [] }]),
		...byModule(entities).map(([module, found]) => moduleRow(entry, titles, module, found)),
	];
}

function runningItem({ asked, entity, entities }: RunningCheck): vscode.TreeItem {
	const item = new vscode.TreeItem(vscode.l10n.t('Checking permissions'));
	item.description = vscode.l10n.t('{0} of {1}: {2}', asked, entities.size, entity);
	item.iconPath = new vscode.ThemeIcon('loading~spin');
	item.contextValue = 'permissions.running';
	item.accessibilityInformation = {
		label: vscode.l10n.t('Checking permissions, {0} of {1}: {2}', asked, entities.size, entity),
	};
	return item;
}

function doneItem({ at, entities }: Permissions, now: number): vscode.TreeItem {
	const item = new vscode.TreeItem(vscode.l10n.t('Permissions'));
	const counts = countsText(entities.values());
	const date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
	item.description = vscode.l10n.t({
		message: 'checked {0} · {1}',
		args: [timeAgo(at, now), counts],
		comment: ['{0} is like "5m ago", {1} like "15 readable, 2 refused"'],
	});
	item.tooltip = vscode.l10n.t(
		'Checked {0}: {1}.\nOne record of each entity was read; what the key may write is not known.',
		date,
		counts,
	);
	item.iconPath = new vscode.ThemeIcon('checklist');
	item.accessibilityInformation = { label: vscode.l10n.t('Permissions, checked {0}: {1}', date, counts) };
	item.contextValue = 'permissions';
	return item;
}

type Found = readonly (readonly [path: string, readability: Readability])[];

function byModule(entities: Permissions['entities']): readonly (readonly [module: string, found: Found])[] {
	const modules = new Map<string, (readonly [string, Readability])[]>();
	for (const [path, readability] of entities) {
		const [module = ''] = path.split('/', 1);
		const found = modules.get(module) ?? [];
		found.push([path, readability]);
		modules.set(module, found);
	}
	return [...modules];
}

function moduleRow(
	session: SessionEntry,
	titles: ReadonlyMap<string, string>,
	module: string,
	found: Found,
): PermissionRow {
	const counts = countsText(found.map(([, readability]) => readability));
	const item = new vscode.TreeItem(module, vscode.TreeItemCollapsibleState.Collapsed);
	item.id = `module:${session.session.id}:${module}`;
	item.description = counts;
	item.iconPath = moduleIcon(new Set(found.map(([, readability]) => readability)));
	item.contextValue = 'permissions.module';
	item.accessibilityInformation = { label: vscode.l10n.t('Module {0}: {1}', module, counts) };
	const children: PermissionRow[] = [];
	const row: PermissionRow = { item, parent: session, children };
	for (const [path, readability] of found) {
		const item = entityItem(path, titles.get(path), readability);
		children.push({ item, parent: row, children: [], entity: path });
	}
	return row;
}

/** By its human name, as far as the catalog has one: another version of it may have been checked. */
function entityItem(path: string, title: string | undefined, readability: Readability): vscode.TreeItem {
	const item = new vscode.TreeItem(title ?? path);
	const word = readabilityWord(readability);
	item.description = title === undefined ? word : `${path} · ${word}`;
	item.tooltip = `${path}: ${word}`;
	item.iconPath = readabilityIcon(readability);
	item.contextValue = 'permissions.entity';
	item.accessibilityInformation = {
		label: title === undefined ? `${path}: ${word}` : `${title}, ${path}: ${word}`,
	};
	return item;
}

function moduleIcon(found: ReadonlySet<Readability>): vscode.ThemeIcon {
	const [only] = found;
	if (found.size === 1 && only !== undefined) {
		return readabilityIcon(only);
	}
	return new vscode.ThemeIcon(found.has('readable') ? 'color-mode' : 'question');
}

function readabilityIcon(readability: Readability): vscode.ThemeIcon {
	switch (readability) {
		case 'readable':
			return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
		case 'refused':
			return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('problemsWarningIcon.foreground'));
		case 'noList':
		case 'unclear':
		case 'notAsked':
			return new vscode.ThemeIcon('question');
	}
}
