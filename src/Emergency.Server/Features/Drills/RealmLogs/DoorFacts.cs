using System.Collections.Immutable;
using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Incidents;
using Emergency.Engine;

namespace Emergency.Server.Features.Drills.RealmLogs;

/// <summary>
/// Facts about persons and households, whichever event caused them: marking a household marks the persons behind its door, and marking the
/// last person behind a door marks the household. A scenario can expect either; both ways of working prove it.
/// </summary>
internal sealed record DoorFacts(ImmutableDictionary<string, Doors> Checks)
{
    /// <summary>
    /// Forms of the facts about a person and about a household; the first also gets the field <see cref="Household"/> here.
    /// </summary>
    public const string Person = "doors.person-checked.v1",
        Whole = "doors.household-checked.v1",
        Household = "household";
    public static readonly DoorFacts None = new(ImmutableDictionary.Create<string, Doors>(StringComparer.Ordinal));

    /// <summary>The event and the facts that follow from it, each with the event's own position and another part.</summary>
    public (DoorFacts After, IReadOnlyList<RealmEvent> Told) Of(Happened happened)
    {
        var told = RealmEvents.Of(happened);
        if (happened.Event is not DoorsEvent e)
            return (this, [told]);
        var before = Checks.GetValueOrDefault(happened.Entity.Key, Doors.None);
        var after = Doors.Evolve(before, e);
        IEnumerable<RealmEvent> facts = e switch
        {
            PersonChecked one => Settled(told, before, after, one.Person),
            HouseholdChecked one =>
            [
                .. one.WithPersons.Select(id => Seen(told, id.ToString(), one.Household.ToString(), one.State)),
                .. Others(told, after, one.Household, one.State),
            ],
            DoorDisputed { Person: { } id } one =>
            [
                Seen(told, id.ToString(), Behind(after, id), one.State),
                .. Settled(told, before, after, id),
            ],
            DoorDisputed { Household: { } id } one => Others(told, after, id, one.State),
            VisitorAdded { State: not DoorState.Unchecked } one =>
            [
                Seen(told, one.Person.ToString(), one.Household?.ToString(), one.State),
            ],
            _ => [],
        };
        var itself =
            e is PersonChecked person && Behind(after, person.Person) is { } household ? With(told, 0, (Household, household)) : told;
        return (new(Checks.SetItem(happened.Entity.Key, after)), [itself, .. facts.Select((one, i) => one with { Part = i + 1 })]);
    }

    // Unregistered members have no id, so each is identified by the door and a number.
    private static IEnumerable<RealmEvent> Others(RealmEvent told, Doors doors, HouseholdId id, DoorState state)
    {
        if (state == DoorState.Unchecked || !doors.Households.TryGetValue(id, out var household))
            return [];
        var (_, _, others) = Figures.Look(household, doors.Persons.Values.Where(one => one.Household == id), doors.Purpose);
        return Enumerable
            .Range(1, Math.Max(0, others - household.NotMet))
            .Select(number => Seen(told, string.Create(CultureInfo.InvariantCulture, $"{id}#{number}"), id.ToString(), state));
    }

    // The mark of the last person behind a door is the household's, if nobody else lives there.
    private static IEnumerable<RealmEvent> Settled(RealmEvent told, Doors before, Doors after, PersonId id)
    {
        if (after.Persons.GetValueOrDefault(id)?.Household is not { } door || !after.Households.TryGetValue(door, out var household))
            return [];
        var (worst, _, others) = Figures.Look(household, after.Persons.Values.Where(one => one.Household == door), after.Purpose);
        if (
            others > 0
            || worst == DoorState.Unchecked
            || Figures.Look(household, before.Persons.Values.Where(one => one.Household == door), before.Purpose).Worst == worst
        )
            return [];
        return [With(told, 1, (Household, door.ToString()), ("state", Word(worst))) with { Form = Whole }];
    }

    private static RealmEvent Seen(RealmEvent told, string person, string? household, DoorState state) =>
        With(
            told,
            1,
            household is null
                ? [("person", person), ("state", Word(state))]
                : [("person", person), (Household, household), ("state", Word(state))]
        ) with
        {
            Form = Person,
        };

    private static RealmEvent With(RealmEvent told, int part, params (string Path, string Value)[] fields)
    {
        var all = new Dictionary<string, ListOf<string>>(told.Fields, StringComparer.Ordinal);
        foreach (var (path, value) in fields)
            all[path] = [value];
        return told with { Part = part, Fields = all };
    }

    private static string? Behind(Doors doors, PersonId id) => doors.Persons.GetValueOrDefault(id)?.Household?.ToString();

    private static string Word(DoorState state) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
}
