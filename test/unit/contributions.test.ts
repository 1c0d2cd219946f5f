import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { commands, contextKeys, views } from '../../src/contributions';

interface Manifest {
	readonly contributes: {
		readonly commands: readonly { readonly command: string }[];
		readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
		readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
		readonly keybindings: readonly { readonly command: string }[];
	};
}

suite('contributions', () => {
	const text = readFileSync('package.json', 'utf8');
	const { contributes } = JSON.parse(text) as Manifest;

	test('are the commands and views of package.json', () => {
		const shown = Object.keys(commands).filter(id => !id.startsWith('_'));
		assert.deepEqual(shown.toSorted(), contributes.commands.map(({ command }) => command).toSorted());
		const ids = Object.values(contributes.views).flatMap(all => all.map(({ id }) => id));
		assert.deepEqual([...views], ids);
	});

	test('are all that menus and keys of package.json run', () => {
		const run = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
		const unknown = run.filter(({ command }) => command !== undefined && !(command in commands));
		assert.deepEqual(unknown, []);
	});

	test('are the context keys that package.json reads, each of them read', () => {
		const clauses = [...text.matchAll(/"(?:when|enablement)": "(?<clause>[^"]*)"/gu)].map(found => found[1] ?? '');
		const completing = [...text.matchAll(/"onContext:(?<key>[^"]*)"/gu)].map(found => found[1] ?? '');
		const names = [...clauses, ...completing].flatMap(
			clause => clause.replaceAll(/==\s*\S+/gu, '').match(/flowlu\.\w+/gu) ?? [],
		);
		assert.deepEqual([...new Set(names)].toSorted(), contextKeys.toSorted());
	});
});
