using System.Collections.Concurrent;
using System.Collections.Immutable;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// The result of reading a checkpoint: the states by realm and slot, and the slots of the views that could be read; the other slots are
/// empty.
/// </summary>
internal sealed record BegunStates(
    Position At,
    Happened Last,
    ImmutableDictionary<string, ImmutableArray<object>> Realms,
    ImmutableHashSet<int> Read
);

/// <summary>Finds a view's state in a checkpoint.</summary>
internal static class StatesOfViews
{
    /// <summary>Finds the state; null where there is none, or another fold made it.</summary>
    public static KeptState? Find(this Checkpoint checkpoint, string realm, IView view) =>
        checkpoint.Find(realm, view.Name, view.Build, () => view.Version);
}

/// <summary>
/// Chooses the checkpoint to start from: among the complete ones of this journal the one with the most readable views, and of several such
/// the newest.
/// </summary>
internal sealed class CheckpointReading(IFeed feed, IReadOnlyList<IView> views, CheckpointFolder folder, ILogger log)
{
    /// <summary>
    /// Reads that checkpoint; null where there is none, or none in the folder can be read: all views then begin at the first event.
    /// </summary>
    public async Task<BegunStates?> Newest(CancellationToken stop)
    {
#pragma warning disable CA1031 // A checkpoint is a help and never a condition: without it the start takes longer.
        try
        {
            foreach (var (file, checkpoint) in MostReadable())
            {
                if (await Belongs(checkpoint, stop) is not { } last)
                    PassOver(file, "of another journal, or of what this one has lost");
                else if (Read(checkpoint, last) is { Read.Count: > 0 } begun)
                {
                    log.LogInformation(
                        "Views begin at position {Position}; folded from the first event: {Again}",
                        begun.At.Value,
                        string.Join(", ", views.Where((_, slot) => !begun.Read.Contains(slot)).Select(view => view.Name))
                    );
                    return begun;
                }
                else
                    PassOver(file, "no view of it can be read");
            }
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            log.LogWarning(fault, "The checkpoint cannot be used: views begin at the first event");
        }
#pragma warning restore CA1031
        return null;
    }

    // A prepared checkpoint has this program's views; the one left by the program before it is newer, but has that program's views.
    private IEnumerable<(string File, Checkpoint One)> MostReadable()
    {
        var fewer = new List<(string File, Checkpoint One, int Views)>();
        foreach (var (file, whole, why) in folder.Newest())
        {
            if (whole is not { } checkpoint)
            {
                PassOver(file, why!);
                continue;
            }
            var readable = views.Count(view => checkpoint.Find(Entities.Live, view) is not null);
            if (readable == views.Count)
                yield return (file, checkpoint);
            else
                fewer.Add((file, checkpoint, readable));
        }
        foreach (var (file, one, _) in fewer.OrderByDescending(one => one.Views))
            yield return (file, one);
    }

    // Reports damaged bytes only. A state made by an older program's fold is no fault: it must be folded again anyway.
    private void PassOver(string file, string why)
    {
        log.LogWarning("The checkpoint {File} is passed over: {Why}", Path.GetFileName(file), why);
        folder.PassOver(file, why);
    }

    /// <summary>The event at the checkpoint's position; null where the journal has another one there, as after a restore.</summary>
    private async Task<Happened?> Belongs(Checkpoint checkpoint, CancellationToken stop)
    {
        if (await feed.Head(stop) < checkpoint.At)
            return null;
        await foreach (var batch in feed.Read(new(checkpoint.At.Value - 1), stop))
            if (batch.Count > 0)
                return batch[0].Position == checkpoint.At && Checkpointing.NameOf(batch[0]) == checkpoint.Event ? batch[0] : null;
        return null;
    }

    private BegunStates Read(Checkpoint checkpoint, Happened last)
    {
        var realms = checkpoint.Realms.ToDictionary(
            realm => realm,
            _ => views.Select(view => view.Empty).ToArray(),
            StringComparer.Ordinal
        );
        var read = new ConcurrentBag<int>();
        using var _ = NoCollection.While(checkpoint.Length);
        // The largest first, each as soon as a processor is free: one view may take longer than all others.
        var longest = Enumerable.Range(0, views.Count).OrderByDescending(slot => checkpoint.LengthOf(views[slot].Name));
        Parallel.ForEach(
            Partitioner.Create(longest, EnumerablePartitionerOptions.NoBuffering),
            slot =>
            {
#pragma warning disable CA1031 // Only a view that cannot be read is folded again, not the others.
                try
                {
                    if (Read(checkpoint, slot, realms))
                        read.Add(slot);
                }
                catch (Exception fault)
                {
                    log.LogWarning(fault, "View {View} cannot be read from the checkpoint", views[slot].Name);
                }
#pragma warning restore CA1031
            }
        );
        return new(
            checkpoint.At,
            last,
            realms.ToImmutableDictionary(realm => realm.Key, realm => ImmutableArray.Create(realm.Value), StringComparer.Ordinal),
            [.. read]
        );
    }

    private bool Read(Checkpoint checkpoint, int slot, Dictionary<string, object[]> realms)
    {
        var view = views[slot];
        if (checkpoint.Find(Entities.Live, view) is not { } kept)
            return false;
        var live = checkpoint.Read(kept, view.Codec, null);
        var states = new Dictionary<string, object>(StringComparer.Ordinal) { [Entities.Live] = live };
        foreach (var realm in realms.Keys.Where(realm => realm != Entities.Live))
        {
            if (checkpoint.Find(realm, view) is not { } forked)
                return false;
            states[realm] = checkpoint.Read(forked, view.Codec, live);
        }
        foreach (var (realm, state) in states)
            realms[realm][slot] = state;
        return true;
    }
}
