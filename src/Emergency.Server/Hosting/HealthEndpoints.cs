using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Across.Anchors;
using Emergency.Server.Across.Planning;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Counties;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Hosting.Pipeline;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting;

/// <summary>State of the server.</summary>
/// <param name="Status">"ready" where the views have come to the head of the journal and nothing is broken, else "behind", "broken", "no journal" (the journal does not answer, or the database is away), "joining" (this node accepts no commands yet: it has not joined the others) or "live".</param>
/// <param name="Trouble">Reason why nothing can be written at the moment; reading goes on. It is in our own words: a database's message names machines and accounts, and stands in the log alone.</param>
/// <param name="Failing">Parts that fail and are retried by themselves while commands are accepted: services ("service/…"), duties ("duty/…"), parts of the engine ("engine/…"), skipped files; null where none fails.</param>
/// <param name="MasterKey">Advice about the master key for a person to follow.</param>
/// <param name="Clock">Warning that this machine's clock was set and is not followed; due times go by elapsed time.</param>
/// <param name="Parked">Commands that the server's own senders put aside, as "sender: kind of entity", because the stored events of that entity cannot be read; all others go on.</param>
/// <param name="LostRaces">Number of times since the start that another node came first at an entity for which this node had decided. A number far above that of the other nodes means that this node is too slow.</param>
/// <param name="Seals">Reason why the journal is not sealed or anchored at the moment, such as a missing seal key. Nothing is lost, and sealing resumes when that is mended.</param>
/// <param name="PageFaults">Number of faults in pages since the start, as reported by browsers; the log has page and version.</param>
/// <param name="Unreached">Number of calls that nobody has answered and that no longer ring, while their matter goes on: a person must see to each. Null where it is unknown.</param>
/// <param name="Gateway">Warning that the gateway for voice and texts did not accept the last request.</param>
/// <param name="RulePacks">Id, version and beginning of the file's SHA-256 of each rule pack that this node has loaded from the folder: the same on all nodes. Null: there is none.</param>
/// <param name="PlanLayout">Beginning of the SHA-256 of the plan layout file: the same on all nodes. Null: there is none.</param>
/// <param name="Nodes">State of an engine that shares entities among nodes: this node's state, the number of nodes, and the number that it does not hear. Null with any other engine.</param>
/// <param name="Certificate">Warning that the certificate with which this server serves https ends within three weeks, or has ended. A proxy's own certificate is not known here.</param>
internal sealed record Health(
    string Status,
    long? Head,
    long? Views,
    ListOf<string> Broken,
    string? Trouble,
    string? MasterKey = null,
    string? Clock = null,
    ListOf<string>? Parked = null,
    long LostRaces = 0,
    string? Seals = null,
    long PageFaults = 0,
    long? Unreached = null,
    string? Gateway = null,
    string? Certificate = null,
    ListOf<string>? RulePacks = null,
    string? PlanLayout = null,
    NodesSeen? Nodes = null,
    ListOf<string>? Failing = null
);

