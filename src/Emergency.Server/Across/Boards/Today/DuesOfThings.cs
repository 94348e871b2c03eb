using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Drills;
using Emergency.Domain.Orders;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>物资: expired or expiring stock, and shortages.</summary>
internal sealed class StockIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Allow(SuppliesPermissions.Read, new(asked.Division)).Problem is not null)
            yield break;
        // A street has a store of its own.
        foreach (var community in asked.Division.Length == 9 ? asked.Communities.Prepend(asked.Division) : asked.Communities)
        {
            var lots = asked.Known.Of<SuppliesKnown>(asked.Asked.Realm).Of(community).Lots.Values.Select(lot => lot.Facts).ToList();
            var query = community.Length > 9 ? $"community={community}" : $"store={community}";
            var expired = lots.Where(lot => lot.ExpiresOn < asked.Today).ToList();
            if (expired.Count > 0)
                yield return new(
                    "stock-expired",
                    community,
                    expired.Min(lot => lot.ExpiresOn),
                    "stock",
                    query,
                    expired.Count,
                    First(expired)
                );
            foreach (
                var day in lots.Where(lot => lot.ExpiresOn >= asked.Today && lot.ExpiresOn <= asked.Until)
                    .GroupBy(lot => lot.ExpiresOn!.Value)
                    .OrderBy(day => day.Key)
            )
                yield return new("stock-expires", community, day.Key, "stock", query, day.Count(), First(day));
            var low = lots.Where(lot => lot.Quantity < lot.Minimum).ToList();
            if (low.Count > 0)
                yield return new("stock-low", community, null, "stock", query, low.Count, First(low));
        }
    }

    private static string First(IEnumerable<LotFacts> lots) => lots.OrderBy(lot => lot.ExpiresOn).First().Name;
}

/// <summary>值班: shifts without anybody.</summary>
internal sealed class RosterIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(TeamPermissions.Edit, new(asked.Division)).Problem is not null)
            yield break;
        // Days farther ahead are not rostered yet: they are no gap.
        var ahead = Math.Clamp(asked.Until.DayNumber - asked.Today.DayNumber + 1, 1, 7);
        foreach (var community in asked.Communities)
        foreach (
            var day in RosterGaps
                .Of(asked.Known, Entities.Live, community, asked.Asked.Now, ahead)
                .GroupBy(gap => gap.Day < asked.Today ? asked.Today : gap.Day)
                .OrderBy(day => day.Key)
        )
            yield return new(
                "roster-gap",
                community,
                day.Key,
                "roster",
                $"community={community}&tab=week",
                day.Count(),
                At: day.Min(gap => gap.From)
            );
    }
}

/// <summary>
/// 叫应: communities where nobody could be called if something happened now: the shift has nobody, the team has no leader, those people are
/// on leave or away, or their number is unknown. The street's own desk too.
/// </summary>
internal sealed class OnCallIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(TeamPermissions.Edit, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
            if (Unreached(asked, community))
                yield return new("on-call-gap", community, asked.Today, "roster", $"community={community}&tab=week", Stake: Stake.Life);
        if (asked.Division.Length == 9 && Unreached(asked, asked.Division))
            yield return new("on-call-gap", asked.Division, asked.Today, "roster", "do=roster", Stake: Stake.Life);
    }

    private static bool Unreached(DueAsked asked, string receiver) =>
        OnCall.Of(asked.Known, Entities.Live, receiver, CallRung.Duty, asked.Asked.Now).Cause is not null;
}

/// <summary>预案: plans that wait for the street, that were returned, that must be revised, and missing plans.</summary>
internal sealed class PlansAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(PlanPermissions.Draft, new(asked.Division)).Problem is not null)
            yield break;
        var approves = asked.Asked.Allow(PlanPermissions.Approve, new(asked.Division)).Problem is null;
        foreach (var community in asked.Communities)
        {
            var (plan, query) = (asked.Known.Of<PlansKnown>().Of(community).State, $"community={community}");
            if (plan.DraftStage == PlanStage.Submitted)
                yield return approves
                    ? new("plan-approve", community, asked.Today, "plan", query)
                    : new("plan-waits", community, null, "plan", query, Others: true);
            else if (plan.DueFor.Count > 0)
                yield return new("plan-revise", community, null, "plan", query, plan.DueFor.Count);
            else if (plan is { InForce: null, DraftStage: PlanStage.None })
                yield return new("plan-missing", community, null, "plan", query);
        }
    }
}

