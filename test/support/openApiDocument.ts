/** As JSON.stringify takes it. */
type Json = Readonly<Record<string, unknown>>;

interface Size {
	readonly entities: number;
	readonly fields: number;
	/** Characters of each description: most of a document is texts. */
	readonly text: number;
}

/** Has 622 paths and 4.5 MB, as the one that a vendor publishes. */
export const largeSize: Size = { entities: 124, fields: 28, text: 200 };

/**
 * An OpenAPI document of made-up entities in two modules, each with five paths: forms beside JSON, records in `response.items`, schemas that refer to
 * each other in circles, and one that is a part of itself.
 */
export function openApiDocument({ entities, fields, text }: Size): Json {
	const names = Array.from({ length: entities }, (_, index) => ({
		name: `made_${index}`,
		module: index % 2 === 0 ? 'crm' : 'made',
		next: `Made${(index + 1) % entities}`,
	}));
	return {
		openapi: '3.0.1',
		info: { title: 'Made up', version: '1' },
		servers: [{ url: 'https://{company}.flowlu.com/api/v1/module' }],
		'x-tagGroups': [
			{ name: 'Made Things', tags: names.filter(({ module }) => module === 'made').map(({ name }) => name) },
		],
		tags: names.map(({ name }) => ({ name, 'x-displayName': `Made ${name}`, description: 'Something made up' })),
		components: {
			schemas: {
				Itself: { allOf: [{ $ref: '#/components/schemas/Itself' }, { $ref: '#/components/schemas/Round' }] },
				Round: { $ref: '#/components/schemas/Around' },
				Around: { $ref: '#/components/schemas/Round' },
				...Object.fromEntries(
					names.map(({ next }, index) => [
						`Made${index}`,
						{
							allOf: [
								{ $ref: '#/components/schemas/Itself' },
								{ properties: { ...properties(fields, text), next: { $ref: `#/components/schemas/${next}` } } },
							],
						},
					]),
				),
			},
		},
		paths: Object.fromEntries([
			...names.flatMap(({ name, module }, index) =>
				pathsOf({ name, path: `/${module}/${name}`, index }, { fields, text }),
			),
			['/crm/lead/archive/{id}', { post: { responses: {} } }],
			['/no/path/of/flowlu', { get: { responses: {} } }],
		]),
	};
}

function properties(count: number, text: number): Json {
	return Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`field_${index}`,
			{ type: index % 3 === 0 ? 'integer' : 'string', description: `Field ${index} `.padEnd(text, 'of what is made ') },
		]),
	);
}

function pathsOf(
	{ name, path, index }: { readonly name: string; readonly path: string; readonly index: number },
	{ fields, text }: Omit<Size, 'entities'>,
): readonly (readonly [string, Json])[] {
	const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
	const record = { $ref: `#/components/schemas/Made${index}` };
	const responding = (items: Json) => ({
		200: { content: { 'application/json': { schema: { properties: { response: { properties: { items } } } } } } },
	});
	const body = {
		content: {
			'application/json': { schema: { properties: { only_json: { type: 'string' } } } },
			'application/x-www-form-urlencoded': { schema: { properties: properties(fields, text), required: ['field_1'] } },
		},
	};
	const written = { tags: [name], requestBody: body, responses: responding({ properties: properties(fields, text) }) };
	return [
		[
			`${path}/list`,
			{ get: { tags: [name], parameters: [], responses: responding({ type: 'array', items: record }) } },
		],
		[`${path}/get/{id}`, { get: { tags: [name], parameters: [id], responses: responding(record) } }],
		[`${path}/create`, { post: written }],
		[`${path}/update/{id}`, { post: { ...written, parameters: [id] } }],
		[`${path}/delete/{id}`, { get: { tags: [name], parameters: [id], responses: {} } }],
	];
}
