using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.DivisionChanges;

/// <summary>Brings everything of a community that is split or merged where it was said, on the node that holds the duty, also after a server ended in the middle. What is left is looked up anew at each round, and no step does anything twice. It ends when nothing is left: what turned up meanwhile waits until somebody has said where it goes.</summary>
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
        // Others write what was passed: the next look is at what they have done, or at what somebody has said since.
        if (last is { } at)
            await folding.At(at, Again, held);
        else
            await folding.At(new(folding.Now.At.Value + 1), Again, held);
    }

    /// <summary>Where the last of the steps stands that did something; null where there was none. One that is refused is tried again at the next round, when what stands against it may have ended.</summary>
    private async Task<Position?> Send(string street, DivisionChange change, Known known, IEnumerable<Step> steps, CancellationToken held)
    {
        Position? last = null;
        foreach (var step in steps)
        {
            // At another look the same step has another id: what was refused before may be done by now.
            var key = FormattableString.Invariant($"{street}/{change.Number}/{step.Name}/{known.At.Value}");
            var sent = await insisting.Send("division-change", key, step.To, step.Command, null, held);
            if (sent.Accepted && !(last > sent.Position))
                last = sent.Position;
        }
        return last;
    }
}
