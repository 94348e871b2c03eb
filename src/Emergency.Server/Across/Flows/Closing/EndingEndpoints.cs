using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Responses;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Closing;

/// <summary>The three acts that end an incident: 现场处置结束, 响应终止, 归档. A refusal names each obstacle.</summary>
internal static class EndingEndpoints
{
    public static RouteGroupBuilder MapEndings(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/end-scene", EndScene).Needs(IncidentPermissions.EndScene);
        api.MapPost("/incidents/{id:guid}/end-response", EndResponse).Needs(IncidentPermissions.EndResponse);
        api.MapPost("/incidents/{id:guid}/archive", Archive).Needs(IncidentPermissions.Archive);
        return api;
    }

    /// <summary>现场处置结束. Refused while a door is unsettled or a life-safety task open, naming communities, figures and tasks; tasks that can wait end with it.</summary>
    public static async Task<Outcome<Recorded>> EndScene(Guid id, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop)
    {
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        var doors = seen.Known.Of<DoorsKnown>(asked.Realm);
        ListOf<OpenDoors> open =
        [
            .. doors
                .In(seen.Incident.Id)
                .Select(code => (code, doors.Here(seen.Incident.Id, code).Figures))
                .Select(here => new OpenDoors(here.code, here.Figures.AtRisk.Open, here.Figures.Households.Open, here.Figures.People.Open))
                .Where(here => here.AtRisk + here.Households + here.People > 0),
        ];
        var sent = await seen.Send(
            sending,
            IncidentPermissions.EndScene,
            by => new EndScene(open, seen.Known.At.Value, by, asked.Now),
            stop
        );
        return Told(
            id,
            sent,
            Incident.SceneNotReady,
            () =>
                [
                    .. open.Select(here => new Missing(
                        "doors",
                        here.Community,
                        Name(seen, here.Community),
                        AtRisk: here.AtRisk,
                        Households: here.Households,
                        People: here.People
                    )),
                    .. EndingRules
                        .OpenLife(seen.Incident.State)
                        .Select(task => new Missing("task", task.Community, Name(seen, task.Community), task.Id.Value, task.Step)),
                ]
        );
    }

    /// <summary>响应终止, by the level that started the response or one above. Refused while an authority's own response to it runs, naming each.</summary>
    public static async Task<Outcome<Recorded>> EndResponse(
        Guid id,
        Asked asked,
        IncidentSight sight,
        Sending sending,
        CancellationToken stop
    )
    {
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        ListOf<ResponseKnown> running = [.. seen.Known.Of<ResponsesKnown>(asked.Realm).RunningOf(seen.Incident.Id)];
        var sent = await seen.Send(
            sending,
            IncidentPermissions.EndResponse,
            by => new EndResponse(by, asked.Now) { Running = [.. running.Select(one => one.Id)] },
            stop
        );
        return Told(
            id,
            sent,
            Incident.ResponsesRunning,
            () =>
                [
                    .. running.Select(one => new Missing(
                        "response",
                        one.Facts.Authority,
                        Name(seen, one.Facts.Authority),
                        Response: one.Id.Value
                    )),
                ]
        );
    }

    /// <summary>归档 with the final report {text}. Refused while goods are out, care cases open or the report missing, naming them; for care only their number.</summary>
    public static async Task<Outcome<Recorded>> Archive(
        Guid id,
        FinalReport body,
        Asked asked,
        IncidentSight sight,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (Checks.Text(body.Text, "$.text", 20_000).ToList() is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        var (supplies, care) = (seen.Known.Of<SuppliesKnown>(asked.Realm), seen.Known.Of<CareKnown>(asked.Realm));
        ListOf<OutLot> goods =
        [
            .. seen
                .Incident.State.Tasks.Keys.OrderBy(task => task.Value)
                .SelectMany(task =>
                    supplies
                        .LotsOf(task)
                        .Where(held => held.Lot.Issued.GetValueOrDefault(task) > 0)
                        .Select(held => new OutLot(held.Community, held.Lot.Facts.Id, task, held.Lot.Issued[task]))
                ),
        ];
        var cases = care.Of(seen.Incident.Id).Count(one => care.Find(one)!.State.Stage != CareStage.Ended);
        Sealed? report = string.IsNullOrWhiteSpace(body.Text) ? null : await seen.Seal(sealing, new FreeText(body.Text), stop);
        var sent = await seen.Send(
            sending,
            IncidentPermissions.Archive,
            by => new ArchiveIncident(goods, cases, report, seen.Known.At.Value, by, asked.Now),
            stop
        );
        return Told(
            id,
            sent,
            Incident.ArchiveNotReady,
            () =>
                [
                    .. goods.Select(lot => new Missing(
                        "supplies",
                        lot.Community,
                        Name(seen, lot.Community),
                        lot.Task.Value,
                        Lot: lot.Lot.Value,
                        Item: supplies.Of(lot.Community).Lots[lot.Lot].Facts.Name,
                        Quantity: lot.Quantity
                    )),
                    .. cases > 0 ? [new Missing("care", Quantity: cases)] : Array.Empty<Missing>(),
                    .. report is null ? [new Missing("final-report")] : Array.Empty<Missing>(),
                ]
        );
    }

    private static Outcome<Recorded> Told(Guid id, Sent sent, Code notReady, Func<IReadOnlyList<Missing>> missing) =>
        sent.Problem?.Code == notReady.Text ? sent.Problem with { Missing = missing() } : sent.With(new Recorded(id, sent.Position.Value));

    private static string Name(IncidentSeen seen, string community) => seen.Known.Of<PlacesKnown>(seen.Asked.Realm).Name(community);
}

/// <summary>终报: what happened, what was done, what remains.</summary>
internal sealed record FinalReport(string? Text);
