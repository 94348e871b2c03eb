using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>Folds door checks by the domain's own rules, and keeps the words of each mark.</summary>
internal sealed class DoorsView : View<DoorsKnown>
{
    public override string Name => "doors";
    public override DoorsKnown Empty => DoorsKnown.None;
    protected override string FoldVersion => "3";
    protected override IReadOnlyList<ILights<DoorsKnown>> Lights { get; } =
    [new PersonLights(), new HouseholdLights(), new FiguresLights()];

    protected override DoorsKnown Fold(DoorsKnown state, Happened happened)
    {
        if (happened.Event is IncidentArchived && Guid.TryParse(happened.Entity.Key, out var archived))
            return Summed(state, new(archived));
        if (happened.Event is not DoorsEvent e)
            return state;
        var after = After(state.Here(e.Incident, e.Community), happened, e);
        var communities = state.In(e.Incident);
        return new DoorsKnown(
            state.All.SetItem(new(e.Incident, e.Community), after),
            communities.Contains(e.Community) ? state.Communities : state.Communities.SetItem(e.Incident, communities.Add(e.Community))
        );
    }

    /// <summary>
    /// State of a door check after another event. A closed check of an archived incident is only a summary: later events
    /// change nothing of it, except the erasure of a visitor.
    /// </summary>
    public static DoorsHere After(DoorsHere before, Happened happened, DoorsEvent e) =>
        before.Summary is null ? Told(before with { State = Doors.Evolve(before.State, e), At = happened.Position }, e)
        : e is VisitorErased erased ? before with { Visitors = before.Visitors.Remove(erased.Person), At = happened.Position }
        : before with { At = happened.Position };

    /// <summary>Summarizes the checks of an incident. A check that is not closed yet stays as it is, because it can still change.</summary>
    private static DoorsKnown Summed(DoorsKnown state, IncidentId incident) =>
        state with
        {
            All = state.All.SetItems(
                state
                    .In(incident)
                    .Select(community => KeyValuePair.Create(new DoorsKey(incident, community), state.Here(incident, community)))
                    .Where(one => one.Value is { State.Closed: true, Summary: null })
                    .Select(one => KeyValuePair.Create(one.Key, one.Value.Summed()))
            ),
        };

    /// <summary>Keeps the words of the newest mark of each door.</summary>
    private static DoorsHere Told(DoorsHere here, DoorsEvent e) =>
        e switch
        {
            PersonChecked x => here with { Persons = here.Persons.SetItem(x.Person, new(x.Note, x.By, null, null)) },
            HouseholdChecked x => here with
            {
                Households = here.Households.SetItem(x.Household, new(x.Note, x.By, null, null)),
                Persons = x.WithPersons.Aggregate(here.Persons, (told, id) => told.SetItem(id, new(x.Note, x.By, null, null))),
            },
            DoorTakenOver { Person: { } id } x => here with
            {
                Persons = here.Persons.SetItem(
                    id,
                    here.Persons.GetValueOrDefault(id, DoorTold.Nothing) with
                    {
                        TakenOverFrom = x.From,
                        TakenOverBy = x.Name,
                    }
                ),
            },
            DoorTakenOver { Household: { } id } x => here with
            {
                Households = here.Households.SetItem(
                    id,
                    here.Households.GetValueOrDefault(id, DoorTold.Nothing) with
                    {
                        TakenOverFrom = x.From,
                        TakenOverBy = x.Name,
                    }
                ),
            },
            VisitorAdded x => here with
            {
                Visitors = here.Visitors.SetItem(x.Person, x.Text),
                Persons = here.Persons.SetItem(x.Person, DoorTold.Nothing with { By = x.By }),
            },
            VisitorErased x => here with
            {
                Visitors = here.Visitors.Remove(x.Person),
                Persons = here.Persons.SetItem(x.Person, DoorTold.Nothing),
            },
            DoorTakenOver => here, // names neither a person nor a household
            DoorDisputed => here, // what was told with the mark that stands stays; the other lies in the journal
            DoorCalled or DoorsCounted or DoorsJoined or DoorsClosed or DoorsReopened => here, // nothing is said of a mark
            _ => throw new Unforeseen(e),
        };
}
