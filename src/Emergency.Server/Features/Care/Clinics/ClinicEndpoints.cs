using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Clinics;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Clinics;

/// <summary>A clinic's patients and its own visits. Each reading of persons is recorded before it is answered.</summary>
internal static class ClinicEndpoints
{
    public static RouteGroupBuilder MapClinicActs(this RouteGroupBuilder api)
    {
        api.MapGet("/clinic/patients", Patients).Needs(ClinicPermissions.Read);
        var one = api.MapGroup("/communities/{code}/clinic/{personId:guid}");
        one.MapGet("/", Card).Needs(ClinicPermissions.Read);
        one.MapPost("/make", Make).Needs(ClinicPermissions.Act);
        one.MapPost("/miss", Miss).Needs(ClinicPermissions.Act);
        one.MapPost("/date", Date).Needs(ClinicPermissions.Act);
        return api;
    }

    /// <summary>The clinic's patients in the communities it serves, in the order of visits: requests first, then late ones, then those without a date, then by date.</summary>
    public static async Task<Outcome<ClinicToday>> Patients(Act act)
    {
        var known = act.Use<Folding>().Now;
        var query = new ClinicQuery(known, act.Asked);
        var all = new List<ClinicPatient>();
        foreach (var community in query.Served)
        {
            List<ClinicPatient> here = [.. query.In(community)];
            if (here.Count == 0)
                continue;
            var (_, sent) = await Record(act, new Place(community), [.. here.Select(one => one.PersonId)], query.By(community, here));
            if (!sent.Accepted)
                return sent.With<ClinicToday>(null!);
            all.AddRange(here);
        }
        return new Outcome<ClinicToday>(
            new(
                query.Today,
                all.Count(one => one.Next <= query.Today || one.Asked is not null),
                all.Count(one => one.LateDays > 0),
                all.Count(one => one.Next is null),
                [.. ClinicQuery.Walk(all)],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>A patient: the programmes of the clinic, the illness (only with consent), and earlier results.</summary>
    public static async Task<Outcome<ClinicCard>> Card(string code, Guid personId, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var query = new ClinicQuery(known, act.Asked);
        if (query.Of(code, new(personId)) is not ({ } person, { } patient))
            return Unknown(act, code);
        var (access, sent) = await Record(act, person.Place, [person.Id], query.By(code, [patient]));
        if (!sent.Accepted)
            return sent.With<ClinicCard>(null!);
        var agreed = person.TellsClinic(query.Today);
        return new Outcome<ClinicCard>(
            new(
                access.ToString(),
                patient,
                agreed,
                agreed ? person.Sensitive.Health : null,
                [.. patient.Programmes.Select(ClinicPatients.Table.Of).OfType<ClinicProgramme>().Select(ClinicProgrammeShown.Of)],
                await act.Use<ClinicHistory>().Of(act.Asked.Realm, code, person.Id, known, act.Stop),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Records a visit at which the patient was met, with one result for each programme; the next date follows from the table.
    /// </summary>
    public static Task<Outcome<ClinicRecorded>> Make(string code, Guid personId, NewClinicVisit body, Act act) =>
        Refused<ClinicRecorded>(NewClinicVisit.Faults(body, ClinicPatients.Table))
        ?? Do(
            act,
            code,
            personId,
            async (id, programmes) =>
            {
                ListOf<ClinicAnswer> results = [.. body.Results!.Select(one => new ClinicAnswer(one.Programme!, one.Result!))];
                if (!programmes.ToHashSet(StringComparer.Ordinal).SetEquals(results.Select(one => one.Programme)))
                    return new Problem("clinic.other-programmes", []);
                var seen = By(act, body.SeenAt);
                var told = await act.Seal(personId, new ClinicText(results, body.Note));
                var latest = ClinicPatients.Table.Next(results, Shanghai.Day(seen));
                return new Func<By, Command>(by => new MakeClinicVisit(
                    id,
                    code,
                    body.Means!.Value,
                    told,
                    seen,
                    latest,
                    body.Sooner,
                    by,
                    act.Now
                ));
            }
        );

    /// <summary>没见到: records a failed visit, with the reason and the date of the next try.</summary>
    public static Task<Outcome<ClinicRecorded>> Miss(string code, Guid personId, NewClinicMissed body, Act act) =>
        Refused<ClinicRecorded>(NewClinicMissed.Faults(body))
        ?? Do(
            act,
            code,
            personId,
            async (id, _) =>
            {
                var told = string.IsNullOrWhiteSpace(body.Note) ? (Sealed?)null : await act.Seal(personId, new ClinicText([], body.Note));
                return new Func<By, Command>(by => new MissClinicVisit(
                    id,
                    code,
                    body.Reason!.Value,
                    By(act, body.TriedAt),
                    body.Again,
                    told,
                    by,
                    act.Now
                ));
            }
        );

    /// <summary>Records an agreed date.</summary>
    public static Task<Outcome<ClinicRecorded>> Date(string code, Guid personId, NewClinicDate body, Act act) =>
        Do(
            act,
            code,
            personId,
            (id, _) =>
                ValueTask.FromResult<Found<Func<By, Command>>>(
                    new Func<By, Command>(by => new DateClinicVisit(id, code, body.Next, by, act.Now))
                )
        );

    private static async Task<Outcome<ClinicRecorded>> Do(
        Act act,
        string code,
        Guid personId,
        Func<PersonId, ListOf<string>, ValueTask<Found<Func<By, Command>>>> prepare
    )
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var (asked, id) = (act.Asked, new PersonId(personId));
        var known = await act.Use<Folding>().With(known => new ClinicQuery(known, asked).Of(code, id) is not null, act.Stop);
        if (new ClinicQuery(known, asked).Of(code, id) is not ({ } person, { } patient))
            return Unknown(act, code);
        var made = await prepare(id, patient.Programmes);
        if (made.Value is not { } command)
            return made.Problem!;
        var sent = await act.Send(ClinicPermissions.Act, person.Place, Entities.Clinic(asked.Realm, code, id), command);
        return sent.With(new ClinicRecorded(id, sent.Position.Value));
    }

    // Same answer for a missing person and for one who is no patient.
    private static Problem Unknown(Act act, string code) =>
        act.Asked.Allow(ClinicPermissions.Read, new Place(code)).Problem ?? new Problem("clinic.unknown", []);

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    // A phone's clock may be a little ahead of ours; a visit is then recorded as of now.
    private static DateTimeOffset By(Act act, DateTimeOffset? phone) =>
        phone is not { } at || (at > act.Now && at - act.Now < Ahead) ? act.Now : at.ToUniversalTime();

    private static ValueTask<(AccessId Id, Infrastructure.Dispatch.Sent Sent)> Record(
        Act act,
        Place place,
        ListOf<PersonId> persons,
        string? approval
    ) =>
        act.Use<Recording>()
            .Write(
                act.Asked,
                ClinicPermissions.Read,
                place,
                byTask: false,
                new(AccessPurpose.Register, null, place.Division, persons, Approval: approval, Code: ReasonCode.Visit),
                act.Stop
            );
}