/// <summary>指令: the division's own unread orders, and requests that the street must accept or refuse.</summary>
internal sealed class OrdersAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        var orders = asked.Known.Of<OrdersKnown>(asked.Asked.Realm);
        var received = OrdersShow.Received(orders);
        if (asked.Asked.Allow(OrderPermissions.See, new(asked.Division)).Problem is null)
        {
            var unread = received[asked.Division].Where(one => one.Stage == OrderStage.Sent).ToList();
            if (unread.Count > 0)
                yield return new(
                    "order",
                    asked.Division,
                    asked.Today,
                    "received",
                    "",
                    unread.Count,
                    At: unread.Min(one => one.Due),
                    Stake: Stake.Life
                );
            if (received[asked.Division].Count(one => one.Stage == OrderStage.Seen) is > 0 and var seen)
                yield return new("order-answer", asked.Division, asked.Today, "received", "", seen, Stake: Stake.People);
        }
        if (asked.Asked.Allow(OrderPermissions.Approve, new(asked.Division)).Problem is null)
        {
            var held = orders.Held.Values.SelectMany(held => held).Count(code => code.StartsWith(asked.Division, StringComparison.Ordinal));
            if (held > 0)
                yield return new("order-approve", asked.Division, asked.Today, "orders", "", held, Stake: Stake.People);
        }
    }
}

/// <summary>要物资: the street answers, the committee waits.</summary>
internal sealed class GoodsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Allow(OrderPermissions.GoodsRead, new(asked.Division)).Problem is not null)
            yield break;
        var answers = asked.Asked.Allow(OrderPermissions.GoodsAnswer, new(asked.Division)).Problem is null;
        var communities = asked.Communities.ToHashSet(StringComparer.Ordinal);
        foreach (
            var place in asked
                .Known.Of<GoodsKnown>(asked.Asked.Realm)
                .All.Values.Where(one => one.State.Stage == GoodsStage.Requested && communities.Contains(one.State.Community))
                .GroupBy(one => one.State.Community, StringComparer.Ordinal)
        )
            yield return new(
                "goods",
                place.Key,
                asked.Today,
                "goods",
                "",
                place.Count(),
                place.First().State.Item,
                place.Min(one => one.State.Due),
                Others: !answers,
                Stake: Stake.People
            );
    }
}

/// <summary>确认: requests that wait for the asker's confirmation, and the asker's own requests.</summary>
internal sealed class ConfirmationsAreDue(Confirming confirming) : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || !asked.Asked.HasAny(ConfirmationPermissions.Read))
            yield break;
        var all = asked.Known.Of<ConfirmationsKnown>();
        var waiting = all.Waiting.Select(id => all.All[id]).Where(one => one.State.Until > asked.Asked.Now).ToList();
        var mine = waiting.Where(one => confirming.MayConfirm(asked.Asked, one, asked.Known) is null).ToList();
        if (mine.Count > 0)
        {
            var until = mine.Min(one => one.State.Until);
            yield return new("confirm", asked.Division, Shanghai.Day(until), "confirm", "", mine.Count, At: until);
        }
        if (waiting.Count(one => one.AskedBy.Account == asked.Asked.Account) is > 0 and var own)
            yield return new("confirm-waits", asked.Division, null, "confirm", "", own, Others: true);
    }
}

/// <summary>演练: improvements that a drill has shown, and planned drills.</summary>
internal sealed class DrillsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live)
            yield break;
        if (asked.Asked.Allow(DrillPermissions.ImprovementRead, new(asked.Division)).Problem is null)
            foreach (
                var place in asked
                    .Known.Of<DrillsKnown>()
                    .All.Values.SelectMany(drill => drill.State.Improvements.Values)
                    .Where(one =>
                        one.Stage == ImprovementStage.Open
                        && one.Until <= asked.Until
                        && one.Facts.Owner.Division.StartsWith(asked.Division, StringComparison.Ordinal)
                    )
                    .GroupBy(one => one.Facts.Owner.Division, StringComparer.Ordinal)
            )
                yield return new("improvement", place.Key, place.Min(one => one.Until), "/drills", "", place.Count());
        if (asked.Asked.Allow(DrillPermissions.ScheduleRead, new(asked.Division)).Problem is null)
            foreach (var one in asked.Known.Of<SchedulesKnown>().All.Values)
                if (
                    one.Due is { } due
                    && Shanghai.Day(due) <= asked.Until
                    && one.Facts.Communities.FirstOrDefault(code => code.StartsWith(asked.Division, StringComparison.Ordinal)) is { } at
                    && ScheduleSight.Sees(asked.Asked, one)
                )
                    yield return new("drill", at, Shanghai.Day(due), "/drills", "", At: due);
    }
}
