import fc from 'fast-check';
import assert from 'node:assert/strict';
import { win32 } from 'node:path';
import { suite, test } from 'mocha';
import { isWithin, plainPath } from '../../../src/disk/fileGate';
import { runs } from '../../support/runs';

const root = 'C:\\work';
const folder = `${root}\\docs`;

/** As Windows lists them; the last ones are digits above the line. */
const devices = ['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$', 'COM1', 'com9', 'Lpt1', 'LPT0', 'COM¹', 'lpt³'];

const slash = fc.constantFrom('/', '\\');
const plain = fc.constantFrom('a', 'b.json', '.', '..', 'con1', 'nullable', 'auxiliary.txt', 'COM', 'com10', 'd e');
const anyPart = fc.oneof(
	plain,
	fc.constantFrom(
		'',
		'C:',
		'c:',
		'D:',
		'C:x',
		'?',
		'??',
		'.',
		'.UNC',
		'UNC',
		'host',
		'share',
		'a.txt:b',
		'x::$DATA',
		'a:b:c',
	),
	fc.constantFrom(...devices),
	fc
		.tuple(fc.constantFrom(...devices), fc.constantFrom('.txt', ' ', '.', ' .txt', '. ', ':', '.a.b'))
		.map(parts => parts.join('')),
);

/** Parts with either slash between them, and one or several. */
const spelled = fc
	.array(fc.tuple(anyPart, fc.array(slash, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 6 })
	.map(parts => parts.map(([part, slashes]) => part + slashes.join('')).join(''))
	.chain(path => fc.constantFrom(path, path.replace(/[\\/]+$/u, ''), `\\${path}`, `//${path}`, `C:${path}`));

/** What Windows makes of the name of a file: none of what its parts may be is a device or a stream. */
function assertFiles(path: string): void {
	for (const part of path.slice('C:\\'.length).split('\\')) {
		const [name = ''] = part.split('.', 1);
		assert.ok(!part.includes(':'), path);
		assert.ok(!devices.some(device => device.toLowerCase() === name.trimEnd().toLowerCase()), path);
	}
}

suite('paths that documents name', () => {
	test('on Windows lead to no host, device, stream or other drive, however they are spelled', () => {
		fc.assert(
			fc.property(spelled, path => {
				const named = plainPath(path, 'win32');
				const place = named === undefined ? undefined : win32.resolve(folder, named);
				if (place === undefined || !isWithin(place, root, win32)) {
					return;
				}
				assert.ok(place === root || place.startsWith(`${root}\\`), place);
				// What VS Code makes of it, with the slashes of a URI.
				assert.ok(!named?.includes('\\'));
				assertFiles(place);
			}),
			{ numRuns: runs(20_000) },
		);
	});

	test('on Windows that resolve to another host or device are refused before anything else', () => {
		let refused = 0;
		fc.assert(
			fc.property(spelled, path => {
				const place = win32.resolve(folder, path);
				if (place.startsWith('\\\\')) {
					refused++;
					assert.equal(plainPath(path, 'win32'), undefined, place);
				}
			}),
			{ numRuns: runs(20_000) },
		);
		assert.ok(refused > 20, String(refused));
	});

	test('of plain names are taken as they are', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(plain, slash), { minLength: 1, maxLength: 5 }), parts => {
				const path = parts.flat().join('');
				assert.equal(plainPath(path, 'win32'), path.replaceAll('\\', '/'));
				assert.equal(plainPath(`C:\\${path}`, 'win32'), `C:/${path}`.replaceAll('\\', '/'));
				assert.equal(plainPath(path, 'linux'), path);
			}),
			{ numRuns: runs(2000) },
		);
	});

	for (const path of [
		'//host/share/f',
		'\\\\host\\share\\f',
		'/\\host\\f',
		'\\\\?\\C:\\f',
		'\\\\.\\COM1',
		'\\\\?\\UNC\\host\\f',
	]) {
		test(`such as ${path} are refused everywhere`, () => {
			assert.deepEqual(
				(['win32', 'linux', 'darwin'] as const).map(platform => plainPath(path, platform)),
				[undefined, undefined, undefined],
			);
		});
	}

	for (const path of [
		'C:..\\x',
		'C:x',
		'D:',
		'a.txt:b',
		'./a.txt::$DATA',
		'sub/NUL',
		'con.json',
		'aux .txt',
		'\\??\\C:\\f',
	]) {
		test(`such as ${path} are refused on Windows, and names of files elsewhere`, () => {
			assert.equal(plainPath(path, 'win32'), undefined);
			assert.equal(plainPath(path, 'linux'), path);
		});
	}
});
