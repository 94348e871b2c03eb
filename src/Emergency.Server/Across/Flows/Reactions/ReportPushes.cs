using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Calls.WebPush;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Pushes news of a running incident to the phones of its leaders and of the street's duty desk, whose page may be closed: at most once a
/// minute for each incident, without any of its words. Nothing is stored: the page marks unread reports, and a report that came while no
/// node held the duty is not pushed.
/// </summary>
internal sealed partial class ReportPushes(
    IDuties duties,
    IFeed feed,
    Folding folding,
    DevicePushes devices,
    Clock clock,
    ILogger<ReportPushes> log
) : BackgroundService
{
    private const string Realm = Entities.Live;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1),
        Stale = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("report-pushes", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        var last = new Dictionary<IncidentId, DateTimeOffset>();
        await foreach (var batch in feed.Read(await feed.Head(held), held))
        {
            var news = batch.Where(happened => happened is { Event: ReportAdded, Entity.Realm: Realm }).ToList();
            if (news.Count == 0)
                continue;
            var known = (await folding.At(batch[^1].Position, Timeout.InfiniteTimeSpan, held))!;
            foreach (var happened in news)
                await Tell(happened, known, last, held);
        }
    }

    private async Task Tell(Happened happened, Known known, Dictionary<IncidentId, DateTimeOffset> last, CancellationToken held)
    {
        var (id, now) = (new IncidentId(Guid.Parse(happened.Entity.Key)), clock.Now(Realm));
        if (known.Of<IncidentsKnown>(Realm).Find(id) is not { Running: true } incident)
            return;
        if (last.TryGetValue(id, out var before) && now - before < Pause)
            return;
        foreach (var (old, _) in last.Where(one => now - one.Value > Stale).ToList())
            last.Remove(old);
        last[id] = now;
        var teller = ((ReportAdded)happened.Event).By.Account;
        var accounts = Leads(known, incident.State, now).SelectMany(one => one.Accounts).Where(one => one != teller).Distinct();
#pragma warning disable CA1031 // A push that fails must not hold up the next incident's news; the page marks it as unread in any case.
        try
        {
            await devices.Push(accounts, new CallId(id.Value), Words.Report, now + Stale, $"report {happened.Position.Value}", now, held);
        }
        catch (Exception bug) when (bug is not OperationCanceledException || !held.IsCancellationRequested)
        {
            Failed(log, id.Value, bug);
        }
#pragma warning restore CA1031
    }

    /// <summary>The desk of the community with its deputy, and the street's desk; the county's where the community is not known.</summary>
    internal static IEnumerable<OnCalled> Leads(Known known, Incident incident, DateTimeOffset now) =>
        incident.Community is { } community
            ?
            [
                OnCall.Of(known, Realm, community, CallRung.Duty, now),
                OnCall.Of(known, Realm, community, CallRung.Deputy, now),
                OnCall.Of(known, Realm, Divisions.Street(community), CallRung.Duty, now),
            ]
            : [OnCall.Of(known, Realm, incident.County, CallRung.Duty, now)];

    [LoggerMessage(LogLevel.Error, "News of incident {Id} could not be pushed")]
    private static partial void Failed(ILogger log, Guid id, Exception bug);
}
