using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>
/// Performs acts at doors: marks, visitors, taking over. Their texts are sealed under the incident's key, those about a
/// visitor under the visitor's own.
/// </summary>
internal sealed class DoorsActs(IncidentSight sight)
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(10);

    public async Task<Outcome<DoorMarked>> Check(Act act, Guid incident, string community, PersonId person, NewMark mark)
    {
        if (await Find(act, incident, TaskSight.SentTo) is not { } at)
            return Problem.NotFound;
        var door = at.Doors.Of(at.Seen.Incident.Id, community).Persons.GetValueOrDefault(person);
        var unplaced = door is null ? at.Query.Unplaced(community).FirstOrDefault(one => one.Id == person) : null;
        var note = await Seal(at, mark) with
        {
            Handover = mark is { State: DoorState.AtHospital, Confirmation: null } ? await TakenBy120(at.Seen, person, act.Stop) : null,
        };
        var sent = await Send(
            at,
            IncidentPermissions.DoorCheck,
            community,
            door is null ? unplaced?.Place ?? new Place(community) : at.Query.PlaceOf(community, door),
            door is not null && at.Query.IsGiven(community, door),
            by => new CheckPerson(
                person,
                mark.State!.Value,
                note,
                by,
                act.Now,
                Waited(act, mark),
                unplaced is null ? null : new(person, unplaced.Household)
            )
        );
        return sent.With(new DoorMarked(person, null, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> Check(Act act, Guid incident, string community, HouseholdId household, NewMark mark)
    {
        if (await Find(act, incident, TaskSight.SentTo) is not { } at)
            return Problem.NotFound;
        var note = await Seal(at, mark);
        var sent = await Send(
            at,
            IncidentPermissions.DoorCheck,
            community,
            at.Query.PlaceOf(community, household),
            at.Query.IsGiven(household),
            by => new CheckHousehold(
                household,
                mark.State!.Value,
                mark.All ?? false,
                note,
                by,
                act.Now,
                mark.NotMet is > 0 ? mark.NotMet : null,
                Waited(act, mark)
            )
        );
        return sent.With(new DoorMarked(null, household, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> Add(Act act, Guid incident, string community, NewVisitor visitor)
    {
        if (await Find(act, incident) is not { } at)
            return Problem.NotFound;
        var person = act.Asked.NewId<PersonId>();
        var text = await act.Seal(person.Value, new VisitorText(visitor.Name, visitor.Phone, visitor.Text));
        // Anybody who works in the community can meet a stranger there: a chief's own grid, or any door of an own task, is near enough.
        var place = visitor.HouseholdId is { } home
            ? at.Query.PlaceOf(community, home)
            : act.Asked.Within(IncidentPermissions.DoorCheck, community);
        var given = visitor.HouseholdId is null ? at.Given.Count > 0 : at.Query.IsGiven(visitor.HouseholdId);
        var sent = await Send(
            at,
            IncidentPermissions.DoorCheck,
            community,
            place,
            given,
            by => new AddVisitor(person, visitor.HouseholdId, visitor.State ?? DoorState.Unchecked, text, by, act.Now)
        );
        return sent.With(new DoorMarked(person, visitor.HouseholdId, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> Call(Act act, Guid incident, string community, NewCall call)
    {
        if (await Find(act, incident) is not { } at)
            return Problem.NotFound;
        var person = call.PersonId!.Value;
        var door = at.Doors.Of(at.Seen.Incident.Id, community).Persons.GetValueOrDefault(person);
        var sent = await Send(
            at,
            IncidentPermissions.DoorCheck,
            community,
            door is null ? new Place(community) : at.Query.PlaceOf(community, door),
            door is not null && at.Query.IsGiven(community, door),
            by => new CallDoor(person, call.To!.Value, call.DialledAt ?? act.Now, by, act.Now)
        );
        return sent.With(new DoorMarked(person, null, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> TakeOver(Act act, Guid incident, string community, NewTakeOver takeOver)
    {
        if (await Find(act, incident) is not { } at)
            return Problem.NotFound;
        var name = await act.Seal(incident, new FreeText(takeOver.Name!, takeOver.Phone));
        var sent = await Send(
            at,
            IncidentPermissions.DoorTakeOver,
            community,
            new Place(community),
            given: false,
            by => new TakeOverDoor(takeOver.PersonId, takeOver.HouseholdId, takeOver.From!, name, by, act.Now)
        );
        return sent.With(new DoorMarked(takeOver.PersonId, takeOver.HouseholdId, sent.Position.Value));
    }

    // A delay of a moment counts as now: clocks of phones are accurate to the second.
    private static DateTimeOffset? Waited(Act act, NewMark mark) => mark.SaidAt is { } said && act.Now - said > OnItsWay ? said : null;

    private async ValueTask<At?> Find(
        Act act,
        Guid incident,
        Func<Infrastructure.Views.Known, IncidentId, Asked, IReadOnlySet<HouseholdId>>? doors = null
    )
    {
        if (await sight.Find(act.Asked, incident, act.Stop) is not { } seen)
            return null;
        var given = (doors ?? TaskSight.Doors)(seen.Known, seen.Incident.Id, act.Asked);
        return new(act, seen, given, new DoorsQuery(seen, given));
    }

    private static ValueTask<Sent> Send(At at, Permission permission, string community, Place place, bool given, Func<By, Command> make)
    {
        var asked = at.Act.Asked;
        var reached = given && asked.Allow(permission, place).Grant is null ? asked.Within(permission, community) : place;
        return at.Act.Send(permission, reached, Entities.Doors(asked.Realm, at.Seen.Incident.Id, community), make, () => given);
    }

    private static async ValueTask<DoorNote> Seal(At at, NewMark mark)
    {
        ValueTask<Sealed?> Text(string? text) => at.Act.SealText(at.Seen.Incident.Id.Value, text);
        return new(await Text(mark.Where), await Text(mark.Source), await Text(mark.Confirmation));
    }

    // 120 can have accepted a moment ago, on another node: the views are waited for before its answer is missed.
    private async ValueTask<HandoverId?> TakenBy120(IncidentSeen seen, PersonId person, CancellationToken stop) =>
        TakenBy120(seen, person)
        ?? (await sight.Newest(seen.Asked, seen.Incident.Id.Value, stop) is { } newest ? TakenBy120(newest, person) : null);

    private static HandoverId? TakenBy120(IncidentSeen seen, PersonId person) =>
        seen
            .Known.Each<ITakesToHospital>(seen.Asked.Realm)
            .Select(one => one.TakenBy120(seen.Incident.Id, person))
            .FirstOrDefault(taken => taken is not null);

    private sealed record At(Act Act, IncidentSeen Seen, IReadOnlySet<HouseholdId> Given, DoorsQuery Query)
    {
        public DoorsKnown Doors => Seen.Known.Of<DoorsKnown>(Seen.Asked.Realm);
    }
}
