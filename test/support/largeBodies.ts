/** Bodies of 25 MB, made when they are asked for. */
export const largeBodies: ReadonlyMap<string, () => { readonly text: string; readonly type?: string }> = new Map([
	[
		'a list',
		() => ({
			text: `{"response":{"items":[${'{"id":"1","name":"Жанна","tags":[1,2.50,null]},'.repeat(500_000)}0]}}`,
		}),
	],
	[
		'a list that breaks at its end',
		() => ({ text: `{"response":{"items":[${'{"id":"1","n":"xxxxxxxxxxxxxxxxxx"},'.repeat(700_000)}?]}}` }),
	],
	[
		'a list in windows-1251',
		() => ({
			text: `[${'{"id":"1","name":"Name of it"},'.repeat(800_000)}0]`,
			type: 'text/json; charset=windows-1251',
		}),
	],
	['an object of a million members', () => ({ text: `{${'"id":"1","name":"Name of it",'.repeat(850_000)}"a":0}` })],
]);
