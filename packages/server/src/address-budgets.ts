import type { Clock } from "./clock.js";
import type { Limits } from "./sync-server-options.js";
import { TokenBucket } from "./token-bucket.js";

/** What all sockets of one address may send together. */
export interface AddressBudget {
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
}

/** One budget per address, kept as long as somebody uses it or it has not recovered. */
export class AddressBudgets {
  readonly #budgets = new Map<string, AddressBudget & { users: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  get size(): number {
    return this.#budgets.size;
  }

  acquire(address: string): AddressBudget {
    const budget = this.#budgets.get(address) ?? this.#make();
    budget.users += 1;
    this.#budgets.set(address, budget);
    return budget;
  }

  release(address: string): void {
    const budget = this.#budgets.get(address);
    if (!budget) return;
    budget.users -= 1;
    if (budget.users === 0) this.#forgetLater(address);
  }

  /** Not before it has recovered: who comes back at once finds what is left of it. */
  #forgetLater(address: string): void {
    this.clock.after(FORGET_AFTER_MS, () => {
      const budget = this.#budgets.get(address);
      if (!budget || budget.users > 0) return;
      const now = this.clock.now();
      if (budget.messages.isFull(now) && budget.bytes.isFull(now)) this.#budgets.delete(address);
      else this.#forgetLater(address);
    });
  }

  #make(): AddressBudget & { users: number } {
    const { addressMessagesPerSecond, addressMessageBurst, addressBytesPerSecond, addressByteBurst } =
      this.limits;
    const now = this.clock.now();
    return {
      messages: new TokenBucket({ perSecond: addressMessagesPerSecond, burst: addressMessageBurst }, now),
      bytes: new TokenBucket({ perSecond: addressBytesPerSecond, burst: addressByteBurst }, now),
      users: 0,
    };
  }
}

const FORGET_AFTER_MS = 10_000;
