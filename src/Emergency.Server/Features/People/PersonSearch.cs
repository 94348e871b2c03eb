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
/// Whom an asker may see of the registers of a division, by door: narrowed by filters, found by words, with how many each filter would leave.
/// Records are opened in memory already, so they are walked through; what is kept beside them is their order, 8 bytes a person.
/// </summary>
internal static class PersonSearch
{
    /// <summary>Rows in one answer.</summary>
    public const int MostItems = 200;

    /// <summary>委托照护 that ends within so many days, or has ended, is due.</summary>
    public const int DueDays = 30;

    private static readonly ConditionalWeakTable<RegisterKnown, PersonKnown[]> ByDoor = [];

    /// <summary>Those found, by door; of them the rows that were asked for, the counts of each filter, and whether a child is among them that was found by more than the door.</summary>
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

    /// <summary>委托照护 that nobody has prolonged, by its last day.</summary>
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

    // Whoever has nothing smaller than communities sees all in one alike.
    private static bool SeesWholeCommunities(Asked asked) =>
        asked.Grants.All(grant =>
            PeoplePermissions.ResidentsRead.Of(grant.Role) != Reach.Scope || grant.Scope is { Grid: null, Building: null, Unit: null }
        );

    private static PersonSight? Sight(Asked asked, Place place) =>
        PersonSight.Of(asked, PeoplePermissions.ResidentsRead, place, byTask: false);

    // Each event of a register makes a new one, and with it the order. What is seen through a lens is not kept.
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
