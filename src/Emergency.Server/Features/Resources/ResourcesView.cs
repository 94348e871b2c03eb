using System.Collections.Immutable;
using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;
using Held = Emergency.Domain.Communities.Resources;

namespace Emergency.Server.Features.Resources;

/// <summary>What each community (12 digits) and street (9) can use in an emergency.</summary>
internal sealed record ResourcesKnown(ImmutableDictionary<string, Held> Stores)
{
    public static readonly ResourcesKnown None = new(ImmutableDictionary<string, Held>.Empty);

    public Held Of(string code) => Stores.GetValueOrDefault(code, Held.None);
}

/// <summary>Folds what can be used in an emergency; contacts stay sealed.</summary>
internal sealed class ResourcesView : View<ResourcesKnown>
{
    public override string Name => "resources";
    public override ResourcesKnown Empty => ResourcesKnown.None;

    protected override ResourcesKnown Fork(ResourcesKnown state) => state;

    protected override ResourcesKnown Fold(ResourcesKnown state, Happened happened) =>
        happened.Event is ResourcesEvent kept
            ? state with
            {
                Stores = state.Stores.SetItem(happened.Entity.Key, Held.Evolve(state.Of(happened.Entity.Key), kept)),
            }
            : state;
}
