using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Server.Features.Parties;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Parties;

/// <summary>A party keeps the newest of its ended asks; open ones stay at any age.</summary>
public sealed class PartiesViewTests(Borough borough)
{
    private const int Kept = 50;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Law: for any order of asks and ends, the kept ones are the open ones and the newest of the others.</summary>
    [Fact]
    public void The_open_asks_and_the_newest_of_those_that_are_over_are_kept()
    {
        for (var life = 0; life < 20; life++)
        {
            var (random, id) = (new Random(life), new PartyId(Guid.CreateVersion7()));
            IView view = new PartiesView(borough.Sealing);
            var (known, at, closed) = (view.Empty, 0L, new Dictionary<PartyAskId, DateTimeOffset?>());
            void Told(PartyEvent e) =>
                known = view.Fold(
                    known,
                    new(new(++at), Entities.Party(id), at, "", new(default, "", "", "", "", null, Start, null), e),
                    new()
                );
            Told(
                new PartyEntered(
                    new(Borough.Community, PartyKind.PropertyCompany, "例物业", [], [], new(2026, 1, 1), null, new("t")),
                    Borough.By,
                    Start
                )
            );
            for (var act = 0; act < 200; act++)
            {
                var now = Start.AddMinutes(act);
                var open = closed.Where(one => one.Value is null).Select(one => one.Key).ToList();
                if (open.Count == 0 || random.Next(2) == 0)
                {
                    var ask = new PartyAskId(Guid.CreateVersion7(now));
                    closed.Add(ask, null);
                    Told(new PartyAsked(ask, new("t"), null, null, now.AddHours(1), Borough.By, now));
                }
                else
                {
                    var ask = open[random.Next(open.Count)];
                    closed[ask] = now;
                    Told(new PartyAskWithdrawn(ask, null, Borough.By, now));
                }
            }
            var over = closed.Where(one => one.Value is not null).OrderByDescending(one => one.Value).Select(one => one.Key).ToList();
            var left = closed.Where(one => one.Value is null).Select(one => one.Key).ToList();
            over.Count.ShouldBeGreaterThan(Kept, "more are over than are kept");
            ((PartiesKnown)known)
                .Find(id)!
                .State.Asks.Keys.ShouldBe(left.Concat(over.Take(Kept - left.Count)), ignoreOrder: true, $"life {life}");
        }
    }
}
