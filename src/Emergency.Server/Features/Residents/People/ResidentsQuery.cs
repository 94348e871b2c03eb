using System.Buffers.Text;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Builds pages of a register: persons the asker can see, by door. A cursor is the last person shown, so that nobody is
/// skipped when others come or go.
/// </summary>
internal static class ResidentsQuery
{
    public const int MostItems = 200,
        StaleDays = 90;

    public static (ResidentsPage? Page, string? Fault) Page(Known known, Asked asked, string community, int limit, string? next, bool left)
    {
        var (residents, today) = (known.Of<ResidentsKnown>(asked.Realm), Shanghai.Day(asked.Now));
        var places = known.Of<PlacesKnown>(asked.Realm);
        var seen = (left ? residents.DepartedOf(community) : residents.PersonsOf(community))
            .Select(person =>
                (
                    Person: person,
                    Sight: PersonSight.Of(
                        asked,
                        PeoplePermissions.ResidentsRead,
                        person.Community == community ? person.Place : new Place(community),
                        byTask: false
                    )
                )
            )
            .Where(pair => pair.Sight is not null && (!left || pair.Sight.Register))
            .OrderBy(pair => Key(pair.Person), StringComparer.Ordinal)
            .ToList();
        var from = 0;
        if (next is not null)
        {
            if (Cursor(next) is not { } last)
                return (null, "?next: as it was given");
            from = seen.FindIndex(pair => string.CompareOrdinal(Key(pair.Person), last) > 0) is >= 0 and var found ? found : seen.Count;
        }
        var items = seen.Skip(from).Take(limit).ToList();
        return (
            new(
                [
                    .. items.Select(pair =>
                        (left ? Departed(pair.Person, pair.Sight!) : Shown(pair.Person, pair.Sight!, today))
                            .Held(residents, asked, community)
                            .Paired(known.Of<TeamsKnown>(asked.Realm), community)
                    ),
                ],
                from + items.Count < seen.Count
                    ? Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(Key(items[^1].Person)))
                    : null,
                seen.Count,
                known.At.Value
            ),
            null
        );

        // A person taken over by another community is shown here without further details.
        ResidentShown Departed(PersonKnown person, PersonSight sight) =>
            person.Community == community
                ? Shown(person, sight, today) with
                {
                    Left = new(person.Left!.How, person.Left.Day, null),
                }
                : Shown(person, sight, today) with
                {
                    HouseholdId = null,
                    Door = new(null, null, null, null, null),
                    Needs = [],
                    Kinds = null,
                    Helper = null,
                    CheckedOn = null,
                    Unverified = false,
                    Register = null,
                    Left = new(Leaving.Moved, null, places.Name(person.Community)),
                };
    }

    public static DoorShown DoorOf(PersonKnown person) =>
        new(person.Grid, person.Listed.Building, person.Listed.Unit, person.Listed.Floor, person.Listed.Room);

    /// <summary>施** for adults; empty for a child, of whom the age is shown.</summary>
    internal static string Masked(PersonKnown person, DateOnly today) => person.IsMinor(today) ? "" : Masks.Name(person.Listed.Name);

    internal static int? AgeOfChild(PersonKnown person, DateOnly today) => person.IsMinor(today) ? Ages.On(person, today) : null;

    internal static ResidentShown Shown(PersonKnown person, PersonSight sight, DateOnly today) =>
        new(
            person.Id,
            person.Household,
            Masked(person, today),
            person.Erased,
            person.IsMinor(today),
            DoorOf(person),
            person.Listed.Needs,
            sight.Kinds ? [.. person.KindsOn(today)] : null,
            person.Helper,
            person.Listed.CheckedOn,
            IsUnverified(person, today),
            sight.Register ? person.Sensitive.Register : null
        )
        {
            Age = AgeOfChild(person, today),
            AskConsent = sight.Register && person.MustBeAsked(today),
        };

    /// <summary>Adds the hold that keeps the record, for askers who can set one there.</summary>
    internal static ResidentShown Held(this ResidentShown shown, ResidentsKnown residents, Asked asked, string community) =>
        residents.Held.TryGetValue(shown.PersonId, out var until)
        && until >= Shanghai.Day(asked.Now)
        && asked.Allow(PeoplePermissions.PersonHold, new(community)).Grant is not null
            ? shown with
            {
                HeldUntil = until,
            }
            : shown;

    /// <summary>Adds the paired helper while they are in the team. A former member helps nobody.</summary>
    internal static ResidentShown Paired(this ResidentShown shown, TeamsKnown teams, string community) =>
        shown.Helper is { } helper && teams.Member(community, helper) is null ? shown with { Helper = null } : shown;

    /// <summary>待核实: true when nobody has checked the record for 90 days.</summary>
    internal static bool IsUnverified(PersonKnown person, DateOnly today) =>
        person.Listed.CheckedOn is not { } on || today.DayNumber - on.DayNumber > StaleDays;

    /// <summary>Sort key of registers: the door.</summary>
    internal static string Key(PersonKnown person) =>
        $"{person.Grid}\u0001{person.Listed.Building, 8}\u0001{person.Listed.Unit, 6}\u0001{person.Listed.Floor ?? 0:000}\u0001{person.Listed.Room, 6}\u0001{person.Id}";

    private static string? Cursor(string next)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(next));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
