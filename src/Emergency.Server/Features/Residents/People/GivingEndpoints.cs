using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Endpoints for moving to another community, which takes two acts: the first community gives, the second takes or
/// refuses. The first can take it back until then.
/// </summary>
internal static class GivingEndpoints
{
    public static RouteGroupBuilder MapGivings(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/givings", List).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/give", Give).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/cancel-giving", Cancel).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/givings/{personId:guid}/take", Take).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/givings/{personId:guid}/refuse", Refuse).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>Persons given by this community or to it and not taken yet, oldest first; names are masked.</summary>
    public static async Task<Outcome<GivingsShown>> List(string code, Act act)
    {
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return problem!;
        var (residents, places) = (known.Of<ResidentsKnown>(act.Asked.Realm), known.Of<PlacesKnown>(act.Asked.Realm));
        var today = Shanghai.Day(act.Now);
        return new Outcome<GivingsShown>(
            new(
                [
                    .. from giving in residents.Given.Values
                    where giving.From == code || giving.To == code
                    let person = residents.Persons.GetValueOrDefault(giving.Person)
                    where person is not null
                    orderby giving.At, giving.Person.Value
                    select new GivingShown(
                        giving.Person,
                        ResidentsQuery.Masked(person, today),
                        person.IsMinor(today),
                        giving.From,
                        places.Name(giving.From),
                        giving.To,
                        places.Name(giving.To),
                        giving.At
                    )
                    {
                        Age = ResidentsQuery.AgeOfChild(person, today),
                    },
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Gives somebody to another community. Until it takes the person, they stay in this register.</summary>
    public static async Task<Outcome<Recorded>> Give(string code, Guid personId, NewGiving body, Act act)
    {
        if (NewGiving.Faults(body, code) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, id) is { } problem)
            return problem;
        if (act.Use<Folding>().Now.Of<PlacesKnown>(act.Asked.Realm).Of(body.To!) is null)
            return Problem.Bad("$.to: a community");
        var why = await act.SealText(personId, body.Why);
        return await Keep(act, code, code, id, by => new GivePerson(id, body.To!, why, by, act.Now));
    }

    /// <summary>Takes back an offer to another community.</summary>
    public static async Task<Outcome<Recorded>> Cancel(string code, Guid personId, Because body, Act act)
    {
        if (Because.Faults(body, needed: false) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, id) is { } problem)
            return problem;
        var why = await act.SealText(personId, body.Reason);
        return await Keep(act, code, code, id, by => new CancelGiving(id, why, by, act.Now));
    }

    /// <summary>
    /// Takes a given person, behind a door or in a household of this community. The ids stay: history, guardians and key go
    /// along.
    /// </summary>
    public static async Task<Outcome<Recorded>> Take(string code, Guid personId, NewTaking body, Act act)
    {
        if (NewTaking.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        var (known, from, problem) = await From(act, code, id);
        if (known is null)
            return problem!;
        var register = act.Use<StoredRegister>();
        // The person is taken already, perhaps by this very request: the first register answers the same again.
        var stored = await register.Of(act.Asked.Realm, from!, act.Stop);
        var person = stored.Persons.GetValueOrDefault(id) ?? stored.Departed.GetValueOrDefault(id)?.Person;
        if (person is null || register.Open(person) is not { } was)
            return Problem.Of(Residents.NotGiven, id.ToString());
        var home = body.HouseholdId is { } said ? known.Of<ResidentsKnown>(act.Asked.Realm).Households.GetValueOrDefault(said) : null;
        if (body.HouseholdId is { } unknown && home?.Community != code)
            return Problem.Of(Residents.UnknownHousehold, unknown.ToString());
        var (contact, there) = (body.Building is null ? home?.Contact : null, was.Contact);
        var draft = was with
        {
            Household = home?.Id,
            Grid = body.Grid ?? home?.Grid ?? "",
            Contact = there with
            {
                Address = contact?.Address ?? body.Address,
                Building = contact?.Building ?? body.Building,
                Unit = contact?.Unit ?? body.Unit,
                Floor = contact?.Floor ?? body.Floor,
                Room = contact?.Room ?? body.Room,
                Location = null,
            },
        };
        var (record, why) = (act.Record(id, draft), await act.SealText(personId, body.Why));
        return await Keep(act, code, from!, id, by => new PassPerson(record, SeenPerson.Of(person), code, why, by, act.Now));
    }

    /// <summary>Refuses a given person, who stays in the first register.</summary>
    public static async Task<Outcome<Recorded>> Refuse(string code, Guid personId, Because body, Act act)
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        var (known, from, problem) = await From(act, code, id);
        if (known is null)
            return problem!;
        var why = await act.SealText(personId, body.Reason);
        return await Keep(act, code, from!, id, by => new RefuseGiving(id, code, why, by, act.Now));
    }

    /// <summary>The community whose register decides: the one that gives, or gave, the person to this community.</summary>
    private static async ValueTask<(Known? Known, string? From, Problem? Problem)> From(Act act, string code, PersonId id)
    {
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return (null, null, problem);
        var residents = known.Of<ResidentsKnown>(act.Asked.Realm);
        var from =
            residents.Given.GetValueOrDefault(id) is { } given && given.To == code
                ? given.From
                : residents.Register(code).TakenFrom.GetValueOrDefault(id);
        return from is null ? (null, null, Problem.Of(Residents.NotGiven, id.ToString())) : (known, from, null);
    }

    /// <summary>Sends a command that needs the permission in the asker's own community and is decided by the giving register.</summary>
    private static async Task<Outcome<Recorded>> Keep(Act act, string own, string decides, PersonId id, Func<By, Command> make)
    {
        var sent = await act.Send(PeoplePermissions.RegisterKeep, new Place(own), Entities.Residents(act.Asked.Realm, decides), make);
        return sent.With(new Recorded(id.Value, sent.Position.Value));
    }
}

/// <param name="To">The code of the receiving community.</param>
internal sealed record NewGiving(string? To, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewGiving body, string from) =>
        [
            .. Checks.Need(Divisions.IsCommunity(body.To) && body.To != from, "$.to: another community"),
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

/// <summary>New home of a taken person.</summary>
internal sealed record NewTaking(
    HouseholdId? HouseholdId = null,
    string? Grid = null,
    string? Address = null,
    string? Building = null,
    string? Unit = null,
    int? Floor = null,
    string? Room = null,
    string? Why = null
)
{
    public static IReadOnlyList<string> Faults(NewTaking body) =>
        [
            .. Checks.Need(
                body.HouseholdId is not null || !string.IsNullOrWhiteSpace(body.Building) || !string.IsNullOrWhiteSpace(body.Address),
                "$.building: a door, or householdId: a household"
            ),
            .. new PersonText(
                Grid: body.Grid,
                Address: body.Address,
                Building: body.Building,
                Unit: body.Unit,
                Floor: body.Floor,
                Room: body.Room
            ).Faults("$"),
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

internal sealed record GivingsShown(IReadOnlyList<GivingShown> Items, long Position);

/// <param name="Name">Masked; empty for a child.</param>
internal sealed record GivingShown(
    PersonId PersonId,
    string Name,
    bool Minor,
    string From,
    string FromName,
    string To,
    string ToName,
    DateTimeOffset At
)
{
    /// <summary>Age of a child, in full years; null where it is not known.</summary>
    public int? Age { get; init; }
}