/// <summary>
/// Turns the reason why nothing can be written into words that anybody may read; the log has the rest, once for each reason.
/// </summary>
internal sealed partial class Troubles(ILogger<Troubles> log)
{
    public const string Database = "the database cannot be asked or written: the log says why";
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);
    private string? _last;

    public string? Said(string? trouble)
    {
        if (trouble is null or EngineState.Full)
            return trouble;
        if (Interlocked.Exchange(ref _last, trouble) != trouble)
            Not(log, trouble);
        return Database;
    }

    /// <summary>Removes folders from advice that anybody may read: a file or folder appears by name only.</summary>
    public string? Placeless(string? advice)
    {
        if (advice is null)
            return null;
        var said = Folders().Replace(advice, "${name}");
        if (said != advice && _told.TryAdd(advice, true))
            Advised(log, advice);
        return said;
    }

    [GeneratedRegex("""(?<![\w./])/([^/\s'":,]+/)+(?<name>[^/\s'":,]*)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Folders();

    [LoggerMessage(LogLevel.Warning, "nothing can be written: {Trouble}")]
    private static partial void Not(ILogger log, string trouble);

    [LoggerMessage(LogLevel.Warning, "{Advice}")]
    private static partial void Advised(ILogger log, string advice);
}

/// <summary>Endpoints for the program that monitors this one.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200),
        Patience = TimeSpan.FromSeconds(2);

    public static WebApplication MapHealth(this WebApplication app)
    {
        var routes = app.MapGroup("/health").WithTags("health").BeforeViews();
        routes.MapGet("/live", Live).NeedsNothing();
        routes.MapGet("/ready", Ready).NeedsNothing().Produces<Health>().Produces<Health>(StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    /// <summary>Answers as long as the process runs.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.Ok<Health> Live() => TypedResults.Ok(new Health("live", null, null, [], null));

    /// <summary>The end of the journal, or the reason why it does not answer.</summary>
    private static async Task<(Position? Head, string? Away)> Head(IFeed feed, CancellationToken stop)
    {
#pragma warning disable CA1031 // Any failure of the journal is the answer here.
        try
        {
            return (await feed.Head(stop).AsTask().WaitAsync(Patience, TimeProvider.System, stop), null);
        }
        catch (Exception away) when (!stop.IsCancellationRequested)
        {
            return (null, away.Message);
        }
#pragma warning restore CA1031
    }

    /// <summary>Answers 200 where every page can be answered and commands are accepted, even while a part beside them fails and is retried, which is named; 503 while views are behind the journal, the journal does not answer, this node has not joined the others, or something is broken, which is named.</summary>
    public static async Task<Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<Health>> Ready(
        Folding folding,
        IFeed feed,
        EngineState engine,
        MasterWatch master,
        ClockState clock,
        Insisting insisting,
        AnchorKeeper anchors,
        PageFaults faults,
        VoiceGateway gateway,
        LoudspeakerGateway loudspeakers,
        ChatApp chat,
        Lazy<ServedCertificate?> certificate,
        TimeProvider time,
        Troubles troubles,
        OwnPacks packs,
        PlanLayout layout,
        IEnumerable<IBreakable> others,
        IEnumerable<IFailing> failing,
        CancellationToken stop
    )
    {
        // The views are checked after the journal's end is known, so that views which keep up are never reported as behind.
        var asking = engine.Unwell(stop).AsTask();
        var (head, away) = await Head(feed, stop);
        var known = head is { } at && await folding.At(at, Moment, stop) is { } there ? there : folding.Now;
        var broken = ListOf.From(folding.BrokenViews.Concat(feed.Broken).Concat(others.SelectMany(other => other.Broken)));
        var unwell = await asking;
        var status =
            head is null ? "no journal"
            : broken.Count > 0 ? "broken"
            : known.At < head ? "behind"
            : unwell.Any(part => part.Hinders) ? "joining"
            : "ready";
        return TypedResults.Json(
            new Health(
                status,
                head?.Value,
                known.At.Value,
                broken,
                troubles.Said(away ?? engine.Trouble()),
                troubles.Placeless(master.Advice),
                clock.Advice(),
                ListOf.From(insisting.Parked),
                engine.LostRaces(),
                troubles.Placeless(engine.Seals() ?? anchors.Advice),
                faults.Count,
                broken.Contains("calls", StringComparer.Ordinal) ? null : known.Of<CallsKnown>(Entities.Live).Unheard,
                troubles.Placeless(gateway.Advice ?? loudspeakers.Advice ?? chat.Advice),
                certificate.Value?.Advice(time.GetUtcNow()),
                packs.Marks.Count > 0 ? packs.Marks : null,
                layout.Mark,
                engine.Nodes(),
                engine.Failing().Concat(unwell.Select(part => part.Name)).Concat(failing.SelectMany(one => one.Failing)).ToList()
                    is { Count: > 0 } all
                    ? [.. all]
                    : null
            ),
            statusCode: status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
