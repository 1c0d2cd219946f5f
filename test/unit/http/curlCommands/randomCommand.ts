import type { Random } from '../../../support/random';

const signs = Array.from('aZ09 \'"\\$!&|;<>()[]{}*?~#%=+^@,:/-_.`é€😀\u00A0\t\n\r');
const fieldPieces = [
	'x',
	'y z',
	'"',
	';',
	';type=',
	'text/x',
	';filename=',
	'f.png',
	' ',
	'\\',
	',',
	'=',
	'; ',
	'charset=y',
	'(',
	'ü',
];
const names = ['a', 'b_c', 'cf[1]', 'd.e', 'f g', 'ü'];

/** A command of curl for the address, with a few options of any values, each word quoted in one of the ways of bash. */
export function randomCommand(random: Random, address: string): string {
	const words = ['curl', ...Array.from({ length: random.below(4) }, () => optionOf(random)).flat()];
	const query = random.below(2) === 0 ? '' : `?q=${encodeURIComponent(textOf(random, 6))}`;
	words.splice(1 + random.below(words.length), 0);
	return [
		...words.map((word, index) => (index === 0 ? word : quoted(random, word))),
		quoted(random, address + query),
	].join(random.pick([' ', '  ', ' \\\n  ']));
}

function textOf(random: Random, most: number): string {
	return Array.from({ length: random.below(most) }, () => random.pick(signs) ?? '').join('');
}

function fieldOf(random: Random): string {
	return Array.from({ length: random.below(7) }, () => random.pick(fieldPieces) ?? '').join('');
}

function optionOf(random: Random): readonly string[] {
	const value = textOf(random, 12);
	const pair = `${random.pick(names) ?? ''}=${value}`;
	const json = JSON.stringify({ [random.pick(names) ?? '']: value });
	const options: readonly (readonly string[])[] = [
		['-d', pair],
		['--data', value],
		['--data-raw', pair],
		[`-d${pair}`],
		['--data-urlencode', pair],
		['--data-urlencode', pair],
		['--json', json],
		['-H', 'Content-Type: application/json', '-d', json],
		['-H', 'Content-Type: text/plain', '--data-raw', value],
		['-F', pair],
		['-F', `${random.pick(names) ?? ''}="${value}"`],
		['-F', `a=${value};type=text/x`],
		['-F', `${random.pick(names) ?? ''}=${fieldOf(random)}`],
		['-F', `b=${fieldOf(random)}`],
		['--form-string', pair],
		['-I'],
		['--url', 'http://127.0.0.1:1/'],
		['-m', random.pick(['5', '2.5', '30']) ?? ''],
		['-X', 'POST'],
		['-H', random.pick(['X-B;', 'X-B:', 'Expect:', 'Accept: */*', 'Content-Type: multipart/form-data']) ?? ''],
		['-G'],
		['-H', `X-A: ${value}`],
		['-A', value],
		['-b', pair],
		['-e', value],
		['-X', random.pick(['PUT', 'PATCH', 'DELETE', 'GET']) ?? ''],
		['-sS'],
	];
	return random.pick(options) ?? [];
}

function quoted(random: Random, word: string): string {
	if (/^[\w./:-]+$/u.test(word) && random.below(2) === 0) {
		return word;
	}
	switch (random.below(4)) {
		case 0:
			return `'${word.replaceAll("'", String.raw`'\''`)}'`;
		case 1:
			return `"${word.replaceAll(/["\\$`]/gu, String.raw`\$&`)}"`;
		case 2:
			return `$'${word
				.replaceAll(/['\\]/gu, String.raw`\$&`)
				.replaceAll('\n', String.raw`\n`)
				.replaceAll('\r', String.raw`\r`)}'`;
		default:
			return word === '' ? "''" : word.replaceAll(/[^\w\n]/gu, String.raw`\$&`).replaceAll('\n', "'\n'");
	}
}
