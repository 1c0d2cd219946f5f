import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { suite, test } from 'mocha';
import { packCatalog, unpackCatalog } from '../../../src/features/api/keptForm';
import { convertOpenApi } from '../../../src/catalog/openapi/convertOpenApi';
import { largeSize, openApiDocument } from '../../support/openApiDocument';

const file = { name: 'flowlu.json' };

suite('The catalog of the user as it is kept', () => {
	test('is what was loaded, and a part of its size', async () => {
		const { catalog } = convertOpenApi(openApiDocument(largeSize), file.name);
		const packed = packCatalog(file, catalog);
		assert.deepEqual(await unpackCatalog(packed), { file, catalog });
		assert.ok(packed.length < 500_000 && packed.length < JSON.stringify(catalog).length / 2, `${packed.length} bytes`);
	});

	test('is not taken from what was not packed, or only a part of it', async () => {
		const packed = packCatalog(file, {});
		const broken = [
			Buffer.from('{}'),
			packed.subarray(0, -9),
			gzipSync('{'),
			gzipSync('{"file":{}}'),
			gzipSync('null'),
		];
		for (const bytes of broken) {
			await assert.rejects(unpackCatalog(bytes), Error);
		}
	});
});
