using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Places;

/// <summary>Folds the shelters; who watches a division sees them open, close and fill.</summary>
public sealed class SheltersView : View<SheltersKnown>
{
    public override string Name => "shelter";
    public override SheltersKnown Empty => SheltersKnown.None;
    protected override SheltersKnown Fork(SheltersKnown state) => state;

    protected override SheltersKnown Fold(SheltersKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not ShelterEvent sheltered) return state;
        var id = ShelterId.From(Guid.Parse(happened.Entity.Key));
        var before = state.Of(id) ?? Shelter.None;
        var after = Shelter.Evolve(before, sheltered);
        if ((after.Facts ?? before.Facts) is { } facts) changes.Moved(happened.Entity.Realm, before.Facts?.Community, facts.Community, Name, id.ToString(), ShelterShown.Of(after));
        return state with { Shelters = after.Facts is null ? state.Shelters.Remove(id) : state.Shelters.SetItem(id, after) };
    }

    public override void Show(SheltersKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var shelter in state.In(group.Id)) changes.To(group, Name, shelter.Facts!.Id.ToString(), ShelterShown.Of(shelter));
    }
}

/// <summary>A shelter as the map shows it: a public place, nothing of a person is in it.</summary>
public sealed record ShelterShown(string Community, string Name, GeoPoint? Point, ListOf<string> Fit, bool Indoor, bool BarrierFree, int Capacity, int Occupancy, bool Open)
{
    /// <summary>Null where it was removed.</summary>
    public static ShelterShown? Of(Shelter shelter) => shelter?.Facts is not { } facts ? null
        : new(facts.Community, facts.Name, facts.Location?.Point, facts.Fit, facts.Indoor, facts.BarrierFree, facts.Capacity, shelter.Occupancy, shelter.Open);
}
