using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>
/// Broadcast data of doors: an id and a state for subscribers of the doors, three rows of figures for all others. Kind,
/// need and place come once by GET.
/// </summary>
internal static class DoorLights
{
    public const string Person = "person",
        Household = "household",
        Figures = "figures";

    public static PersonLight Of(DoorPerson person) => new(person.Id, person.State, person.Dispute is null ? null : true);

    public static HouseholdLight Of(DoorHousehold household) =>
        new(household.Id, household.State, household.NotMet > 0 ? household.NotMet : null, household.Dispute is null ? null : true);

    /// <summary>Figures of one community.</summary>
    public static FiguresLight Of(IncidentId incident, string community, DoorsHere here) =>
        Of(incident, community, here.State.Purpose, here.Figures, here.Findings, here.Disputed);

    /// <summary>Figures of the whole incident.</summary>
    public static FiguresLight Of(IncidentId incident, DoorsKnown doors) =>
        Of(incident, null, doors.Purpose(incident), doors.Figures(incident), doors.Findings(incident), doors.Disputed(incident));

    private static FiguresLight Of(
        IncidentId incident,
        string? community,
        AreaPurpose purpose,
        Figures figures,
        Findings found,
        int disputed
    ) =>
        new(
            incident,
            community,
            purpose,
            RowShown.Of(figures.AtRisk),
            RowShown.Of(figures.Households),
            RowShown.Of(figures.People),
            found,
            disputed
        );
}

/// <summary>A person at a door, or a household, in a door check.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DoorOf<TId>(DoorsKey Check, TId Id)
    where TId : struct;

/// <summary>Pushes door states to subscribers of the doors. Only doors that an event names are compared, not all ten thousand.</summary>
internal abstract class OneDoorLights<TId, TDoor> : LightsOf<DoorsKnown, DoorOf<TId>>
    where TId : struct
    where TDoor : class
{
    protected abstract ImmutableDictionary<TId, TDoor> All(Doors state);

    /// <summary>Ids that an event names; null where it can be any.</summary>
    protected abstract IEnumerable<TId>? Named(DoorsEvent e);
    protected abstract object Of(TDoor door);

    // Subscribers get nothing of a door but its state.
    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<DoorOf<TId>> Touched(DoorsKnown before, DoorsKnown after, Happened happened)
    {
        if (happened.Event is not DoorsEvent e)
            return Gone(before, after, happened);
        var key = new DoorsKey(e.Incident, e.Community);
        return (Named(e) ?? Changed(All(before.Of(e.Incident, e.Community)), All(after.Of(e.Incident, e.Community)))).Select(
            id => new DoorOf<TId>(key, id)
        );
    }

    protected override IEnumerable<DoorOf<TId>> Near(DoorsKnown state, string realm, Group group)
    {
        if (group.Kind != "doors" || group.Id.Split('/') is not [var id, var community] || !Guid.TryParse(id, out var incident))
            return [];
        var key = new DoorsKey(new(incident), community);
        return All(state.Of(key.Incident, community)).Keys.Select(door => new DoorOf<TId>(key, door));
    }

    protected override Light? Of(DoorsKnown state, DoorOf<TId> thing, string realm)
    {
        var check = thing.Check;
        return All(state.Of(check.Incident, check.Community)).TryGetValue(thing.Id, out var door)
            ? new(thing.Id.ToString()!, () => Of(door), Audience.Only(Group.Doors(realm, check.Incident, check.Community)))
            : null;
    }

    /// <summary>
    /// The doors of an archived incident have left memory: nobody can subscribe to them any more, and present subscribers
    /// hear no more.
    /// </summary>
    private IEnumerable<DoorOf<TId>> Gone(DoorsKnown before, DoorsKnown after, Happened happened) =>
        from community in Guid.TryParse(happened.Entity.Key, out var id) ? after.In(new(id)) : []
        let key = new DoorsKey(new(id), community)
        from door in Changed(All(before.Of(key.Incident, community)), All(after.Of(key.Incident, community)))
        select new DoorOf<TId>(key, door);

    private static IEnumerable<TId> Changed(ImmutableDictionary<TId, TDoor> was, ImmutableDictionary<TId, TDoor> now) =>
        ReferenceEquals(was, now)
            ? []
            : now.Where(pair => !ReferenceEquals(was.GetValueOrDefault(pair.Key), pair.Value))
                .Select(pair => pair.Key)
                .Concat(was.Keys.Where(id => !now.ContainsKey(id)));
}

internal sealed class PersonLights : OneDoorLights<PersonId, DoorPerson>
{
    protected override string View => DoorLights.Person;

