using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Releases supplies of an ended task: promised and unfetched stock is free again, and the street need not answer. Issued supplies stay out
/// until they are brought back.
/// </summary>
internal sealed class TasksReleaseSupplies : IReaction
{
    private const int Requests = 10_000;

    public string Name => "tasks-release-supplies";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (task, at) = happened.Event switch
        {
            TaskDone e => (e.Task, e.At),
            TaskCancelled e => (e.Task, e.At),
            _ => default,
        };
        if (task == default)
            return [];
        var realm = happened.Entity.Realm;
        var promised = known
            .Of<SuppliesKnown>(realm)
            .LotsOf(task)
            .Where(held => held.Lot.Reserved.ContainsKey(task))
            .Select((held, i) => new Reacted(Entities.Supplies(realm, held.Community), new ReleaseLot(held.Lot.Facts.Id, task, at), i));
        var shortages =
            known
                .Of<Features.Incidents.IncidentsKnown>(realm)
                .Find(new(Guid.Parse(happened.Entity.Key)))
                ?.State.Tasks.GetValueOrDefault(task)
                ?.Shortages
            ?? [];
        return promised.Concat(
            shortages
                .Where(shortage => shortage.State == ShortageState.Asked)
                .Select((shortage, i) => new Reacted(Entities.Goods(realm, shortage.Request), new WithdrawGoods(at), Requests + i))
        );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the lot is gone, or nothing was asked of the street yet: the promise ends by itself");
}
