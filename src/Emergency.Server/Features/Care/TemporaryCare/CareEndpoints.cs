using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Temporary care (临时生活照料). An asker whom a case does not concern gets 404 and so does not learn that it exists.</summary>
internal static class CareEndpoints
{
    public static RouteGroupBuilder MapCare(this RouteGroupBuilder api)
    {
        api.MapGet("/care", List).Needs(CarePermissions.Read);
        api.MapPost("/care", Open).Needs(CarePermissions.Open).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/care/{id:guid}", Read).Needs(CarePermissions.Read);
        api.MapPost("/care/{id:guid}/name-adult", NameAdult).Needs(CarePermissions.Act);
        api.MapPost("/care/{id:guid}/arrange", Arrange).Needs(CarePermissions.Act);
        api.MapPost("/care/{id:guid}/check", Check).Needs(CarePermissions.Act);
        api.MapPost("/care/{id:guid}/exit", Exit).Needs(CarePermissions.Act);
        return api.MapCareReceiving();
    }

    /// <summary>Cases that concern the asker, by due time, with undated ones last. state: open (default), all, or sent (questions to civil affairs, suspected harm, and cases that nobody else has looked after).</summary>
    public static Outcome<CarePage> List(Asked asked, Folding folding, ISealing sealing, string? state)
    {
        if (state is not (null or "open" or "all" or "sent"))
            return Problem.Bad("?state: open, all or sent");
        var known = folding.Now;
        var all = known.Of<CareKnown>(asked.Realm).All.Values;
        var cases = all.Where(care =>
                care.Concerns(asked.Account, asked.Grants)
                && (state == "all" || care.State.Stage != CareStage.Ended)
                && (state != "sent" || care.IsSentUp)
            )
            .OrderBy(care => care.State.Due ?? DateTimeOffset.MaxValue)
            .ThenBy(care => care.Id.Value)
            .ToList();
        return new Outcome<CarePage>(
            new(
                [.. cases.Select(care => CareLight.Of(care, asked.Grants))],
                known.At.Value,
                [.. cases.Select(care => CareRow.Of(care, known, asked, sealing))],
                all.Count(care => care.State.Stage != CareStage.Ended && !cases.Contains(care) && care.InStreetOf(asked))
            ),
            known.At
        );
    }

    /// <summary>Opens a case by hand.</summary>
    public static async Task<Outcome<Recorded>> Open(
        NewCare body,
        Asked asked,
        Folding folding,
        IncidentSight incidents,
        Sending sending,
        CancellationToken stop
    )
    {
        if (NewCare.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var known = await folding.With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(body.Person!.Value), stop);
        if (
            known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(body.Person!.Value) is not { } person
            || !asked.Sees(new(person.Community))
        )
            return Problem.Of(Domain.People.Residents.UnknownPerson);
        if (body.Incident is { } incident && await incidents.Find(asked, incident.Value, stop) is null)
            return Problem.NotFound;
        var (id, domicile) = (asked.NewId<CareCaseId>(), person.Community == body.Community ? null : person.Community);
        var sent = await sending.Send(
            asked,
            CarePermissions.Open,
            asked.Within(CarePermissions.Open, body.Community!),
            Entities.Care(asked.Realm, id),
            by => new OpenCare(person.Id, body.Community!, domicile, body.Incident, body.HarmSuspected ?? false, by, asked.Now),
            stop: stop
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>A case with the people to call. The reading is recorded before the case is sent.</summary>
    public static async Task<Outcome<CareShown>> Read(
        Guid id,
        Asked asked,
        Finder<CareCaseKnown> sight,
        Recording recording,
        CareHistory history,
        ISealing sealing,
        VoiceGateway gateway,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, id, stop) is not ({ } care, { } known))
            return Problem.NotFound;
        var (_, sent) = await recording.Write(
            asked,
            CarePermissions.Read,
            care.Seat(asked),
            byTask: true,
            new(AccessPurpose.Care, care.State.Incident, care.State.Community, [care.State.Person!.Value]),
            stop
        );
        return sent.With(CareShown.Of(care, known, asked, sealing, await history.Of(asked.Realm, care.Id, known, stop), gateway));
    }

    /// <summary>Names the adult who is with the person now; due within two minutes of opening.</summary>
    public static Task<Outcome<Recorded>> NameAdult(Guid id, NamedAdult body, Act act) =>
        Refused(NamedAdult.Faults(body))
        ?? On(
            id,
            act,
            (by, seal) =>
                new NameAdult(seal(new(body.Relation is null ? body.Name! : $"{body.Name}（{body.Relation}）", body.Phone)), by, act.Now)
        );

    /// <summary>Records carer, place and first day of the care.</summary>
    public static Task<Outcome<Recorded>> Arrange(Guid id, Arrangement body, Act act) =>
        Refused(Arrangement.Faults(body))
        ?? On(
            id,
            act,
            (by, seal) =>
                new ArrangeCare(
                    seal(new(body.Carer!, body.Phone)),
                    seal(new(body.Where!)),
                    body.Since ?? Shanghai.Day(act.Now),
                    by,
                    act.Now,
                    body.Until,
                    string.IsNullOrWhiteSpace(body.Know) ? null : seal(new(body.Know))
                )
        );

    /// <summary>Records the daily check. If there is none by 09:00, the secretary is told; by 12:00, the street.</summary>
    public static Task<Outcome<Recorded>> Check(Guid id, DailyCheck body, Act act) =>
        Refused(DailyCheck.Faults(body, Shanghai.Day(act.Now)))
        ?? On(
            id,
            act,
            (by, seal) =>
                new CheckCare(
                    body.Day ?? Shanghai.Day(act.Now),
                    body.Note is { } note ? seal(new(note)) : null,
                    by,
                    act.Now,
                    body.Means,
                    body.Worries is { Count: > 0 } worries ? [.. worries.Distinct().Order()] : null
                )
        );

    /// <summary>Ends a case once the receiver has accepted and the person was handed over in person.</summary>
    public static Task<Outcome<Recorded>> Exit(Guid id, Ending body, Act act) =>
        Refused(Ending.Faults(body))
        ?? On(id, act, (by, seal) => new ExitCare(body.Exit!.Value, seal(new(body.Receiver!, body.Phone)), by, act.Now));

    // Acts belong to the place where the person is; the committee of the domicile is informed and can read. Texts are sealed under the
    // person's key, so they are erased with the person.
    internal static Task<Outcome<Recorded>> On(Guid id, Act act, Func<By, Func<FreeText, Sealed>, Command> make) =>
        (
            act.On<CareCaseKnown>(id, CarePermissions.Act, care => Entities.Care(act.Asked.Realm, care.Id), care => care.Place) with
            {
                Assigned = _ => true,
            }
        ).Do(async care =>
        {
            var person = care.State.Person!.Value.Value;
            await act.Sealing.Ensure([person], act.Stop);
            return by => make(by, text => act.Sealing.Seal(person, text));
        });
}
