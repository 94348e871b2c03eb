using static Emergency.Domain.Decision;

namespace Emergency.Domain.Stock;

/// <summary>Sets the keeper (保管人), who has the key. Only the keeper changes: another desk's changes of the lot stay.</summary>
/// <param name="Keeper">New keeper; null: nobody for now.</param>
public sealed record ChangeKeeper(LotId Lot, MemberId? Keeper, By By, DateTimeOffset At) : SuppliesCommand;

[Stored("supplies.keeper-changed.v1")]
public sealed record KeeperChanged(LotId Lot, MemberId? Keeper, By By, DateTimeOffset At) : SuppliesEvent;

public sealed partial record Supplies
{
    private static Decision Decide(Supplies state, ChangeKeeper c) =>
        !state.Lots.TryGetValue(c.Lot, out var lot) ? Reject(UnknownLot, c.Lot.ToString())
        : lot.Facts.Keeper == c.Keeper ? Nothing
        : new KeeperChanged(c.Lot, c.Keeper, c.By, c.At);

    private static Supplies Evolve(Supplies state, KeeperChanged e) =>
        state.Lots.TryGetValue(e.Lot, out var lot)
            ? state with
            {
                Lots = state.Lots.SetItem(e.Lot, lot with { Facts = lot.Facts with { Keeper = e.Keeper } }),
                Imports = state.Imports.Remove(e.Lot),
            }
            : state;
}
