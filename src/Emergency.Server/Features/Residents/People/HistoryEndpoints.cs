using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Endpoint for the events of a person's record.</summary>
internal static class HistoryEndpoints
{
    public static RouteGroupBuilder MapHistories(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/residents/{personId:guid}/history", Read).Needs(PeoplePermissions.PersonReveal);
        return api;
    }

    /// <summary>
    /// Changes of fields with actor, time and reason, before and after, oldest first; also for somebody who has left. The
    /// access is recorded before the answer leaves. A minor's history needs an approval for the asker's role.
    /// </summary>
    public static async Task<Outcome<HistoryShown>> Read(string code, Guid personId, Act act)
    {
        var (asked, id, today) = (act.Asked, new PersonId(personId), Shanghai.Day(act.Now));
        var known = act.Use<Folding>().Now;
        var residents = known.Of<ResidentsKnown>(asked.Realm);
        var person = residents.Persons.GetValueOrDefault(id) is { } found && found.Community == code ? found : null;
        var place = person?.Place ?? new Place(code);
        if (PersonSight.Of(asked, PeoplePermissions.PersonReveal, place, byTask: false) is not { } sight)
            return asked.Sees(place) ? Problem.NotYours(PeoplePermissions.PersonReveal) : Problem.NotFound;
        if (person is null)
            return Problem.NotFound;
        if (person.Erased)
            return Problem.Of(Residents.UnknownPerson, id.ToString());
        var minor = person.IsMinor(today);
        if (minor && !residents.Register(code).Has(sight.Role, today))
            return new Problem("sight.not-approved", []);
        var reading = new Reading(
            AccessPurpose.Reveal,
            null,
            code,
            [id],
            Approval: minor ? Approvals.Standing : null,
            Code: ReasonCode.Check
        );
        var (access, sent) = await act.Use<Recording>()
            .Write(asked, PeoplePermissions.PersonReveal, place, byTask: false, reading, act.Stop);
        if (!sent.Accepted)
            return sent.With<HistoryShown>(null!);
        var items = await act.Use<PersonHistory>().Of(asked.Realm, person, sight, known, today, act.Stop);
        return new Outcome<HistoryShown>(new(access.ToString(), id, items, known.At.Value), known.At);
    }
}
