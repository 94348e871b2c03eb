using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.People;

/// <summary>Whose keys the journal says are gone: residents, owners of accounts, members of teams, visitors.</summary>
public sealed record ErasuresKnown(ImmutableDictionary<Guid, (EntityId Of, IErasure Event)> Told)
{
    public static readonly ErasuresKnown None = new(ImmutableDictionary<Guid, (EntityId, IErasure)>.Empty);
}

/// <summary>Folds every erasure, whatever it is of.</summary>
public sealed class ErasuresView : View<ErasuresKnown>
{
    public override string Name => "erasures";
    public override ErasuresKnown Empty => ErasuresKnown.None;

    protected override ErasuresKnown Fold(ErasuresKnown state, Happened happened, Changes changes) =>
        happened.Event is IErasure erasure ? new(state.Told.SetItem(erasure.Subject, (happened.Entity, erasure))) : state;
}
