using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>Folds door checks by the domain's own rules, and keeps what was said with each mark.</summary>
internal sealed class DoorsView : View<DoorsKnown>
{
    public override string Name => "doors";
    public override DoorsKnown Empty => DoorsKnown.None;
    protected override IReadOnlyList<ILights<DoorsKnown>> Lights { get; } =
    [new PersonLights(), new HouseholdLights(), new FiguresLights()];

    protected override DoorsKnown Fold(DoorsKnown state, Happened happened)
    {
        if (happened.Event is not DoorsEvent e)
            return state;
        var before = state.Here(e.Incident, e.Community);
        var after = Told(before with { State = Doors.Evolve(before.State, e), At = happened.Position }, e);
        var communities = state.In(e.Incident);
        return new DoorsKnown(
            state.All.SetItem(new(e.Incident, e.Community), after),
            communities.Contains(e.Community) ? state.Communities : state.Communities.SetItem(e.Incident, communities.Add(e.Community))
        );
    }

    /// <summary>Keeps what was said with the newest mark of each door.</summary>
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
