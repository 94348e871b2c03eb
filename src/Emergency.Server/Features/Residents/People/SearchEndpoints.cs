using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Endpoints to find people in the registers visible to the asker, and to check many of them at once.</summary>
internal static class SearchEndpoints
{
    /// <summary>Largest number of persons found by a door without a record. More of them count as a page of the register.</summary>
    private const int AtADoor = 50;

    public static RouteGroupBuilder MapSearch(this RouteGroupBuilder api)
    {
        api.MapPost("/divisions/{code}/residents/find", Find).Needs(PeoplePermissions.ResidentsRead).WithTags("communities");
        api.MapPost("/communities/{code}/residents/checked", Check).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>
    /// Residents at risk of a community, street or county visible to the asker, masked, by door: narrowed by filters, found
    /// by words, with counts of each filter. A search by name or number is recorded as a single access, the words sealed
    /// under the asker's key; one by door or the last four of a number is not recorded. A child without an approval is found
    /// by the door alone.
    /// </summary>
    public static async Task<Outcome<FoundPage>> Find(string code, NewSearch body, Act act, Known known)
    {
        if (NewSearch.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (!Divisions.IsCode(code))
            return Problem.NotFound;
        var place = act.Asked.Within(PeoplePermissions.ResidentsRead, code);
        if (act.Asked.Allow(PeoplePermissions.ResidentsRead, place).Problem is { } problem)
            return problem;
        var words = Wanted.Of(body.Words);
        var limit = body.Limit ?? PersonSearch.MostItems;
        var found = PersonSearch.Find(known, act.Asked, code, body, words, limit, act.Use<IVisitStanding>());
        var (recorded, fields) = (words is { IsRecorded: true }, words?.Fields ?? []);
        if (recorded || (words is null ? found.Items.Count > 0 : found.Count > AtADoor))
        {
            var sent = await Record(act, place, code, body.Words, recorded ? new(fields, found.Count) : null, found);
            if (!sent.Accepted)
                return sent.With<FoundPage>(null!);
        }
        var page = new FoundPage(found.Items, body.From, found.Count, fields, recorded, found.Facets, known.At.Value);
        return new Outcome<FoundPage>(page, known.At);
    }

    /// <summary>
    /// 已核对: records that these records are right today. Each is an event of its own. Persons already checked today stay as
    /// they are.
    /// </summary>
    public static async Task<Outcome<PersonsChecked>> Check(string code, NewChecked body, Act act)
    {
        if (NewChecked.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        for (var tries = 0; ; tries++)
        {
            var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
            if (known is null)
                return problem!;
            var (residents, today) = (known.Of<ResidentsKnown>(act.Asked.Realm), Shanghai.Day(act.Now));
            var register = act.Use<StoredRegister>();
            var stored = await register.Of(act.Asked.Realm, code, act.Stop);
            var (now, unknown) = Checked(act, register, residents, stored, code, body.Persons!, today);
            if (unknown is not null)
                return unknown;
            var sent = await act.Send(
                PeoplePermissions.RegisterKeep,
                new Place(code),
                Entities.Residents(act.Asked.Realm, code),
                by => new CheckPersons(now, by, act.Now)
            );
            // Somebody wrote between check and command: the check is tried again.
            if (sent.Problem?.Code == Residents.ChangedMeanwhile.Text && tries < 3)
                continue;
            return sent.With(new PersonsChecked(now.Count, sent.Position.Value));
        }
    }

    private static (ListOf<CheckedPerson> Now, Problem? Problem) Checked(
        Act act,
        StoredRegister register,
        ResidentsKnown residents,
        Residents stored,
        string code,
        IReadOnlyList<Guid> persons,
        DateOnly today
    )
    {
        var now = new List<CheckedPerson>();
        foreach (var id in persons.Distinct().Select(id => new PersonId(id)))
        {
            if (residents.Persons.GetValueOrDefault(id) is not { Erased: false } person || person.Community != code)
                return ([], Problem.Of(Residents.UnknownPerson, id.ToString()));
            if (person.Left is not null)
                return ([], Problem.Of(Residents.HasLeft));
            if (stored.Persons.GetValueOrDefault(id) is not { } was || register.Open(was) is not { } draft)
                return ([], Problem.Of(Residents.UnknownPerson, id.ToString()));
            if (draft.Sensitive.CheckedOn != today)
                now.Add(
                    new(was with { Sensitive = act.Sealing.Seal(id.Value, draft.Sensitive with { CheckedOn = today }) }, SeenPerson.Of(was))
                );
        }
        return (ListOf.From(now), null);
    }

    private static async Task<Sent> Record(Act act, Place place, string code, string? words, SearchTold? search, PersonSearch.Found found)
    {
        ListOf<PersonId> shown = [.. found.Items.Select(one => one.Person.PersonId)];
        var reading = search is null
            ? new Reading(AccessPurpose.Register, null, code, shown)
            : new Reading(
                AccessPurpose.Search,
                null,
                code,
                shown,
                await act.Seal(Names.Key(act.Asked.Account), new FreeText(words!.Trim())),
                found.Minors ? Approvals.Standing : null,
                Search: search
            );
        return (await act.Use<Recording>().Write(act.Asked, PeoplePermissions.ResidentsRead, place, byTask: false, reading, act.Stop)).Sent;
    }
}