    protected override ImmutableDictionary<PersonId, DoorPerson> All(Doors state) => state.Persons;

    protected override object Of(DoorPerson door) => DoorLights.Of(door);

    protected override IEnumerable<PersonId>? Named(DoorsEvent e) =>
        e switch
        {
            PersonChecked x => [x.Person],
            HouseholdChecked x => x.WithPersons,
            _ => null,
        };
}

internal sealed class HouseholdLights : OneDoorLights<HouseholdId, DoorHousehold>
{
    protected override string View => DoorLights.Household;

    protected override ImmutableDictionary<HouseholdId, DoorHousehold> All(Doors state) => state.Households;

    protected override object Of(DoorHousehold door) => DoorLights.Of(door);

    protected override IEnumerable<HouseholdId>? Named(DoorsEvent e) => e is HouseholdChecked x ? [x.Household] : null;
}

/// <summary>The figures of one community, or of the whole incident.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FiguresOf(IncidentId Incident, string? Community);

/// <summary>Pushes figures to the incident for good, and those of a community also to its divisions until the check is closed.</summary>
internal sealed class FiguresLights : LightsOf<DoorsKnown, FiguresOf>
{
    protected override string View => DoorLights.Figures;

    protected override IEnumerable<FiguresOf> Touched(DoorsKnown before, DoorsKnown after, Happened happened)
    {
        // Figures of an archived incident do not change.
        if (happened.Event is not DoorsEvent e)
            return [];
        var (was, now) = (before.Here(e.Incident, e.Community), after.Here(e.Incident, e.Community));
        var same =
            before.In(e.Incident).Contains(e.Community)
            && was.State.Closed == now.State.Closed
            && was.State.Purpose == now.State.Purpose
            && was.Figures == now.Figures
            && was.Findings == now.Findings
            && was.Disputed == now.Disputed;
        return same ? [] : [new(e.Incident, e.Community), new(e.Incident, null)];
    }

    protected override IEnumerable<FiguresOf> Near(DoorsKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "incident" when Guid.TryParse(group.Id, out var id) => state
                .In(new(id))
                .Select(code => new FiguresOf(new(id), code))
                .Append(new(new(id), null)),
            "division" => state
                .All.Keys.Where(key => key.Community.StartsWith(group.Id, StringComparison.Ordinal))
                .Select(key => new FiguresOf(key.Incident, key.Community)),
            _ => [],
        };

    protected override Light? Of(DoorsKnown state, FiguresOf thing, string realm)
    {
        var (incident, kept) = (thing.Incident, Audience.Only(Group.Incident(realm, thing.Incident)));
        if (thing.Community is not { } community)
            return state.In(incident).Count == 0 ? null : new(incident.ToString(), () => DoorLights.Of(incident, state), kept);
        if (!state.All.TryGetValue(new(incident, community), out var here))
            return null;
        return new(
            $"{incident}/{community}",
            () => DoorLights.Of(incident, community, here),
            here.State.Closed ? [kept] : [Audience.Division(realm, community), kept]
        );
    }
}

/// <param name="Disputed">Left out where there is no dispute.</param>
internal sealed record PersonLight(PersonId PersonId, DoorState State, bool? Disputed);

/// <param name="NotMet">Left out where nobody is missing.</param>
internal sealed record HouseholdLight(HouseholdId HouseholdId, DoorState State, int? NotMet, bool? Disputed);

/// <summary>
/// The three rows, in the words of the area's <paramref name="Purpose"/>: 重点关爱 persons, all households (户), all people
/// (人); and the findings at the doors of the first. <paramref name="Disputed"/>: doors with two contrary reports.
/// <paramref name="Community"/> is null for the whole incident.
/// </summary>
internal sealed record FiguresLight(
    IncidentId Incident,
    string? Community,
    AreaPurpose Purpose,
    RowShown AtRisk,
    RowShown Households,
    RowShown People,
    Findings Found,
    int Disputed
);

/// <summary>
/// A row of figures: 应查 = 已落实 + 未落实 + 失联, or in an evacuation 应转 = 已转 + 未转 + 失联. <paramref name="Refuses"/> is a part of
/// <paramref name="Left"/>, <paramref name="Away"/> (没在家) of <paramref name="Moved"/>, <paramref name="Open"/> the doors
/// not settled yet.
/// </summary>
internal sealed record RowShown(int ToMove, int Moved, int Left, int Lost, int Refuses, int Open, int Away)
{
    public static RowShown Of(FigureRow row) => new(row.ToMove, row.Moved, row.Left, row.Lost, row.Refuses, row.Open, row.Away);
}
