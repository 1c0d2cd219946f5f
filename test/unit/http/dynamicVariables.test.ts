import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { formatDate } from '../../../src/http/build/dateFormat';
import { readDotenv } from '../../../src/http/build/dotenv';
import { dynamicUsages } from '../../../src/http/build/dynamicUsages';
import { dynamicVariable, indirectVariable } from '../../../src/http/build/dynamicVariables';
import { parseDocument } from '../../../src/http/document/parse';
import { buildRequest } from '../../../src/http/build/request';
import { fixedContext } from '../../support/fixedContext';
import { inTimeZone } from '../../support/timeZone';

const { sources } = fixedContext;

function makes(text: string, value: string | RegExp): void {
	test(`{{${text}}}`, () => {
		const made = dynamicVariable(text)?.(sources);
		if (typeof value === 'string') {
			assert.equal(made, value);
		} else {
			assert.match(made ?? '', value);
		}
	});
}

function refuses(text: string): void {
	test(`{{${text}}} is none`, () => {
		assert.equal(dynamicVariable(text), undefined);
	});
}

suite('http dynamic variables', () => {
	makes('$guid', sources.uuid());
	makes('$uuid', sources.uuid());
	makes('$random.uuid', sources.uuid());
	makes('$randomInt', '500');
	makes('$randomInt 10 20', '15');
	makes('$randomInt -3 -1', '-2');
	makes('$timestamp', '1769900709');
	makes('$timestamp -1 d', '1769814309');
	makes('$timestamp 500 ms', '1769900709');
	for (const [offset, time] of [
		['2 w', '2026-02-14T23:05:09.007Z'],
		['-2 d', '2026-01-29T23:05:09.007Z'],
		['2 h', '2026-02-01T01:05:09.007Z'],
		['-2 m', '2026-01-31T23:03:09.007Z'],
		['2 s', '2026-01-31T23:05:11.007Z'],
		['-2 ms', '2026-01-31T23:05:09.005Z'],
	] as const) {
		makes(`$datetime iso8601 ${offset}`, time);
	}
	makes('$isoTimestamp', '2026-01-31T23:05:09.007Z');
	makes('$datetime iso8601', '2026-01-31T23:05:09.007Z');
	makes('$datetime rfc1123', 'Sat, 31 Jan 2026 23:05:09 GMT');
	makes('$datetime "YYYY-MM-DD" 1 M', '2026-02-28');
	makes('$datetime "YYYY-MM-DD" -1 Q', '2025-10-31');
	makes("$datetime 'YYYY-MM-DD' 1 y", '2027-01-31');
	makes("$datetime 'DD.MM.YY [um] H:mm'", '31.01.26 um 23:05');
	makes('$localDatetime iso8601', /^2026-0[12]-\d\dT\d\d:\d\d:09\.007[+-]\d\d:\d\d$/u);
	makes('$processEnv FLOWLU_TEST', 'from outside');
	makes('$dotenv OWNER', '12');
	makes('$random.integer(2, 4)', '3');
	makes('$random.integer', '500');
	makes('$random.integer()', '500');
	makes('$random.integer(10)', '5');
	makes('$random.integer( -4,-2 )', '-3');
	makes('$random.float(0, 1)', '0.5');
	makes('$random.float(3.5)', '1.75');
	makes('$random.float', '500');
	makes('$random.email()', /^[a-z]{10}@example\.com$/u);
	makes('$random.uuid()', sources.uuid());
	makes('$random.alphabetic(3)', 'aaa');
	makes('$random.alphanumeric(4)', /^\w{4}$/u);
	makes('$random.hexadecimal(2)', '88');
	makes('$random.email', /^[a-z]{10}@example\.com$/u);

	refuses('$nothing');
	refuses('$guid 1');
	refuses('$guidance');
	refuses('$randomInt 5');
	refuses('$randomInt 5 5');
	refuses('$randomInt a b');
	refuses('$timestamp soon');
	refuses('$timestamp 1 fortnight');
	refuses('$datetime');
	refuses('$datetime YYYY');
	refuses("$datetime 'Do MMMM'");
	refuses('$processEnv');
	refuses('$processEnv %NAME');
	refuses('$random.address.city');
	refuses('$random.integer(4, 2)');
	refuses('$random.integer(1, 2, 3)');
	refuses('$random.integer(1.5, 3)');
	refuses('$random.integer(0)');
	refuses('$random.integer 5');
	refuses('$random.float(2, 1)');
	refuses('$random.email(1)');
	refuses('$random.alphabetic');
	refuses('$random.alphabetic()');
	refuses('$random.alphabetic(1, 2)');
	refuses('$random.alphabetic(0)');
	refuses('$constructor');
	refuses('$__proto__');
	refuses('$random.constructor(1)');

	for (const [name, usage] of dynamicUsages) {
		test(`${name} may be written as a message says, with what stands between brackets and without`, () => {
			for (const text of [usage.replaceAll(/[[\]]/gu, ''), usage.replace(/ ?\[(?!%).*\]|\[%\]/u, '')]) {
				assert.ok(text.startsWith(name));
				assert.ok(dynamicVariable(text) !== undefined || indirectVariable(text) !== undefined, text);
			}
		});
	}

	test('a number is from the first up to but not including the second', () => {
		const numbers = [0, 0.999_999].map(random =>
			dynamicVariable('$randomInt 1 3')?.({ ...sources, random: () => random }),
		);
		assert.deepEqual(numbers, ['1', '2']);
	});

	test('each use has a value of its own, and each definition one', () => {
		let count = 0;
		const text = '@id = {{$guid}}\n\nGET /{{$guid}}/{{$guid}}/{{id}}/{{id}}';
		const document = parseDocument(text);
		const [block] = document.blocks;
		assert.ok(block);
		const context = { ...fixedContext, sources: { ...sources, uuid: () => String(++count) } };
		const built = buildRequest(document, block, context);
		assert.equal(built.ok && built.request.target, '/2/3/1/1');
	});

	test('a variable that is not set outside keeps the request from being sent', () => {
		const document = parseDocument('GET /x?a={{$processEnv NONE}}');
		const [block] = document.blocks;
		assert.ok(block);
		const built = buildRequest(document, block, fixedContext);
		assert.deepEqual(built.ok ? [] : built.problems, [
			{ code: 'unsetVariable', severity: 'error', span: { start: 9, end: 29 }, detail: '$processEnv NONE' },
		]);
	});
});

