using Emergency.Domain;
using Emergency.Domain.Stock;

namespace Emergency.Server.Features.Stock;

/// <summary>
/// Finds the lots an event changes: a stock can hold tens of thousands, and nothing can look through all of them at each
/// event.
/// </summary>
internal static class TouchedLots
{
    public static IEnumerable<LotId> Of(SuppliesEvent happened) =>
        happened switch
        {
            LotEntered { Replaces: { } old } e => [e.Lot, old],
            LotMoved { Part: { } part } e => [e.Lot, part],
            LotByHand e => [e.Lot],
            LotForTask e => [e.Lot],
            LotRecorded e => [e.Lot.Id],
            LotRemoved e => [e.Lot],
            LotChecked e => [e.Lot],
            KeeperChanged e => [e.Lot],
            _ => throw new Unforeseen(happened),
        };
}
