// Resources: listed, read, refused.

import { equal, ok, refusal } from '../checks.mjs';
import { all } from './wire.mjs';

export async function readsResources(client) {
  const uris = (await all(client, 'resources')).map(({ uri }) => uri);
  const expected = ['test://static-text', 'test://static-binary', 'test://watched-resource'];
  ok('every expected resource is listed', expected.every((uri) => uris.includes(uri)), expected, uris);
  const templates = (await all(client, 'resourceTemplates')).map(({ uriTemplate }) => uriTemplate);
  const template = 'test://template/{id}/data';
  ok('the template is listed', templates.includes(template), template, templates);
  const [note] = (await client.read('test://static-text')).contents;
  equal('a text', [note.uri, note.mimeType], ['test://static-text', 'text/plain']);
  equal('what it says', note.text, 'This is the content of the static text resource.');
  const [picture] = (await client.read('test://static-binary')).contents;
  equal('a picture', picture.mimeType, 'image/png');
  ok('what it shows', picture.blob.startsWith('iVBORw0KGgo'), 'a PNG', picture.blob);
  const [data] = (await client.read('test://template/123/data')).contents;
  equal('one of a template', JSON.parse(data.text).id, '123');
  const { code } = await refusal('an unknown resource is refused', client.read('test://no/such/resource'));
  equal('its code', code, client.revision < '2026' ? -32002 : -32602);
}
