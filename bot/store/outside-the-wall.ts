/**
 * Tables that the municipality wall doesn't hold, each with the reason. Every other table has FORCE ROW LEVEL
 * SECURITY and begins its primary key with `municipality_id`; a test compares this list with the database.
 */
export const OUTSIDE_THE_WALL: Readonly<Record<string, string>> = {
  migration: 'Says which migrations have run. Holds nothing about anyone.',
  tenant:
    'Says which municipality a Microsoft 365 tenant belongs to. It is read to learn the municipality in the first place.',
  picture:
    'Charts for cards. Teams fetches them without a token, so the 256-bit id is the key; they hold figures and no names.',
  send_queue:
    'What waits to go to Teams, for the senders that serve every municipality: ids, the conversation and times. What is to be said stands behind the wall.',
  send_slot:
    'Calls to the connector of the last hour, by which Teams’ limits are kept for each conversation and each tenant. Ids and times only.',
  send_hold: 'Until when the connector has asked us to leave a tenant alone.',
  planner_queue:
    'Which plans are due to be brought together with Planner, for the services that serve every municipality: ids and times only.',
  documents_queue:
    'Which units’ documents are due to be brought up to date, for the services that serve every municipality: ids and times only.',
  graph_hold: 'Until when Graph has asked us to leave a tenant alone.',
};
