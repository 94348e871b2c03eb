using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>Folds every erasure, of any kind of subject.</summary>
internal sealed class ErasuresView : View<ErasuresKnown>
{
    public override string Name => "erasures";
    public override ErasuresKnown Empty => ErasuresKnown.None;

    protected override ErasuresKnown Fold(ErasuresKnown state, Happened happened) =>
        happened.Event is IErasure erasure ? new(state.Told.SetItem(erasure.Subject, (happened.Entity, erasure))) : state;
}
