import { heldQueue } from './held-queue.ts';

/** Which units' documents are due to be brought up to date in SharePoint. */
export const documentsQueue = heldQueue({ table: 'documents_queue', key: 'unit_id', told: 'lika_documents' });