suite('http dates', () => {
	const date = new Date('2026-01-05T00:04:03.002Z');
	for (const [format, text] of [
		['YYYY YY M MM MMM MMMM D DD', '2026 26 1 01 Jan January 5 05'],
		['d dd ddd dddd', '1 Mo Mon Monday'],
		['H HH h hh A a m mm s ss SSS', '0 00 12 12 AM am 4 04 3 03 002'],
		['Z ZZ', '+00:00 +0000'],
		['[Today is] D', 'Today is 5'],
		['Do', undefined],
		['x', undefined],
		['yyyy-MM-dd', undefined],
		['YYY-MM-DD', undefined],
		['hh:mm tt', undefined],
		['ss.fff', undefined],
		['YYYY-MM-DDTHH[t]', '2026-01-05T00t'],
	] as const) {
		test(format, () => {
			assert.equal(formatDate(date, format, 'utc'), text);
		});
	}

	for (const [hour, text] of [
		[0, '12 12 am AM'],
		[1, '1 01 am AM'],
		[11, '11 11 am AM'],
		[12, '12 12 pm PM'],
		[23, '11 11 pm PM'],
	] as const) {
		test(`${hour} hours in the English manner`, () => {
			assert.equal(formatDate(new Date(Date.UTC(2026, 0, 1, hour)), 'h hh a A', 'utc'), text);
		});
	}

	test('have the English names of months and days', () => {
		const english = (options: Intl.DateTimeFormatOptions) =>
			new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
		const [months, weekdays] = [english({ month: 'long' }), english({ weekday: 'long' })];
		for (let day = 0; day < 365; day++) {
			const moment = new Date(Date.UTC(2026, 0, 1 + day));
			assert.equal(formatDate(moment, 'MMMM dddd', 'utc'), `${months.format(moment)} ${weekdays.format(moment)}`);
		}
	});

	test('are in the zone that is asked for', async () => {
		const format = 'DD HH:mm Z ZZ';
		const inBoth = () => [formatDate(date, format, 'utc'), formatDate(date, format, 'local')];
		assert.deepEqual(
			[await inTimeZone('Asia/Kolkata', inBoth), await inTimeZone('America/Caracas', inBoth)],
			[
				['05 00:04 +00:00 +0000', '05 05:34 +05:30 +0530'],
				['05 00:04 +00:00 +0000', '04 20:04 -04:00 -0400'],
			],
		);
	});
});

suite('http .env files', () => {
	test('names, quotes, comments and export', () => {
		const text = [
			'A=1',
			'export B = two words # remark',
			'C="a b # c\\nd"',
			"D='$A'",
			'# E=1',
			'F=',
			'A=2',
			'G="open',
			"H='it's'",
			'I = "say \\"hi\\"" # remark',
			'J: colon',
			'K="a" b',
			"L='a b'\t",
			String.raw`M='a\nb'`,
		].join('\r\n');
		assert.deepEqual(Object.fromEntries(readDotenv(text)), {
			A: '2',
			B: 'two words',
			C: 'a b # c\nd',
			D: '$A',
			F: '',
			G: '"open',
			H: "it's",
			I: String.raw`say \"hi\"`,
			J: 'colon',
			K: '"a" b',
			L: 'a b',
			M: String.raw`a\nb`,
		});
	});
});
