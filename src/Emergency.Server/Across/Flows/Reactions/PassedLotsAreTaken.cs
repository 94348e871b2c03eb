using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Enters lots that one store has passed to another in that one. Both are one act: the first decides it, and this completes it however
/// late.
/// </summary>
internal sealed class PassedLotsAreTaken : IReaction
{
    public string Name => "passed-lots-are-taken";

    // A lot that was passed and not taken would be in no store.
    public bool ReadsThePast => true;

    public IEnumerable<Reacted> React(Happened happened, Known known) =>
        happened.Event is LotPassed e
            ? [new(Entities.Supplies(happened.Entity.Realm, e.To), new TakeLot(e.Facts, e.Transfer, happened.Entity.Key, e.By, e.At), 0)]
            : [];

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("a store refuses nothing that was passed to it");
}
