// What somebody may not do: scopes are the server's business, and the rest is the API's.

import { equal } from '../checks.mjs';
import { text } from '../features/wire.mjs';
import { data } from './people.mjs';
import { reported } from './sight.mjs';

export async function cannotPassTheirBounds({ agency, another }, { forbidden }) {
  const reader = await another('reader');
  const create = reader.call('create_issue', { project: 'CORE', title: 'Not by me' });
  await reported('a reader creates no issue', create, forbidden);
  await reader.close();
  const [contact] = await data(agency.member, 'list_contacts', { first_name: 'Piotr' });
  const [project] = await data(agency.member, 'list_projects', {});
  const entry = { project_id: project.id, contact_id: contact.id, date: '2026-02-28', minutes: 5 };
  const refused = await agency.member.call('create_time_entry', entry);
  const words = 'API error (HTTP 403): {"status":"error","data":["Permission denied"]}';
  equal('nobody writes the time of another', [refused.isError, text(refused)], [true, words]);
}
