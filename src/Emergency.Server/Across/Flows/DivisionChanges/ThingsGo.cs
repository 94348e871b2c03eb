using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>
/// Moves everything of a split or merged community to its destination, on the node that holds the duty, even after an interrupted server.
/// The rest is computed anew in each round, and no step does anything twice. It ends when nothing is left: a thing that turns up meanwhile
/// waits until it has a destination.
/// </summary>
internal sealed class ThingsGo(IDuties duties, IFeed feed, Folding folding, Insisting insisting, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("division-changes", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!;
        while (true)
        {
            var begun = Begun(known).ToList();
            foreach (var street in begun)
                await Round(street, known, held);
            known = folding.Now;
            if (begun.Count == 0 && !Begun(known).Any())
                known = await folding.At(new(known.At.Value + 1), Timeout.InfiniteTimeSpan, held) ?? folding.Now;
        }
    }

    private static IEnumerable<string> Begun(Known known) =>
        (known.TryOf<DivisionChangesKnown>()?.All ?? []).Where(one => one.Value.Stage == DivisionChangeStage.Begun).Select(one => one.Key);

    private async Task Round(string street, Known known, CancellationToken held)
    {
        var change = known.Of<DivisionChangesKnown>().Of(street);
        var steps = new Steps(known, change, clock.GetUtcNow());
        var last = await Send(street, change, known, steps.Founding(), held);
        if (last is null)
            last = await Send(street, change, known, steps.Moving(), held);
        if (last is null && !steps.Left.Any())
            last = await Send(
                street,
                change,
                known,
                steps.Ending().Append(new("finish", Entities.DivisionChange(street), new FinishDivisionChange(clock.GetUtcNow()))),
                held
            );
        // Reactions write the moved things at their destination: the next round waits for their events, or for a new decision.
        if (last is { } at)
            await folding.At(at, Again, held);
        else
            await folding.At(new(folding.Now.At.Value + 1), Again, held);
    }

    /// <summary>
    /// Sends the steps. Returns the position of the last one that had an effect; null where none had. A refused step is tried again in the
    /// next round, when its obstacle may be gone.
    /// </summary>
    private async Task<Position?> Send(string street, DivisionChange change, Known known, IEnumerable<Step> steps, CancellationToken held)
    {
        Position? last = null;
        foreach (var step in steps)
        {
            // In another round the same step has another id: a refused one may succeed by then.
            var key = FormattableString.Invariant($"{street}/{change.Number}/{step.Name}/{known.At.Value}");
            var sent = await insisting.Send("division-change", key, step.To, step.Command, null, held);
            if (sent.Accepted && !(last > sent.Position))
                last = sent.Position;
        }
        return last;
    }
}
