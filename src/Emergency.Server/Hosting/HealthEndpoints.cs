using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.CrossFeature.Anchors;
using Emergency.Server.CrossFeature.Planning;
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

/// <summary>How the server is.</summary>
/// <param name="Status">"ready" where the views have come to the head of the journal and nothing is broken, else "behind", "broken", "no journal" (it cannot be asked, the database is away) or "live".</param>
/// <param name="Trouble">Why nothing can be written at the moment; reading goes on. In words of ours: what a database says names machines and accounts, and stands in the log alone.</param>
/// <param name="Failing">What fails and is tried again by itself while commands are taken: services ("service/…"), duties ("duty/…"), files that were passed over; null where nothing does.</param>
/// <param name="MasterKey">What a person must do about the master key.</param>
/// <param name="Clock">That this machine's clock was set and is not followed; what is due goes by the time that has passed.</param>
/// <param name="Parked">What the server's own senders put aside, "sender: kind of entity", because what is stored of that entity cannot be read; all else goes on.</param>
/// <param name="LostRaces">How often since the start another node was first at an entity that this one had decided for; far more than the others have means that this node is too slow.</param>
/// <param name="Seals">Why the journal is not sealed or anchored at the moment, such as a seal key that is away; nothing is lost, and it goes on when that is mended.</param>
/// <param name="PageFaults">How often something broke in a page since the start, as browsers have told; the log says on which page and in which version.</param>
/// <param name="Unreached">Calls that nobody has answered and that nobody rings any more, while what they are about goes on: a person must see to each; null where that cannot be said.</param>
/// <param name="Gateway">That the gateway for voice and texts did not take what it was asked for last.</param>
/// <param name="RulePacks">Of each rule pack of the folder that this node has read its id, version and the beginning of its file's SHA-256: the same on all nodes. Null: there is none.</param>
/// <param name="PlanLayout">The beginning of the SHA-256 of the file by which plans are laid out: the same on all nodes. Null: there is none.</param>
/// <param name="Nodes">Of an engine that shares entities out among nodes: how this one stands, how many take part, how many it does not hear. Null with an engine that does not.</param>
/// <param name="Certificate">That the certificate this server serves https with ends within three weeks, or has ended. A proxy's own is not known here.</param>
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

/// <summary>What anybody may be told of why nothing can be written; the log has the rest, once for each reason.</summary>
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

    /// <summary>What a person must do, as anybody may be told it: of a file and a folder the name, not where it lies.</summary>
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

/// <summary>For the program that watches over this one.</summary>
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

    /// <summary>Answers as long as the process does.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.Ok<Health> Live() => TypedResults.Ok(new Health("live", null, null, [], null));

    /// <summary>Where the journal stands, or why it does not say so.</summary>
    private static async Task<(Position? Head, string? Away)> Head(IFeed feed, CancellationToken stop)
    {
#pragma warning disable CA1031 // Whatever hinders the journal is what is asked for here.
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

    /// <summary>200 where every page can be answered and commands are taken, also while something beside them fails and is tried again, which is named; 503 while views are behind the journal, it cannot be asked, or something is broken, which is named.</summary>
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
        // The views are looked at after the head was asked: those that keep up are never called behind.
        var (head, away) = await Head(feed, stop);
        var known = head is { } at && await folding.At(at, Moment, stop) is { } there ? there : folding.Now;
        var broken = ListOf.From(folding.BrokenViews.Concat(feed.Broken).Concat(others.SelectMany(other => other.Broken)));
        var status =
            head is null ? "no journal"
            : broken.Count > 0 ? "broken"
            : known.At < head ? "behind"
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
                engine.Failing().Concat(failing.SelectMany(one => one.Failing)).ToList() is { Count: > 0 } all ? [.. all] : null
            ),
            statusCode: status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
