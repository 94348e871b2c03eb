using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Parties;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Volunteers;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>参与单位: requests that a party has not met in time or has refused, and contracts or terms that end.</summary>
internal sealed class PartiesAreDue : IDueToday
{
    // Days for finding another party that does it; afterwards the refusal is only shown in the party's drawer.
    private const int Refused = 7;

    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(PartyPermissions.Ask, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
        {
            var all = asked.Known.Of<PartiesKnown>().Of(community).Where(one => one.State.Serves(asked.Today)).ToList();
            DueThing Line(string kind, DateOnly? on, List<PartyKnown> some, int number) =>
                new(
                    kind,
                    community,
                    on,
                    "parties",
                    $"community={community}{DueRooms.Single("party", some, one => one.Id.Value)}",
                    number,
                    some[0].Name
                );
            var late = all.Where(one => one.State.Open.Any(ask => ask.Due < asked.Asked.Now)).ToList();
            if (late.Count > 0)
            {
                var asks = late.SelectMany(one => one.State.Open).Where(ask => ask.Due < asked.Asked.Now).ToList();
                yield return Line("party-late", Shanghai.Day(asks.Min(ask => ask.Due)), late, asks.Count);
            }
            bool Fresh(PartyAsk ask) =>
                ask is { Stage: AskStage.Refused, ClosedAt: { } at } && Shanghai.Day(at) > asked.Today.AddDays(-Refused);
            var refused = all.Where(one => one.State.Asks.Values.Any(Fresh)).ToList();
            if (refused.Count > 0)
                yield return Line("party-refused", null, refused, refused.Sum(one => one.State.Asks.Values.Count(Fresh)));
            foreach (
                var day in all.Where(one => one.Facts.Until <= asked.Until).GroupBy(one => one.Facts.Until!.Value).OrderBy(day => day.Key)
            )
                yield return Line("party-ends", day.Key, [.. day], day.Count());
        }
    }
}

/// <summary>志愿者: needs for which volunteers are still missing.</summary>
internal sealed class NeedsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(VolunteerPermissions.Keep, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
        foreach (
            var day in asked
                .Known.Of<VolunteersKnown>()
                .Of(community)
                .Needs.Values.Where(need => !need.Closed && need.Day <= asked.Until)
                .GroupBy(need => need.Day < asked.Today ? DateOnly.MinValue : need.Day)
                .OrderBy(day => day.Key)
        )
            yield return new(
                "volunteer-need",
                community,
                day.Min(need => need.Day),
                "parties",
                $"community={community}&tab=volunteers",
                day.Count()
            );
    }
}

/// <summary>调拨: goods on their way to a store, until somebody accepts or refuses them.</summary>
internal sealed class TransfersAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Allow(SuppliesPermissions.Keep, new(asked.Division)).Problem is not null)
            yield break;
        var places = (asked.Division.Length == 9 ? asked.Communities.Prepend(asked.Division) : asked.Communities).ToHashSet(
            StringComparer.Ordinal
        );
        foreach (
            var some in asked
                .Known.Of<SuppliesKnown>(asked.Asked.Realm)
                .Stocks.Values.SelectMany(store => store.Transfers.Values)
                .Where(one => places.Contains(one.To))
                .GroupBy(one => one.To, StringComparer.Ordinal)
                .OrderBy(some => some.Key, StringComparer.Ordinal)
        )
            yield return new(
                "transfer",
                some.Key,
                Shanghai.Day(some.Min(one => one.At)),
                "stock",
                $"store={some.Key}&tab=way",
                some.Count(),
                some.MinBy(one => one.At)!.Lot.Name
            );
    }
}

/// <summary>换班: turns for which somebody asks to be relieved, while nobody has taken them.</summary>
internal sealed class SwapsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(TeamPermissions.Edit, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
        {
            var team = asked.Known.Of<TeamsKnown>().Of(community).State;
            foreach (
                var day in team
                    .Swaps.Keys.Where(duty =>
                        duty.Day <= asked.Until && team.Roster.GetValueOrDefault(duty) is { } turn && turn.To > asked.Asked.Now
                    )
                    .GroupBy(duty => duty.Day)
                    .OrderBy(day => day.Key)
            )
                yield return new("swap", community, day.Key, "roster", $"community={community}&tab=week", day.Count());
        }
    }
}

/// <summary>事项清单: the asker's own applications that the county has not decided.</summary>
internal sealed class MattersAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(OrderPermissions.ListsApply, new(asked.Division)).Problem is not null)
            yield break;
        var waits = asked
            .Known.Of<ListsKnown>()
            .Of(Divisions.County(asked.Division))
            .Applications.Values.Where(one => one.Stage == MatterStage.Applied && one.By.Account == asked.Asked.Account)
            .ToList();
        if (waits.Count > 0)
            yield return new(
                "matter-waits",
                asked.Division,
                null,
                "lists",
                "",
                waits.Count,
                waits.MinBy(one => one.At)!.Wish.Matter.Title,
                Others: true
            );
    }
}
