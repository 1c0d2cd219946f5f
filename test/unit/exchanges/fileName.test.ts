import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { endingOf, namedFileOf } from '../../../src/exchanges/fileName';

suite('the file that a response is', () => {
	const names: readonly (readonly [disposition: string, name: string | undefined])[] = [
		['attachment; filename="Invoice 7.pdf"', 'Invoice 7.pdf'],
		['attachment; filename=invoice.pdf', 'invoice.pdf'],
		['attachment; filename=invoice.pdf; size=7', 'invoice.pdf'],
		['inline; FileName = "a.png"', 'a.png'],
		["attachment; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%207.pdf", 'Счёт 7.pdf'],
		[`attachment; filename="x.pdf"; filename*=utf-8'ru'%D0%A1.pdf`, 'С.pdf'],
		[`attachment; filename*=UTF-8''%FF.pdf; filename="x.pdf"`, 'x.pdf'],
		["attachment; filename*=windows-1251''%D1.pdf", 'С.pdf'],
		['attachment; filename="Счёт.pdf"', 'Счёт.pdf'],
		['attachment; filename="%D0%A1.pdf"', 'С.pdf'],
		['attachment; filename="100%.pdf"', '100%.pdf'],
		['attachment; filename="a \\"b\\".pdf"', 'a _b_.pdf'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="C:\\Users\\me\\a.pdf"', 'a.pdf'],
		["attachment; filename*=UTF-8''..%2F..%2F.bashrc", 'bashrc'],
		['attachment; filename="a;b.pdf"', 'a;b.pdf'],
		['attachment; filename="a\u202egnp.exe"', 'agnp.exe'],
		['attachment; filename="a:b|c?.txt"', 'a_b_c_.txt'],
		['attachment; filename="CON.txt"', '_CON.txt'],
		['attachment; filename="x. . "', 'x'],
		[`attachment; filename="${'x'.repeat(300)}.pdf"`, `${'x'.repeat(116)}.pdf`],
		['attachment; filename=""', undefined],
		['attachment; filename=".."', undefined],
		['attachment; filename="a/"', undefined],
		['attachment; xfilename="a"', undefined],
		['attachment', undefined],
	];
	for (const [disposition, name] of names) {
		test(`${disposition.slice(0, 60)} is ${name ?? 'none'}`, () => {
			assert.equal(namedFileOf([['Content-Disposition', disposition]]), name);
		});
	}

	test('has the ending of its type, else that of its first bytes', () => {
		const pdf = Buffer.from('%PDF-1.7');
		assert.equal(endingOf([['Content-Type', 'text/csv; charset=utf-8']], Buffer.from('a')), 'csv');
		assert.equal(endingOf([['Content-Type', 'image/png']], Buffer.from('a')), 'png');
		assert.equal(endingOf([['Content-Type', 'application/octet-stream']], pdf), 'pdf');
		assert.equal(endingOf([], pdf), 'pdf');
		assert.equal(endingOf([['Content-Type', 'constructor']], Buffer.from('a')), undefined);
		assert.equal(endingOf([], new Uint8Array()), undefined);
	});
});
