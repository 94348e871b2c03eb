using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>What one store has passed to another stands in that one. Both are one act: the first decides it, and this writes it there however late.</summary>
internal sealed class PassedLotsAreTaken : IReaction
{
    public string Name => "passed-lots-are-taken";

    // What was passed and not taken stands in nobody's store.
    public bool ReadsThePast => true;

    public IEnumerable<Reacted> React(Happened happened, Known known) =>
        happened.Event is LotPassed e
            ? [new(Entities.Supplies(happened.Entity.Realm, e.To), new TakeLot(e.Facts, e.Transfer, happened.Entity.Key, e.By, e.At), 0)]
            : [];

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("a store refuses nothing that was passed to it");
}
