using Emergency.Domain.Handovers;
using Emergency.Domain.Places;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>线路: the state of each line in both directions, waiting and refused hand-overs, and sending one once more.</summary>
internal static class BoardEndpoints
{
    /// <summary>Number of newest messages shown.</summary>
    private const int MostMessages = 200;

    public static RouteGroupBuilder MapBoard(this RouteGroupBuilder api)
    {
        api.MapGet("/hotlines/board", Read).Needs(CasePermissions.HotlineBoard);
        api.MapPost("/hotlines/board/{handoverId:guid}/retry", Retry).Needs(CasePermissions.HotlineRetry);
        return api;
    }

    /// <summary>Shows the lines that serve the asker's area, its waiting hand-overs, the oldest first, and the newest messages both ways.</summary>
    public static Outcome<BoardShown> Read(HttpRequest request, Asked asked, Known known, LineLinks links, LineTraffic traffic)
    {
        var (handovers, heard, places) = (known.Of<HandoversKnown>(), known.Of<LettersKnown>().Heard, known.Of<PlacesKnown>());
        var waiting = handovers
            .Waiting.Select(id => handovers.All[id])
            .Where(one => asked.Allow(CasePermissions.HotlineBoard, new Place(one.Facts.Division)).Problem is null)
            .OrderBy(one => one.OfferedAt)
            .Select(one => new WaitingShown(
                HandoverLight.Of(one),
                one.Facts.Over!,
                one.State.Refusal,
                one.State.RetriedAt,
                places.Name(one.Facts.Division)
            ))
            .ToList();
        var lines = links.All(known).Where(line => line.Partner.IsFor(asked)).ToList();
        return new Outcome<BoardShown>(
            new(
                [
                    .. lines.Select(line =>
                    {
                        var partner = line.Partner;
                        var mine = waiting.Where(one => one.Line == partner.Line).ToList();
                        return new LineShown(
                            partner.Code.Number,
                            partner.Line,
                            partner.Name,
                            line.Link,
                            line.Since,
                            Shown(heard, partner.Line),
                            Shown(handovers.Delivered, partner.Line),
                            mine.Count,
                            mine.FirstOrDefault()?.Handover.OfferedAt,
                            mine.Count(one => one.Refusal is not null),
                            Replaced(partner, asked.Now)
                        );
                    }),
                ],
                waiting,
                Messages(traffic, lines, asked, known, Sentences.Language(request)),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// The newest messages of the lines. A message that belongs to an incident is shown to accounts responsible for its place; the others
    /// contain nothing about any person.
    /// </summary>
    private static List<LineMessageShown> Messages(
        LineTraffic traffic,
        IReadOnlyList<LineStanding> lines,
        Asked asked,
        Known known,
        string language
    )
    {
        var incidents = known.Of<IncidentsKnown>();
        var mine = lines.Select(line => line.Partner.Line).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. traffic
                .All.Where(one => mine.Contains(one.Line))
                .Where(one =>
                    one.Incident is not { } id
                    || incidents.Find(id)?.Divisions.Any(code => asked.Allow(CasePermissions.HotlineBoard, new Place(code)).Problem is null)
                        == true
                )
                .Take(MostMessages)
                .Select(one => new LineMessageShown(
                    one.Line,
                    one.Ours,
                    one.At,
                    one.Milliseconds,
                    one.Id,
                    one.Type,
                    one.Status,
                    one.Again,
                    one.Problem is { } problem ? Sentences.Of(language, problem) : null,
                    one.Incident?.Value,
                    one.Times
                )),
        ];
    }

    /// <summary>再发一次: sends the same message under the same id, at once. The account and time stand in the timeline of its incident.</summary>
    public static Task<Outcome<Recorded>> Retry(Guid handoverId, Act act) =>
        new ActOn<HandoverKnown>(
            act,
            handoverId,
            CasePermissions.HotlineRetry,
            () => ValueTask.FromResult<Found<HandoverKnown>>(act.Use<Folding>().Now.Of<HandoversKnown>().Find(new(handoverId))),
            _ => Entities.Handover(Entities.Live, new(handoverId)),
            found => new Place(found.Facts.Division)
        ).Do(by => new RetryHandover(by, act.Now));

    private static DateTimeOffset? Shown(IReadOnlyDictionary<string, DateTimeOffset> times, string hotline) =>
        times.TryGetValue(hotline, out var at) ? at : null;

    /// <summary>Time until which the last replaced secret is still accepted; null where there is none.</summary>
    private static DateTimeOffset? Replaced(Partner partner, DateTimeOffset now) =>
        partner.Secrets.Where(old => old.Until > now).Select(old => old.Until).Max();
}
