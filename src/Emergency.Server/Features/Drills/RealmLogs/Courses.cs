using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.RealmLogs;

/// <summary>
/// Collects the injects and events of drills. For a realm that has left memory, the journal is read again between start and end of the
/// drill.
/// </summary>
internal sealed class Courses(IFeed feed)
{
    /// <summary>Course up to now, or to the drill's end; null before the start.</summary>
    public async ValueTask<Course?> Of(DrillKnown drill, Known known, DateTimeOffset live, CancellationToken stop) =>
        InMemory(drill, known, live) is { } course ? course
        : drill is { Began: { } began, Started: { } start, State.End: not null }
            ? Course(drill, start, await Read(drill, began, known.At, stop), live)
        : null;

    /// <summary>Course like that of <see cref="Of"/>, for a running drill; null also where its realm has left memory.</summary>
    public static Course? InMemory(DrillKnown drill, Known known, DateTimeOffset live) =>
        drill.Started is { } start && known.HasRealm(drill.Realm) ? Course(drill, start, known.Of<RealmLogKnown>(drill.Realm), live) : null;

    private async Task<RealmLogKnown> Read(DrillKnown drill, Position began, Position upTo, CancellationToken stop)
    {
        var log = RealmLogKnown.None;
        await foreach (var batch in feed.Read(began, stop))
        {
            foreach (var happened in batch)
            {
                if (happened.Entity.Realm == drill.Realm && happened.Event is not (NothingNew or Unreadable))
                    log = log.With(happened);
                if (happened.Event is DrillEnded && happened.Entity.Key == drill.Id.ToString())
                    return log;
            }
            if (batch.Count > 0 && batch[^1].Position >= upTo)
                break;
        }
        return log;
    }

    private static Course Course(DrillKnown drill, DateTimeOffset start, RealmLogKnown log, DateTimeOffset live)
    {
        var played = drill
            .State.Injects.Values.Where(one => one.Fate == InjectFate.Fired)
            .ToDictionary(one => one.Inject, one => one.RealmAt, StringComparer.Ordinal);
        return new(start, played, log.Events, [.. drill.State.Seen.Values], drill.State.End?.RealmAt ?? drill.State.Now(live))
        {
            Ended = drill.State.End is not null,
            Skipped = drill
                .State.Injects.Values.Where(one => one.Fate == InjectFate.Skipped)
                .Select(one => one.Inject)
                .ToHashSet(StringComparer.Ordinal),
        };
    }
}
