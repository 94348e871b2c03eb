using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>Folds every due time of every noun, which is all that the clock needs.</summary>
internal sealed class DuesView : View<DuesKnown>
{
    public override string Name => "dues";
    public override DuesKnown Empty => DuesKnown.None;

    protected override IEnumerable<KeptAs> Keeping =>
        [
            KeptAs.Make<DueOf, Kept>(
                static of => new(of.Realm, of.Kind, of.Key, of.Of),
                static kept => DueOf.Shared(kept.Realm, kept.Kind, kept.Key, kept.Of)
            ),
        ];

    private sealed record Kept(string Realm, string Kind, string Key, string Of);

    protected override DuesKnown Fold(DuesKnown state, Happened happened) =>
        happened.Event is ISetsDue sets ? state.With(happened.Entity, sets.DueOf, sets.Due) : state;
}
