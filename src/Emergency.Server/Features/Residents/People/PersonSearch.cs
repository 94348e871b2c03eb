using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Finds persons that an asker can see in the registers of a division, by door: narrowed by filters, matched by words,
/// with the number that each filter would leave.
/// Records are open in memory already, so all are visited. Only their order is kept beside them, 8 bytes a person.
/// </summary>
internal static class PersonSearch
{
    /// <summary>Rows in one answer.</summary>
    public const int MostItems = 200;

    /// <summary>Days before its last day from which 委托照护 is due. It stays due after that day.</summary>
    public const int DueDays = 30;

    private static readonly ConditionalWeakTable<RegisterKnown, PersonKnown[]> ByDoor = [];

    /// <summary>
    /// Result: the number of persons found, the requested rows of them by door, the counts of each filter, and whether a
    /// child among them was found by more than the door.
    /// </summary>
    public sealed record Found(IReadOnlyList<FoundShown> Items, int Count, FacetsShown Facets, bool Minors);

    public static Found Find(Known known, Asked asked, string division, NewSearch search, Wanted? words, int limit, IVisitStanding standing)
    {
        var (residents, today) = (known.Of<ResidentsKnown>(asked.Realm), Shanghai.Day(asked.Now));
        var (facets, items, count, minors) = (new Facets(search, today), new List<FoundShown>(), 0, false);
        var alike = SeesWholeCommunities(asked);
        foreach (var community in residents.RegistersIn(division).Order(StringComparer.Ordinal))
        {
            var register = residents.Register(community);
            var all = alike ? Sight(asked, new(community)) : null;
            if (alike && all is null)
                continue;
            var visits = standing.In(known, asked, community);
            foreach (var person in Sorted(residents, register))
            {
                if ((all ?? Sight(asked, person.Place)) is not { } sight)
                    continue;
                var child = words is not null && person.IsMinor(today);
                var by = words?.Match(person, child && !register.Has(sight.Role, today), sight.Register) ?? [];
                if (words is not null && by.Count == 0)
                    continue;
                if (!facets.Take(person, sight, visits?.Invoke(person.Id) ?? default))
                    continue;
                minors |= child && by.Any(field => field != SearchField.Door);
                if (count++ >= search.From && items.Count < limit)
                    items.Add(
                        new(
                            community,
                            ResidentsQuery
                                .Shown(person, sight, today)
                                .Held(residents, asked, community)
                                .Paired(known.Of<TeamsKnown>(asked.Realm), community),
                            by
                        )
                    );
            }
        }
        return new(items, count, facets.Shown(Divisions.IsCommunity(division)), minors);
    }

    /// <summary>True when 委托照护 is due by its last day and nobody has prolonged it.</summary>
    public static bool IsDue(PersonKnown person, DateOnly today)
    {
        DateOnly? last = null;
        foreach (var guardian in person.Guardians)
            if (guardian.IsEntrusted)
            {
                if (guardian.Contact.To is not { } to)
                    return false;
                last = last > to ? last : to;
            }
        return last is { } end && end.DayNumber - today.DayNumber <= DueDays;
    }

    // Askers whose scopes are whole communities see every part of a community alike.
    private static bool SeesWholeCommunities(Asked asked) =>
        asked.Grants.All(grant =>
            PeoplePermissions.ResidentsRead.Of(grant.Role) != Reach.Scope || grant.Scope is { Grid: null, Building: null, Unit: null }
        );

    private static PersonSight? Sight(Asked asked, Place place) =>
        PersonSight.Of(asked, PeoplePermissions.ResidentsRead, place, byTask: false);

    // Each event of a register makes a new object, and with it a new order. An order seen through a lens is not kept.
    private static PersonKnown[] Sorted(ResidentsKnown residents, RegisterKnown register) =>
        residents.Persons.HasLens ? Sort(residents, register) : ByDoor.GetValue(register, of => Sort(residents, of));

    private static PersonKnown[] Sort(ResidentsKnown residents, RegisterKnown register)
    {
        PersonKnown[] persons = [.. register.Persons.Select(residents.Persons.GetValueOrDefault).OfType<PersonKnown>()];
        string[] keys = [.. persons.Select(ResidentsQuery.Key)];
        Array.Sort(keys, persons, StringComparer.Ordinal);
        return persons;
    }
}
