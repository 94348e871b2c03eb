using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Places;

/// <summary>Folds the shelters.</summary>
internal sealed class SheltersView : View<SheltersKnown>
{
    public override string Name => "shelter";
    protected override string FoldVersion => "2";
    public override SheltersKnown Empty => SheltersKnown.None;

    protected override SheltersKnown Fork(SheltersKnown state) => state;

    protected override IReadOnlyList<ILights<SheltersKnown>> Lights { get; } = [new ShelterLights()];

    protected override SheltersKnown Fold(SheltersKnown state, Happened happened)
    {
        if (happened.Event is not ShelterEvent sheltered)
            return state;
        var id = ShelterId.From(Guid.Parse(happened.Entity.Key));
        var before = state.Of(id) ?? Shelter.None;
        var after = Shelter.Evolve(before, sheltered);
        return after.Facts is null
            ? state with
            {
                Shelters = state.Shelters.Remove(id),
                Gone = before.Facts is { } was ? state.Gone.SetItem(id, was) : state.Gone,
            }
            : state with
            {
                Shelters = state.Shelters.SetItem(id, after),
                Gone = state.Gone.Remove(id),
            };
    }
}
