using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Folds door checks by the domain's own rules, and tells who watches the doors which state changed, and all others the three rows of figures.</summary>
public sealed class DoorsView : View<DoorsKnown>
{
    public override string Name => "doors";
    public override DoorsKnown Empty => DoorsKnown.None;

    protected override DoorsKnown Fold(DoorsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not DoorsEvent e) return state;
        var key = KeyOf(e);
        var before = state.Here(key.Incident, key.Community);
        var doors = Doors.Evolve(before.State, e);
        var after = Told(before with { State = doors, At = happened.Position }, e);
        var communities = state.In(key.Incident);
        var next = new DoorsKnown(state.All.SetItem(key, after), communities.Contains(key.Community) ? state.Communities : state.Communities.SetItem(key.Incident, communities.Add(key.Community)));
        Tell(next, happened.Entity.Realm, key, before, after, changes);
        return next;
    }

    public override void Show(DoorsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        switch (group.Kind)
        {
            case "doors" when group.Id.Split('/') is [var id, var community] && Guid.TryParse(id, out var incident):
                var here = state.Here(new(incident), community);
                foreach (var person in here.State.Persons.Values) changes.To(group, DoorLights.Person, person.Id.ToString(), DoorLights.Of(person));
                foreach (var household in here.State.Households.Values) changes.To(group, DoorLights.Household, household.Id.ToString(), DoorLights.Of(household));
                break;
            case "incident" when Guid.TryParse(group.Id, out var id) && state.In(new(id)) is { Count: > 0 } communities:
                foreach (var code in communities) changes.To(group, DoorLights.Figures, $"{id}/{code}", DoorLights.Of(new(id), code, state.Here(new(id), code)));
                changes.To(group, DoorLights.Figures, group.Id, DoorLights.Of(new(id), state));
                break;
            case "division":
                foreach (var (key, here2) in state.All.Where(pair => !pair.Value.State.Closed && pair.Key.Community.StartsWith(group.Id, StringComparison.Ordinal)))
                    changes.To(group, DoorLights.Figures, $"{key.Incident}/{key.Community}", DoorLights.Of(key.Incident, key.Community, here2));
                break;
        }
    }

    private static void Tell(DoorsKnown state, string realm, DoorsKey key, DoorsHere before, DoorsHere after, Changes changes)
    {
        if (!changes.Wanted) return;
        var group = Group.Doors(realm, key.Incident, key.Community);
        foreach (var (id, person) in after.State.Persons)
            if (before.State.Persons.GetValueOrDefault(id) is not { } was || DoorLights.Of(was) != DoorLights.Of(person)) changes.To(group, DoorLights.Person, id.ToString(), DoorLights.Of(person));
        foreach (var id in before.State.Persons.Keys.Where(id => !after.State.Persons.ContainsKey(id))) changes.To(group, DoorLights.Person, id.ToString(), null);
        foreach (var (id, household) in after.State.Households)
            if (before.State.Households.GetValueOrDefault(id) is not { } was || DoorLights.Of(was) != DoorLights.Of(household)) changes.To(group, DoorLights.Household, id.ToString(), DoorLights.Of(household));
        foreach (var id in before.State.Households.Keys.Where(id => !after.State.Households.ContainsKey(id))) changes.To(group, DoorLights.Household, id.ToString(), null);

        var (name, incident) = ($"{key.Incident}/{key.Community}", Group.Incident(realm, key.Incident));
        var counted = after.Figures != before.Figures || after.Findings != before.Findings || after.Disputed != before.Disputed;
        object? here = after.State.Closed ? null : DoorLights.Of(key.Incident, key.Community, after);
        if (after.State.Closed != before.State.Closed || counted) changes.Division(realm, key.Community, DoorLights.Figures, name, here);
        if (!counted) return;
        changes.To(incident, DoorLights.Figures, name, here);
        changes.To(incident, DoorLights.Figures, key.Incident.ToString(), DoorLights.Of(key.Incident, state));
    }

    /// <summary>Keeps what was said with the newest mark of each door.</summary>
    private static DoorsHere Told(DoorsHere here, DoorsEvent e) => e switch
    {
        PersonChecked x => here with { Persons = here.Persons.SetItem(x.Person, new(x.Note, x.By, null, null)) },
        HouseholdChecked x => here with
        {
            Households = here.Households.SetItem(x.Household, new(x.Note, x.By, null, null)),
            Persons = x.WithPersons.Aggregate(here.Persons, (told, id) => told.SetItem(id, new(x.Note, x.By, null, null))),
        },
        DoorTakenOver { Person: { } id } x => here with { Persons = here.Persons.SetItem(id, here.Persons.GetValueOrDefault(id, DoorTold.Nothing) with { TakenOverFrom = x.From, TakenOverBy = x.Name }) },
        DoorTakenOver { Household: { } id } x => here with { Households = here.Households.SetItem(id, here.Households.GetValueOrDefault(id, DoorTold.Nothing) with { TakenOverFrom = x.From, TakenOverBy = x.Name }) },
        VisitorAdded x => here with { Visitors = here.Visitors.SetItem(x.Person, x.Text), Persons = here.Persons.SetItem(x.Person, DoorTold.Nothing with { By = x.By }) },
        VisitorErased x => here with { Visitors = here.Visitors.Remove(x.Person), Persons = here.Persons.SetItem(x.Person, DoorTold.Nothing) },
        DoorDisputed => here, // what was told with the mark that stands stays; the other lies in the journal
        _ => here, // counting, joining and closing tell nothing about a single door
    };

    private static DoorsKey KeyOf(DoorsEvent e) => e switch
    {
        DoorsCounted x => new(x.Incident, x.Community),
        DoorsJoined x => new(x.Incident, x.Community),
        PersonChecked x => new(x.Incident, x.Community),
        HouseholdChecked x => new(x.Incident, x.Community),
        VisitorAdded x => new(x.Incident, x.Community),
        VisitorErased x => new(x.Incident, x.Community),
        DoorDisputed x => new(x.Incident, x.Community),
        DoorCalled x => new(x.Incident, x.Community),
        DoorTakenOver x => new(x.Incident, x.Community),
        DoorsClosed x => new(x.Incident, x.Community),
        DoorsReopened x => new(x.Incident, x.Community),
        _ => throw new Unforeseen(e),
    };
}
