using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Stock;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>
/// A thing a task needs: quantity wanted, quantities that the stock keeps for it and has handed out, and the result of
/// asking the street for the rest.
/// </summary>
/// <param name="Missing">Quantity that the stock could not give when it was asked.</param>
internal sealed record TaskSupply(
    string Item,
    int Wanted,
    int Reserved,
    int Issued,
    int Missing,
    ListOf<GoodsHeld> Lots,
    ListOf<ShortageShown> Shortages
)
{
    /// <summary>Things it needs, and things it has besides without having asked.</summary>
    public static ListOf<TaskSupply> Of(IncidentSeen seen, IncidentTask task)
    {
        var held = TaskGoods
            .Of(seen.Known.Of<SuppliesKnown>(seen.Asked.Realm), task.Id)
            .Items.ToLookup(one => one.Name, StringComparer.Ordinal);
        var items = task.Needs.Select(need => need.Item).Concat(held.Select(same => same.Key)).Distinct(StringComparer.Ordinal);
        return
        [
            .. items.Select(item => new TaskSupply(
                item,
                task.Needs.FirstOrDefault(need => need.Item == item)?.Quantity ?? 0,
                held[item].Sum(one => one.Reserved),
                held[item].Sum(one => one.Issued),
                task.Shortages.Where(shortage => shortage.Item == item).Select(shortage => shortage.Missing).DefaultIfEmpty(0).Max(),
                [.. held[item]],
                [
                    .. task
                        .Shortages.Where(shortage => shortage.Item == item)
                        .Select(shortage => new ShortageShown(shortage.Request, shortage.Missing, shortage.State, shortage.Granted)),
                ]
            )),
        ];
    }
}

/// <param name="Request">The request to the street: GET /api/goods/{id}.</param>
internal sealed record ShortageShown(GoodsRequestId Request, int Missing, ShortageState State, int Granted);
