import { randomBytes } from 'node:crypto';
import type { SandboxContext, StateSection } from '../../context.ts';
import type { GraphCall, Json } from '../call.ts';
import { Bars } from './bars.ts';
import { Limits } from './limits.ts';
import { moment } from './shapes.ts';
import { newVersion } from './versions.ts';
import type { Versions } from './versions.ts';

/** A resource as it is answered, with what it went through. */
export interface Stored {
  readonly entity: Json;
  readonly versions: Versions;
}

/** A resource with a details resource beside it, which has versions of its own. */
export interface StoredWithDetails extends Stored {
  readonly details: Stored;
}

export interface StoredPlan extends StoredWithDetails {
  readonly tenant: string;
  /** Id of the group that holds the plan. */
  readonly group: string;
}

interface PlannerState {
  /** The last version given to anything: versions grow over all resources. */
  version: number;
  plans: Record<string, StoredPlan>;
  buckets: Record<string, Stored>;
  tasks: Record<string, StoredWithDetails>;
}

const empty = (): PlannerState => ({ version: 0, plans: {}, buckets: {}, tasks: {} });

/** All that is in Planner, kept between starts. */
export class Planner {
  readonly limits = new Limits();
  readonly bars: Bars;
  /** When tasks were made, by id, in real milliseconds, as long as their details are on their way. */
  readonly #arriving = new Map<string, number>();
  readonly #section: StateSection<PlannerState>;
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#section = context.state.section('planner', empty);
    this.bars = new Bars(context.state);
    context.onReset(() => {
      this.limits.reset();
      this.#arriving.clear();
    });
  }

  get plans(): Record<string, StoredPlan> {
    return this.#section.value.plans;
  }

  get buckets(): Record<string, Stored> {
    return this.#section.value.buckets;
  }

  get tasks(): Record<string, StoredWithDetails> {
    return this.#section.value.tasks;
  }

  /** A new id in the form of Planner's: 28 letters that an address can carry. */
  newId(): string {
    return randomBytes(21).toString('base64url');
  }

  /** The next version, greater than all before. */
  nextVersion(): number {
    this.#section.value.version += 1;
    return this.#section.value.version;
  }

  /** Gives a resource a new version in which these paths changed. */
  touch(versions: Versions, paths: string[]): void {
    newVersion(versions, this.nextVersion(), paths);
  }

  /** Keeps a new task. Its details come a moment later. */
  addTask(task: StoredWithDetails): void {
    const id = String(task.entity.id);
    this.tasks[id] = task;
    this.#arriving.set(id, this.#context.clock.real());
    this.save();
  }

  /** Whether a task's details can be read yet. */
  detailsHaveCome(id: string): boolean {
    const made = this.#arriving.get(id);
    if (made === undefined) return true;
    if (this.#context.clock.real() < made + this.limits.pace('detailsDelayMs')) return false;
    this.#arriving.delete(id);
    return true;
  }

  /** Has the state written. */
  save(): void {
    this.#section.changed();
  }

  /** The time as Planner writes it, by the service's clock. */
  now(): string {
    return moment(this.#context.clock.now());
  }

  tasksOf(planId: string): StoredWithDetails[] {
    return Object.values(this.tasks).filter((task) => task.entity.planId === planId);
  }

  /** Whether the plan can only be read and deleted. */
  isArchived(planId: string): boolean {
    const plan = this.plans[planId];
    return plan !== undefined && this.bars.isArchived(plan.group);
  }

  bucketsOf(planId: string): Stored[] {
    return Object.values(this.buckets).filter((bucket) => bucket.entity.planId === planId);
  }
}

/** Who did something, in the form of Planner's identity sets: ids without names. */
export function identityOf(call: GraphCall): Json {
  return {
    user: call.caller.person === null ? null : { displayName: null, id: call.caller.person },
    application: { displayName: null, id: call.caller.app },
  };
}
