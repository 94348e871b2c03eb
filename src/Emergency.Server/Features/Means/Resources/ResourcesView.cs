using Emergency.Domain.Resources;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;
using Held = Emergency.Domain.Resources.ResourceList;

namespace Emergency.Server.Features.Resources;

/// <summary>Folds resources for an emergency. Contacts stay sealed.</summary>
internal sealed class ResourcesView : View<ResourcesKnown>
{
    public override string Name => "resources";
    protected override string FoldVersion => "2";
    public override ResourcesKnown Empty => ResourcesKnown.None;

    protected override ResourcesKnown Fork(ResourcesKnown state) => state;

    protected override ResourcesKnown Fold(ResourcesKnown state, Happened happened) =>
        happened.Event is ResourcesEvent kept
            ? state with
            {
                Ended =
                    kept is ResourceEnded { Id: var id } && state.Of(happened.Entity.Key).All.GetValueOrDefault(id) is { } was
                        ? state.Ended.SetItem(id, was.Facts.Name)
                        : state.Ended,
                Stores = state.Stores.SetItem(happened.Entity.Key, Held.Evolve(state.Of(happened.Entity.Key), kept)),
            }
            : state;
}
