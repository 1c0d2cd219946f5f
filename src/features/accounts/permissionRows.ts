import type { SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { Permissions, Readability } from '../../flowlu/checkPermissions';
import type { CachedPermissions, RunningCheck } from '../../sessions/cachedPermissions';
import { countsText, readabilityWord } from '../../ui/messages/permissionMessages';
import { timeAgo } from '../../ui/messages/sessionMessages';

/** A row below a session; made with all that hangs below it. */
export interface PermissionRow {
	readonly item: vscode.TreeItem;
	readonly parent: SessionEntry | PermissionRow;
	readonly children: readonly PermissionRow[];
}

/** The rows below a session: how far its check has come or when it was, then a row for each module. `now` is milliseconds since 1970. */
export function permissionRows(entry: SessionEntry, kept: CachedPermissions, now: number): readonly PermissionRow[] {
	const { id } = entry.session;
	const running = kept.runningOf(id);
	const permissions = kept.of(id);
	const entities = running?.entities ?? permissions?.entities;
	if (entities === undefined) {
		return [];
	}
	const first = running === undefined ? permissions && doneItem(permissions, now) : runningItem(running);
	return [
		...(first === undefined ? [] : [{ item: first, parent: entry, children: [] }]),
		...byModule(entities).map(([module, found]) => moduleRow(entry, module, found)),
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

type Found = readonly (readonly [entity: string, readability: Readability])[];

function byModule(entities: Permissions['entities']): readonly (readonly [module: string, found: Found])[] {
	const modules = new Map<string, (readonly [string, Readability])[]>();
	for (const [path, readability] of entities) {
		const [module = '', entity = ''] = path.split('/');
		const found = modules.get(module) ?? [];
		found.push([entity, readability]);
		modules.set(module, found);
	}
	return [...modules];
}

function moduleRow(session: SessionEntry, module: string, found: Found): PermissionRow {
	const counts = countsText(found.map(([, readability]) => readability));
	const item = new vscode.TreeItem(module, vscode.TreeItemCollapsibleState.Collapsed);
	item.id = `module:${session.session.id}:${module}`;
	item.description = counts;
	item.iconPath = moduleIcon(new Set(found.map(([, readability]) => readability)));
	item.contextValue = 'permissions.module';
	item.accessibilityInformation = { label: vscode.l10n.t('Module {0}: {1}', module, counts) };
	const children: PermissionRow[] = [];
	const row: PermissionRow = { item, parent: session, children };
	for (const [entity, readability] of found) {
		children.push({ item: entityItem(module, entity, readability), parent: row, children: [] });
	}
	return row;
}

function entityItem(module: string, entity: string, readability: Readability): vscode.TreeItem {
	const item = new vscode.TreeItem(entity);
	const word = readabilityWord(readability);
	item.description = word;
	item.tooltip = `${module}/${entity}: ${word}`;
	item.iconPath = readabilityIcon(readability);
	item.contextValue = 'permissions.entity';
	item.accessibilityInformation = { label: `${module}/${entity}: ${word}` };
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
