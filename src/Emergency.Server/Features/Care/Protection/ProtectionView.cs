using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>Folds the cases of children. Nothing of them is broadcast: pages fetch them.</summary>
internal sealed class ProtectionView : View<ProtectionKnown>
{
    public override string Name => "protection";
    public override ProtectionKnown Empty => ProtectionKnown.None;

    // No real case is in a drill.
    protected override ProtectionKnown Fork(ProtectionKnown state) => ProtectionKnown.None;

    protected override ProtectionKnown Fold(ProtectionKnown state, Happened happened)
    {
        if (happened.Event is not ProtectionEvent e)
            return state;
        var id = new PersonId(Guid.Parse(happened.Entity.Key));
        var was = state.Find(id) ?? new ChildCaseKnown(id, ProtectionCase.None, ProtectionSource.Hand, happened.Meta.At);
        var now = was with { State = ProtectionCase.Evolve(was.State, e) };
        return new(
            state.All.SetItem(
                id,
                e switch
                {
                    ProtectionOpened x => now with { Source = x.Source, OpenedAt = x.At },
                    ProtectionReopened x => now with { Source = x.Source, OpenedAt = x.At },
                    _ => now,
                }
            )
        );
    }
}
