using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.People;

/// <summary>
/// Endpoints for households, for keepers of the register: masked in the list, a single one opened for a reason. Also the
/// communities to which somebody can be given.
/// </summary>
internal static class HouseholdListEndpoints
{
    public static RouteGroupBuilder MapHouseholdList(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/households", List).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/households/{householdId:guid}/reveal", Reveal).Needs(PeoplePermissions.RegisterKeep);
        api.MapGet("/communities/{code}/neighbours", Neighbours).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>Households of a register by door, their heads masked. Each page is recorded before the answer leaves.</summary>
    public static async Task<Outcome<Page<HouseholdShown>>> List(string code, Act act, int? limit = null, string? next = null)
    {
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return problem!;
        var residents = known.Of<ResidentsKnown>(act.Asked.Realm);
        var show = Show(residents, code, Shanghai.Day(act.Now));
        var page = Page.Of(residents.HouseholdsOf(code), Key, show, limit, next, known.At);
        if (page.Value is not { Items.Count: > 0 } homes)
            return page;
        ListOf<PersonId> read = [.. homes.Items.SelectMany(home => home.Persons).Select(person => person.PersonId)];
        var sent = await Record(act, code, new(AccessPurpose.Register, null, code, read));
        return sent.Sent.Accepted ? page : sent.Sent.With<Page<HouseholdShown>>(null!);
    }

    /// <summary>All households of a register by door, masked.</summary>
    internal static IEnumerable<HouseholdShown> Shown(ResidentsKnown residents, string code, DateOnly today) =>
        residents.HouseholdsOf(code).OrderBy(Key, StringComparer.Ordinal).Select(Show(residents, code, today));

    private static Func<HouseholdKnown, HouseholdShown> Show(ResidentsKnown residents, string code, DateOnly today)
    {
        var persons = residents.PersonsOf(code).Where(person => person.Household is not null).ToLookup(person => person.Household!.Value);
        return home =>
            new(
                home.Id,
                Masks.Name(home.Contact.Head),
                home.Erased,
                DoorOf(home),
                home.Members,
                [
                    .. persons[home.Id]
                        .OrderBy(person => person.Id.Value)
                        .Select(person => new HouseholdPerson(
                            person.Id,
                            ResidentsQuery.Masked(person, today),
                            person.IsMinor(today),
                            ResidentsQuery.AgeOfChild(person, today)
                        )),
                ]
            );
    }

    /// <summary>Opens a household in clear, for a reason. The access is recorded before anything leaves.</summary>
    public static async Task<Outcome<HouseholdRevealed>> Reveal(string code, Guid householdId, NewReveal body, Act act)
    {
        if (NewReveal.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return problem!;
        var residents = known.Of<ResidentsKnown>(act.Asked.Realm);
        if (residents.Households.GetValueOrDefault(new(householdId)) is not { Erased: false, Into: null } home || home.Community != code)
            return Problem.Of(Residents.UnknownHousehold, householdId.ToString());
        ListOf<PersonId> persons = [.. residents.PersonsOf(code).Where(person => person.Household == home.Id).Select(person => person.Id)];
        await act.Sealing.Ensure([home.Key], act.Stop);
        var why = act.Sealing.Seal(home.Key, new FreeText(body.Reason!));
        var reading = new Reading(AccessPurpose.Reveal, null, code, persons, why, Code: body.Code ?? ReasonCode.Other);
        var (access, sent) = await Record(act, code, reading);
        var contact = home.Contact;
        return sent.Accepted
            ? new Outcome<HouseholdRevealed>(
                new(access.ToString(), home.Id, contact.Head, contact.Phones, contact.Address, DoorOf(home), home.Members),
                known.At
            )
            : sent.With<HouseholdRevealed>(null!);
    }

    /// <summary>The other communities of the county to which somebody can be given, by name.</summary>
    public static async Task<Outcome<NeighboursShown>> Neighbours(string code, Act act)
    {
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return problem!;
        var places = known.Of<PlacesKnown>(act.Asked.Realm);
        return new Outcome<NeighboursShown>(
            new(
                [
                    .. places
                        .Communities(Divisions.County(code))
                        .Where(one => one.Code != code)
                        .Select(one => new NeighbourShown(one.Code, one.RegisterName, places.Name(one.Code[..9]))),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    private static ValueTask<(AccessId Id, Infrastructure.Dispatch.Sent Sent)> Record(Act act, string code, Reading reading) =>
        act.Use<Recording>().Write(act.Asked, PeoplePermissions.RegisterKeep, new Place(code), byTask: false, reading, act.Stop);

    private static DoorShown DoorOf(HouseholdKnown home) =>
        new(home.Grid, home.Contact.Building, home.Contact.Unit, home.Contact.Floor, home.Contact.Room);

    private static string Key(HouseholdKnown home) =>
        $"{home.Grid}\u0001{home.Contact.Building, 8}\u0001{home.Contact.Unit, 6}\u0001{home.Contact.Floor ?? 0:000}\u0001{home.Contact.Room, 6}\u0001{home.Id}";
}

/// <summary>
/// A household, masked. <paramref name="Members"/>: people living there; <paramref name="Persons"/>: registered ones
/// among them.
/// </summary>
internal sealed record HouseholdShown(
    HouseholdId HouseholdId,
    string Head,
    bool Erased,
    DoorShown Door,
    int Members,
    IReadOnlyList<HouseholdPerson> Persons
);

/// <summary>A person of the household, masked. For a child the name is empty, and <paramref name="Age"/> is shown.</summary>
internal sealed record HouseholdPerson(PersonId PersonId, string Name, bool Minor, int? Age);

/// <param name="AccessId">Id of the record of this access.</param>
internal sealed record HouseholdRevealed(
    string AccessId,
    HouseholdId HouseholdId,
    string Head,
    IReadOnlyList<string> Phones,
    string? Address,
    DoorShown Door,
    int Members
);

internal sealed record NeighboursShown(IReadOnlyList<NeighbourShown> Items, long Position);

/// <param name="Street">The name of its street or township.</param>
internal sealed record NeighbourShown(string Code, string Name, string Street);
