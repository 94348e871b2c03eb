using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Care;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Care;

/// <summary>Temporary care (临时生活照料). Whom a case does not concern does not learn that there is one: for them it is not found.</summary>
public static class CareEndpoints
{
    public static WebApplicationBuilder AddCare(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<CareView>();
        builder.Services.AddSingleton<CareSight>().AddSingleton<IReaction, DoorsOpenCare>();
        return builder;
    }

    public static RouteGroupBuilder MapCare(this RouteGroupBuilder api)
    {
        api.MapGet("/care", List).Needs(Permissions.CareRead);
        api.MapPost("/care", Open).Needs(Permissions.CareOpen).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/care/{id:guid}", Read).Needs(Permissions.CareRead);
        api.MapPost("/care/{id:guid}/name-adult", NameAdult).Needs(Permissions.CareAct);
        api.MapPost("/care/{id:guid}/arrange", Arrange).Needs(Permissions.CareAct);
        api.MapPost("/care/{id:guid}/check", Check).Needs(Permissions.CareAct);
        api.MapPost("/care/{id:guid}/exit", Exit).Needs(Permissions.CareAct);
        return api;
    }

    /// <summary>The cases that concern the asker, the latest due first; state: open (default) or all.</summary>
    public static Outcome<CarePage> List(Asked asked, Folding folding, string? state)
    {
        if (state is not (null or "open" or "all")) return Problem.Bad("?state: open or all");
        var known = folding.Now;
        var cases = known.Of<CareKnown>(asked.Realm).All.Values.Where(care => care.Concerns(asked.Account, asked.Grants) && (state == "all" || care.State.Stage != CareStage.Ended));
        return new Outcome<CarePage>(new([.. cases.OrderBy(care => care.State.Due ?? DateTimeOffset.MaxValue).ThenBy(care => care.Id.Value).Select(CareLight.Of)], known.At.Value), known.At);
    }

    /// <summary>Opens a case by hand.</summary>
    public static async Task<Outcome<Recorded>> Open(NewCare body, Asked asked, Folding folding, IncidentSight incidents, Sending sending, CancellationToken stop)
    {
        if (NewCare.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        var known = await folding.With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(body.Person!.Value), stop);
        if (known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(body.Person!.Value) is not { } person || !asked.Sees(new(person.Community))) return Problem.Of(Domain.Communities.Residents.UnknownPerson);
        if (body.Incident is { } incident && await incidents.Find(asked, incident.Value, stop) is null) return Problem.NotFound;
        var (id, domicile) = (asked.NewId<CareCaseId>(), person.Community == body.Community ? null : person.Community);
        var sent = await sending.Send(asked, Permissions.CareOpen, IncidentSeen.Within(asked, Permissions.CareOpen, body.Community!), Entities.Care(asked.Realm, id), by => new OpenCare(person.Id, body.Community!, domicile, body.Incident, body.HarmSuspected ?? false, by, asked.Now), stop: stop);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>One case with whom to call. That it was read is recorded before it leaves.</summary>
    public static async Task<Outcome<CareShown>> Read(Guid id, Asked asked, CareSight sight, Recording recording, ISealing sealing, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not ({ } care, { } known)) return Problem.NotFound;
        var (_, sent) = await recording.Write(asked, Permissions.CareRead, care.Seat(asked), byTask: true, new(AccessPurpose.Care, care.State.Incident, care.State.Community, [care.State.Person!.Value]), stop);
        return sent.With(CareShown.Of(care, known, asked, sealing));
    }

    /// <summary>Names the adult who is with the person now; within two minutes of opening.</summary>
    public static async Task<Outcome<Recorded>> NameAdult(Guid id, NamedAdult body, Asked asked, CareSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NamedAdult.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Act(id, asked, sight, sending, sealing, (by, seal) => new NameAdult(seal(new(body.Relation is null ? body.Name! : $"{body.Name}（{body.Relation}）", body.Phone)), by, asked.Now), stop);
    }

    /// <summary>Says who cares from now on, where, since when.</summary>
    public static async Task<Outcome<Recorded>> Arrange(Guid id, Arrangement body, Asked asked, CareSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Arrangement.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Act(id, asked, sight, sending, sealing, (by, seal) => new ArrangeCare(seal(new(body.Carer!, body.Phone)), seal(new(body.Where!)), body.Since ?? Shanghai.Day(asked.Now), by, asked.Now), stop);
    }

    /// <summary>The daily check; unchecked by 09:00 the secretary hears of it, by 12:00 the street.</summary>
    public static async Task<Outcome<Recorded>> Check(Guid id, DailyCheck body, Asked asked, CareSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (DailyCheck.Faults(body, Shanghai.Day(asked.Now)) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Act(id, asked, sight, sending, sealing, (by, seal) => new CheckCare(body.Day ?? Shanghai.Day(asked.Now), body.Note is { } note ? seal(new(note)) : null, by, asked.Now), stop);
    }

    /// <summary>Ends a case by one of its exits, with who has taken the person over.</summary>
    public static async Task<Outcome<Recorded>> Exit(Guid id, Ending body, Asked asked, CareSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Ending.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Act(id, asked, sight, sending, sealing, (by, seal) => new ExitCare(body.Exit!.Value, seal(new(body.Receiver!, body.Phone)), by, asked.Now), stop);
    }

    // Who is where the person is acts; the committee of the domicile is told and may read. Texts lie under the person's key: erased with the person.
    private static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, CareSight sight, Sending sending, ISealing sealing, Func<By, Func<FreeText, Sealed>, Command> make, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not ({ } care, _)) return Problem.NotFound;
        var person = care.State.Person!.Value.Value;
        await sealing.Ensure([person], stop);
        var sent = await sending.Send(asked, Permissions.CareAct, care.Place, Entities.Care(asked.Realm, care.Id), by => make(by, text => sealing.Seal(person, text)), () => true, stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }
}

/// <summary>Finds a case for whom it concerns. The views are waited for before "unknown" is said.</summary>
public sealed class CareSight(Folding folding)
{
    public async ValueTask<(CareSeen? Care, Known? Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<CareKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return known.Of<CareKnown>(asked.Realm).Find(new(id)) is { } care && care.Concerns(asked.Account, asked.Grants) ? (care, known) : (null, null);
    }
}
