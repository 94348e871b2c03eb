using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Handovers;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Problems;

namespace Emergency.Server.Incidents;

/// <summary>What is done at doors: marks, visitors, taking over. What is told with it is sealed under the incident's key, what is told of a visitor under the visitor's own.</summary>
public sealed class DoorsActs(IncidentSight sight, ITaskSight tasks, Sending sending, ISealing sealing)
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(10);

    public async Task<Outcome<DoorMarked>> Check(Asked asked, Guid incident, string community, PersonId person, NewMark mark, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (await Find(asked, incident, stop, tasks.SentTo) is not { } at) return Problem.NotFound;
        var door = at.Doors.Of(at.Seen.Incident.Id, community).Persons.GetValueOrDefault(person);
        var note = await Seal(at.Seen, mark, stop) with { Handover = mark is { State: DoorState.AtHospital, Confirmation: null } ? await TakenBy120(at.Seen, person, stop) : null };
        var sent = await Send(at, Permissions.DoorCheck, community, door is null ? new Place(community) : at.Query.PlaceOf(community, door), door is not null && at.Query.IsGiven(community, door), by => new CheckPerson(person, mark.State!.Value, note, by, asked.Now, Waited(asked, mark)), stop);
        return sent.With(new DoorMarked(person, null, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> Check(Asked asked, Guid incident, string community, HouseholdId household, NewMark mark, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (await Find(asked, incident, stop, tasks.SentTo) is not { } at) return Problem.NotFound;
        var note = await Seal(at.Seen, mark, stop);
        var sent = await Send(at, Permissions.DoorCheck, community, at.Query.PlaceOf(community, household), at.Query.IsGiven(household), by => new CheckHousehold(household, mark.State!.Value, mark.All ?? false, note, by, asked.Now, mark.NotMet is > 0 ? mark.NotMet : null, Waited(asked, mark)), stop);
        return sent.With(new DoorMarked(null, household, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> Add(Asked asked, Guid incident, string community, NewVisitor visitor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(visitor);
        if (await Find(asked, incident, stop) is not { } at) return Problem.NotFound;
        var person = asked.NewId<PersonId>();
        await sealing.Ensure([person.Value], stop);
        var text = sealing.Seal(person.Value, new VisitorText(visitor.Name, visitor.Phone, visitor.Text));
        // Whoever works in the community may meet a stranger there: a chief's own grid, or any door of one's task, is near enough.
        var place = visitor.HouseholdId is { } home ? at.Query.PlaceOf(community, home) : IncidentSeen.Within(asked, Permissions.DoorCheck, community);
        var given = visitor.HouseholdId is null ? at.Given.Count > 0 : at.Query.IsGiven(visitor.HouseholdId);
        var sent = await Send(at, Permissions.DoorCheck, community, place, given, by => new AddVisitor(person, visitor.HouseholdId, visitor.State ?? DoorState.Unchecked, text, by, asked.Now), stop);
        return sent.With(new DoorMarked(person, visitor.HouseholdId, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> Call(Asked asked, Guid incident, string community, NewCall call, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(call);
        if (await Find(asked, incident, stop) is not { } at) return Problem.NotFound;
        var person = call.PersonId!.Value;
        var door = at.Doors.Of(at.Seen.Incident.Id, community).Persons.GetValueOrDefault(person);
        var sent = await Send(at, Permissions.DoorCheck, community, door is null ? new Place(community) : at.Query.PlaceOf(community, door), door is not null && at.Query.IsGiven(community, door), by => new CallDoor(person, call.To!.Value, call.DialledAt ?? asked.Now, by, asked.Now), stop);
        return sent.With(new DoorMarked(person, null, sent.Position.Value));
    }

    public async Task<Outcome<DoorMarked>> TakeOver(Asked asked, Guid incident, string community, NewTakeOver takeOver, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(takeOver);
        if (await Find(asked, incident, stop) is not { } at) return Problem.NotFound;
        var name = await at.Seen.Seal(sealing, new FreeText(takeOver.Name!, takeOver.Phone), stop);
        var sent = await Send(at, Permissions.DoorTakeOver, community, new Place(community), given: false, by => new TakeOverDoor(takeOver.PersonId, takeOver.HouseholdId, takeOver.From!, name, by, asked.Now), stop);
        return sent.With(new DoorMarked(takeOver.PersonId, takeOver.HouseholdId, sent.Position.Value));
    }

    // What was on its way for a moment is said now: clocks of phones are set by the second.
    private static DateTimeOffset? Waited(Asked asked, NewMark mark) => mark.SaidAt is { } said && asked.Now - said > OnItsWay ? said : null;

    private async ValueTask<At?> Find(Asked asked, Guid incident, CancellationToken stop, Func<Views.Known, IncidentId, Asked, IReadOnlySet<HouseholdId>>? doors = null)
    {
        if (await sight.Find(asked, incident, stop) is not { } seen) return null;
        var given = (doors ?? tasks.Doors)(seen.Known, seen.Incident.Id, asked);
        return new(seen, given, new DoorsQuery(seen, given));
    }

    private ValueTask<Sent> Send(At at, Permission permission, string community, Place place, bool given, Func<By, Command> make, CancellationToken stop)
    {
        var asked = at.Seen.Asked;
        var reached = given && asked.Allow(permission, place).Grant is null ? IncidentSeen.Within(asked, permission, community) : place;
        return sending.Send(asked, permission, reached, Entities.Doors(asked.Realm, at.Seen.Incident.Id, community), make, () => given, stop);
    }

    private async ValueTask<DoorNote> Seal(IncidentSeen seen, NewMark mark, CancellationToken stop) => new(await Seal(seen, mark.Where, stop), await Seal(seen, mark.Source, stop), await Seal(seen, mark.Confirmation, stop));

    // 120 may have accepted a moment ago, on another node: the views are waited for before its word is missed.
    private async ValueTask<HandoverId?> TakenBy120(IncidentSeen seen, PersonId person, CancellationToken stop) =>
        TakenBy120(seen, person) ?? (await sight.Newest(seen.Asked, seen.Incident.Id.Value, stop) is { } newest ? TakenBy120(newest, person) : null);

    private static HandoverId? TakenBy120(IncidentSeen seen, PersonId person) => seen.Known.Of<HandoversKnown>(seen.Asked.Realm).TakenBy120(seen.Incident.Id, person);

    private async ValueTask<Sealed?> Seal(IncidentSeen seen, string? text, CancellationToken stop) => string.IsNullOrWhiteSpace(text) ? null : await seen.Seal(sealing, new FreeText(text), stop);

    private sealed record At(IncidentSeen Seen, IReadOnlySet<HouseholdId> Given, DoorsQuery Query)
    {
        public DoorsKnown Doors => Seen.Known.Of<DoorsKnown>(Seen.Asked.Realm);
    }
}
