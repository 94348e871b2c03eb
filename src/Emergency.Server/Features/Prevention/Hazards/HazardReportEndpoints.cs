using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Links;
using Emergency.Engine;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>
/// Counts the reports of each address by the sheets of a community, in this node's memory: a row of pranks is held up, a
/// whole house behind one address is not.
/// </summary>
internal sealed class ReportTries
{
    private readonly WrongTries _reports = new();

    /// <summary>Returns the time to wait before the next report; null where this one is taken.</summary>
    public TimeSpan? Reported(string community, string from, DateTimeOffset now) =>
        _reports.Unknown(Guess.Sheet, $"{community} {from}", now);
}

/// <summary>The secret of the sheet. It comes in the body: no log of addresses ever holds it.</summary>
internal sealed record SheetWish(string? Token);

/// <param name="Spot">Number of the sheet, as printed on it.</param>
/// <param name="Photo">A picture of the thing, base64; the whole body has at most 256 kB. Null where none was taken.</param>
internal sealed record HazardReportWish(
    string? Token,
    string? Kind,
    string? Spot,
    string? What,
    string? Where,
    bool? Danger,
    string? Photo = null
)
{
    public static IReadOnlyList<string> Faults(HazardReportWish body) =>
        [
            .. Checks.Need(HazardKinds.Find(body.Kind) is not null, "$.kind: one of those that are shown"),
            .. Checks.Text(body.What, "$.what", 200, needed: true),
            .. Checks.Text(body.Where, "$.where", 100),
            .. Checks.Text(body.Spot, "$.spot", 40),
            .. Checks.Need(string.IsNullOrEmpty(body.Photo) || Base64.IsValid(body.Photo), "$.photo: base64"),
        ];
}

/// <summary>The page of a scanned sheet.</summary>
internal sealed record HazardSheetShown(string Community, IReadOnlyList<string> Kinds);

/// <param name="No">Number of people who have reported the same, including this report.</param>
/// <param name="Photo">True when the picture is kept: a hazard takes only a few from strangers, and a full store takes
/// none. Null where none was sent.</param>
internal sealed record HazardReportTaken(int No, bool? Photo = null);

/// <summary>
/// Takes reports of hazards from anybody by the sheet on a wall, without an account. Reports of a kind at the same sheet
/// are a single hazard until the committee has dealt with it. A report does not count before the committee has looked.
/// </summary>
internal static class HazardReportEndpoints
{
    private const int MostOfOne = 200;

    public static RouteGroupBuilder MapHazardReports(this RouteGroupBuilder api)
    {
        api.MapPost("/link/hazard-sheet", Open).NeedsNothing();
        api.MapPost("/link/report-hazard", Report).NeedsNothing();
        return api;
    }

    /// <summary>Id of the subject to which the links of a community's sheets belong.</summary>
    public static Guid Box(string community) => Hashed($"hazards of {community}");

    /// <summary>Shows the community of a sheet, and the kinds that can be reported.</summary>
    public static async Task<Outcome<HazardSheetShown>> Open(
        SheetWish body,
        HttpContext context,
        Folding folding,
        Clock clock,
        WrongTries tries,
        CancellationToken stop
    )
    {
        var (link, problem) = await Find(body.Token, context, folding, clock, tries, stop);
        return link is null
            ? problem
            : new HazardSheetShown(
                folding.Now.Of<PlacesKnown>(Entities.Live).Name(link.State.Community),
                [.. HazardKinds.All.Select(kind => kind.Code)]
            );
    }

    /// <summary>
    /// Takes a report. A repeated report counts with the first. A picture of the thing can come with it, treated as one
    /// taken on a patrol.
    /// </summary>
    public static async Task<Outcome<HazardReportTaken>> Report(
        HazardReportWish body,
        HttpContext context,
        Folding folding,
        Sending sending,
        ISealing sealing,
        Clock clock,
        WrongTries tries,
        ReportTries reports,
        SheetPhotos photos,
        CancellationToken stop
    )
    {
        if (HazardReportWish.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (photo, unfit) = photos.Read(body.Photo);
        if (unfit is not null)
            return unfit;
        var (from, now) = (CameFrom.Of(context), clock.Now(Entities.Live));
        var (link, problem) = await Find(body.Token, context, folding, clock, tries, stop);
        if (link is null)
            return problem;
        if (reports.Reported(link.State.Community, from, now) is { } wait)
            return Crowded(wait).With<HazardReportTaken>(null!);
        var (community, where) = (link.State.Community, Joined(body.Spot, body.Where));
        for (var n = 0; n < MostOfOne; n++)
        {
            var id = new HazardId(Hashed($"{link.Id} {body.Kind} {body.Spot?.Trim()} {n}"));
            var known = folding.Now.Of<HazardsKnown>(Entities.Live).Find(community, id);
            if (known?.State.Stage is HazardStage.Closed or HazardStage.Dropped)
                continue;
            await sealing.Ensure([id.Value], stop);
            var text = sealing.Seal(id.Value, new HazardText(body.What!.Trim(), where));
            var facts = new HazardFacts(body.Kind!, HazardLevel.General, body.Danger ?? false, null, null, null, text);
            var sent = await sending.Send(
                "link",
                Entities.Hazard(id),
                new ReportHazard(community, link.Id, facts, now),
                clock.NewId(),
                "",
                now,
                stop: stop
            );
            // The hazard was closed a moment ago: this report is a new one.
            if (sent.Problem?.Code == HazardCase.Over.Text)
                continue;
            if (!sent.Accepted)
                return sent.With<HazardReportTaken>(null!);
            var kept = photo is null ? null : await photos.Keep(community, id, photo, now, stop);
            var taken = new HazardReportTaken((known?.State.Reports ?? 0) + 1, photo is null ? null : kept is not null);
            return (sent with { Position = kept ?? sent.Position }).With(taken);
        }
        return Crowded(WrongTries.Within).With<HazardReportTaken>(null!);
    }

    private static string? Joined(string? spot, string? where) =>
        string.Join(' ', new[] { spot?.Trim(), where?.Trim() }.Where(one => !string.IsNullOrEmpty(one))) is { Length: > 0 } text
            ? text
            : null;

    private static Sent Crowded(TimeSpan wait) => new(Position.Start, new Problem("link.crowded", []), wait);

    private static Guid Hashed(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static async Task<(LinkKnown? Link, Problem Problem)> Find(
        string? token,
        HttpContext context,
        Folding folding,
        Clock clock,
        WrongTries tries,
        CancellationToken stop
    )
    {
        var now = clock.Now(Entities.Live);
        if (LinkToken.Parse(token) is { } read)
        {
            var known = await folding.With(known => known.Of<LinksKnown>(Entities.Live).Find(read.Id) is not null, stop);
            if (
                known.Of<LinksKnown>(Entities.Live).Find(read.Id) is { } link
                && link.State.Purpose == LinkPurpose.HazardReport
                && link.State.Secret == read.Hash
            )
                return link.State.Stage != LinkStage.Open ? (null, Problem.Of(Link.Withdrawn))
                    : now >= link.State.Until ? (null, Problem.Of(Link.Expired))
                    : (link, default!);
        }
        return (
            null,
            tries.Unknown(Guess.Sheet, CameFrom.Of(context), now) is null ? Problem.Of(Link.Unknown) : new Problem("link.crowded", [])
        );
    }
}
