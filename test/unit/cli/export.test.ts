import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { csvTable } from '../../../src/engine/rows/csvTable';
import { CommandLine } from '../../support/commandLine';
import { NumberCell, type ReadCell, readSheets } from '../../support/xlsx';
import { catalog } from '../sandbox/sandboxUnderTest';

suite('an export of the command line', () => {
	let sandbox: Sandbox;
	let line: CommandLine;
	let env: Readonly<Record<string, string>>;

	suiteSetup(async () => {
		sandbox = await startSandbox({ port: 0, catalog, generated: { 'crm/lead': 250 }, failedLists: [6] });
		env = { FLOWLU_API_KEY: sandbox.createApiKey('Main').key, FLOWLU_ACCOUNT: sandbox.origin };
		line = await CommandLine.in({});
	});
	suiteTeardown(async () => {
		await sandbox.close();
		await line.close();
	});

	const start = (...args: readonly string[]) => line.run(['export', ...args], { env });
	const linesOf = async (name: string) => (await line.read(name)).trimEnd().split(/\r?\n/u);

	// The third page of the second export is the list that fails.
	test('writes every page by id; an unfinished file is gone on with', async () => {
		const whole = await start('crm/lead/list?fields=id,name', '--to', 'leads.csv');
		assert.deepEqual([whole.code, whole.stdout], [0, '250 records exported to leads.csv.\n']);
		assert.match(whole.stderr, /Pages: 3, read by id\./u);
		assert.equal((await linesOf('leads.csv')).length, 251);

		const paused = await start('crm/lead/list', '--to', 'leads.txt', '--format', 'ndjson');
		assert.equal(paused.code, 3);
		assert.match(
			paused.stderr,
			/leads\.txt\.part is incomplete: it has 200 of 250 records\..*HTTP 500.*\n.*\nRun the same command to continue/su,
		);
		assert.equal(existsSync(join(line.folder, 'leads.txt')), false);

		const other = await start('crm/lead/list?fields=id', '--to', 'leads.txt', '--format', 'ndjson');
		assert.equal(other.code, 2);
		assert.match(other.stderr, /leads\.txt\.part belongs to another unfinished export/u);

		const resumed = await start('crm/lead/list', '--to', 'leads.txt', '--format', 'ndjson');
		assert.deepEqual([resumed.code, resumed.stdout], [0, '250 records exported to leads.txt.\n']);
		assert.match(resumed.stderr, /^Continuing after 200 records\./u);
		const ids = (await linesOf('leads.txt')).map(record => String((JSON.parse(record) as { readonly id: unknown }).id));
		assert.equal(new Set(ids).size, 250);
	});

	test('ends with --max records', async () => {
		assert.equal((await start('crm/lead/list', '--to', 'some.json', '--max', '3')).code, 0);
		assert.equal((JSON.parse(await line.read('some.json')) as readonly unknown[]).length, 3);
	});

	for (const [what, args] of [
		['what is no list', ['crm/lead/get/1', '--to', 'a.csv']],
		['what may change records', ['crm/lead/delete/1', '--to', 'a.csv']],
		['no file', ['crm/lead/list']],
		['a file of another kind', ['crm/lead/list', '--to', 'a.xls']],
		['an account that has no key', ['https://other.flowlu.com/api/v1/module/crm/lead/list', '--to', 'a.csv']],
	] as const) {
		test(`refused: ${what}`, async () => {
			const { code, stdout } = await start(...args);
			assert.deepEqual([code, stdout], [1, '']);
			assert.equal(existsSync(join(line.folder, 'a.csv')), false);
		});
	}

	test('refused like other files that cannot be written: one in a folder that is not there', async () => {
		const { code, stdout, stderr } = await start('crm/lead/list', '--to', 'no/a.csv');
		assert.deepEqual([code, stdout], [2, '']);
		assert.match(stderr, /There is no folder /u);
	});
});

suite('an export of the command line to XLSX', () => {
	let sandbox: Sandbox;
	let line: CommandLine;

	suiteSetup(async () => {
		sandbox = await startSandbox({ port: 0, catalog, generated: { 'crm/lead': 250 }, failedLists: [3] });
		line = await CommandLine.in({});
	});
	suiteTeardown(async () => {
		await sandbox.close();
		await line.close();
	});

	const start = (...args: readonly string[]) =>
		line.run(['export', 'crm/lead/list', '--to', ...args], {
			env: { FLOWLU_API_KEY: sandbox.createApiKey('Main').key, FLOWLU_ACCOUNT: sandbox.origin },
		});

	test('goes on with what has come, and has the records that CSV has', async () => {
		const paused = await start('leads.xlsx');
		assert.equal(paused.code, 3);
		assert.match(paused.stderr, /leads\.xlsx\.part is incomplete: it has 200 of 250 records\./u);
		const resumed = await start('leads.xlsx');
		assert.deepEqual([resumed.code, resumed.stdout], [0, '250 records exported to leads.xlsx.\n']);
		assert.deepEqual(
			(await readdir(line.folder)).filter(name => name.startsWith('leads.xlsx')),
			['leads.xlsx'],
		);

		assert.equal((await start('leads.csv')).code, 0);
		const [sheet] = await readSheets(await readFile(join(line.folder, 'leads.xlsx')));
		const rows = sheet?.data.map(row => row.map(cellText)) ?? [];
		const table = csvTable(await line.read('leads.csv'), ',');
		assert.ok('columns' in table);
		assert.deepEqual(rows, [table.columns, ...table.records.map(({ cells }) => cells)]);
		assert.ok(sheet?.data[1]?.some(cell => cell instanceof Date));
	});
});

/** As CSV has it. */
function cellText(cell: ReadCell): string {
	if (cell instanceof Date) {
		return cell.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
	}
	return cell instanceof NumberCell ? cell.text : String(cell ?? '');
}
