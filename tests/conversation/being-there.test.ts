import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TalkStage, textOf } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const bots = async (where: Parameters<TalkStage['messages']>[0], person: string) =>
  (await stage.messages(where, person)).filter(({ from }) => from.kind === 'bot');

describe('when the bot has come to a team', () => {
  it('welcomes it once, though Teams tells of its coming in two ways, and names who brought it', async () => {
    const said = await bots({ team: 'sjoskolan' }, 'larare-sjoskolan');
    expect(said).toHaveLength(1);
    expect(textOf(said[0])).toContain('Rektor Sjöskolan');
  });
});
