using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Confirmations;

/// <summary>
/// Carries out confirmed requests, on the node that holds the duty, including those confirmed before a server ended. All command ids are
/// computed from the confirmation's, so that doing it again changes nothing.
/// </summary>
internal sealed class ConfirmedIsDone(IDuties duties, IFeed feed, Folding folding, Confirming confirming, Insisting insisting)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("confirmed", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!;
        while (true)
        {
            var left = false;
            foreach (var id in Confirmed(known))
                left |= !await Done(known.Of<ConfirmationsKnown>().All[id], held);
            known = folding.Now;
            // Does not wait if a request was confirmed meanwhile.
            if (left || !Confirmed(known).Any())
                known = await folding.At(new(known.At.Value + 1), left ? Again : Timeout.InfiniteTimeSpan, held) ?? folding.Now;
        }
    }

    private static IEnumerable<Domain.ConfirmationId> Confirmed(Known known) => known.TryOf<ConfirmationsKnown>()?.Confirmed ?? [];

    /// <summary>Carries out a request; false where it must be tried again.</summary>
    private async Task<bool> Done(ConfirmationKnown one, CancellationToken stop)
    {
        var known = await folding.Newest(stop);
        var problem =
            await confirming.Against(one, known, stop)
            ?? (await confirming[one.Act.Kind].Do(Confirming.Asker(one, known)!, one, stop)).Problem;
        // The act itself is not at fault: the journal, the views or the disk are not ready for it.
        if (problem is not null && ProblemTable.Status(problem.Code) >= StatusCodes.Status500InternalServerError)
            return false;
        var settled = await insisting.Send(
            "confirmation",
            one.Id.ToString(),
            Entities.Confirmation(one.Id),
            new SettleAct(problem?.Code, one.State.Answer!.At),
            null,
            stop
        );
        return settled.Accepted && await folding.At(settled.Position, Again, stop) is not null;
    }
}
